// Rows of a list marked data-rows: arrows (and j, k unless switched off) move, Enter opens, Alt+W shows the clock.
// Nothing fires in a field or while composing; a list somebody is working in is not refreshed under their hands.
(() => {
  const place = document.querySelector("[data-rows]");
  if (!place) return;
  const letters = place.querySelector("[data-letters]");
  const on = () => localStorage.getItem("inbox-letters") !== "off";
  const say = () => { if (letters) { letters.hidden = false; letters.textContent = `单键 j、k：${on() ? "开" : "关"}`; letters.setAttribute("aria-pressed", String(on())); } };
  letters?.addEventListener("click", () => { localStorage.setItem("inbox-letters", on() ? "off" : "on"); say(); });
  say();

  const step = (by) => {
    const rows = [...place.querySelectorAll("[data-row]")];
    if (!rows.length) return;
    const at = rows.indexOf(document.activeElement);
    rows[Math.min(Math.max(at + by, 0), rows.length - 1)].focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    if (event.altKey && event.code === "KeyW") {
      const clock = document.activeElement.closest("tr")?.querySelector("details.clock");
      if (clock) { clock.open = !clock.open; event.preventDefault(); }
      return;
    }
    if (event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    const by = { ArrowDown: 1, ArrowUp: -1, ...(on() ? { j: 1, k: -1 } : {}) }[event.key];
    if (!by) return;
    step(by);
    event.preventDefault();
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id === "inbox-list" && event.target.querySelector(":checked, details[open]")) event.preventDefault();
  });
})();
