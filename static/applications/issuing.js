// Issuing counter: Alt+G hands over, Enter in a text field never submits the proof, the notice gets the focus.
(() => {
  document.querySelector("[data-focus]")?.focus();
  const form = document.querySelector("[data-hand-over]");
  if (!form) return;
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input:not([type=checkbox], [type=radio])")) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.keyCode === 229) return;
    if (event.code !== "KeyG") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-key=g]"));
  });
})();
