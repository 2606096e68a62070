// Hints under a search field: asked for while typing (never while an input method composes), walked with the arrow
// keys, and gone when no longer wanted: Escape, a search, a click elsewhere.
const REST = 150;

for (const form of document.querySelectorAll("[data-hints]")) {
  const hints = document.getElementById(form.dataset.hints);
  const field = form.querySelector("[type=search]");
  let waiting, last = field.value.trim();

  const away = () => {
    clearTimeout(waiting);
    hints.replaceChildren();
    field.setAttribute("aria-expanded", "false");
  };
  const ask = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const words = field.value.trim();
      if (words === last) return;
      last = words;
      if (words) window.htmx.trigger(field, "hall:words");
      else away();
    }, REST);
  };
  const step = (by) => {
    const stops = [field, ...hints.querySelectorAll("[role=option]")];
    const at = stops.indexOf(document.activeElement);
    stops[(at + by + stops.length) % stops.length].focus();
  };

  field.addEventListener("input", (event) => { if (!event.isComposing) ask(); });
  field.addEventListener("compositionend", ask);
  form.addEventListener("submit", away);
  hints.addEventListener("htmx:afterSwap", () => field.setAttribute("aria-expanded", String(!!hints.firstElementChild)));
  form.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") { away(); field.focus(); last = ""; }
    if (!hints.firstElementChild || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) away();
  });
}
