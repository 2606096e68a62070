// Decision form: phrases go into the opinion; Alt+A grants, N denies, R sends back, T passes on, Q asks, Z takes back.
// Nothing fires while composing, Enter in a text field never submits.
(() => {
  document.querySelector("[data-focus]")?.focus();
  const KEYS = { KeyA: "a", KeyN: "n", KeyR: "r", KeyT: "t", KeyQ: "q", KeyZ: "z" };
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.keyCode === 229) return;
    const pressed = KEYS[event.code] && document.querySelector(`[data-key="${KEYS[event.code]}"]`);
    if (!pressed || pressed.disabled) return;
    event.preventDefault();
    pressed.click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("main form[method=post] input:not([type=checkbox], [type=radio], [type=submit])")) event.preventDefault();
  });
  const reason = document.querySelector("[data-decide] #id_reason");
  document.querySelectorAll("[data-phrase]").forEach((button) => button.addEventListener("click", () => {
    const before = reason.value.slice(0, reason.selectionStart), after = reason.value.slice(reason.selectionEnd);
    reason.value = before + button.dataset.phrase + after;
    const place = before.length + button.dataset.phrase.length;
    reason.focus();
    reason.setSelectionRange(place, place);
  }));
})();
