/* Search while typing, but not while an input method composes: [data-hints] is told `hall:words` when it rests. */
(() => {
  let timer = 0;
  const ask = (field) => {
    clearTimeout(timer);
    timer = setTimeout(() => field.dispatchEvent(new CustomEvent("hall:words", { bubbles: true })), 200);
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-hints]") && !event.isComposing) ask(event.target);
  });
  document.addEventListener("compositionend", (event) => {
    if (event.target.matches("[data-hints]")) ask(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || !event.target.matches("[data-hints], .hint")) return;
    if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const stops = [...document.querySelectorAll("[data-hints], .hint")];
    const next = stops[stops.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) next.focus();
    event.preventDefault();
  });
})();
