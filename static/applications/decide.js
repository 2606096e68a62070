// Decision form: phrases go into the opinion, Alt+A and Alt+R press their buttons; nothing fires while composing.
(() => {
  document.querySelector("[data-focus]")?.focus();
  const form = document.querySelector("[data-decide]");
  if (!form) return;
  const reason = form.querySelector("#id_reason");
  form.querySelectorAll("[data-phrase]").forEach((button) => button.addEventListener("click", () => {
    const before = reason.value.slice(0, reason.selectionStart), after = reason.value.slice(reason.selectionEnd);
    reason.value = before + button.dataset.phrase + after;
    const place = before.length + button.dataset.phrase.length;
    reason.focus();
    reason.setSelectionRange(place, place);
  }));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.keyCode === 229) return;
    const button = form.querySelector(`[data-key="${event.code === "KeyA" ? "a" : event.code === "KeyR" ? "r" : ""}"]`);
    if (!button || button.disabled) return;
    event.preventDefault();
    form.requestSubmit(button);
  });
})();
