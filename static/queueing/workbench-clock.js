/* Running times: [data-since] counts up; [data-undo-until] counts down and goes when the time is over. */
(() => {
  const two = (number) => String(number).padStart(2, "0");

  const tick = () => {
    document.querySelectorAll("[data-since]").forEach((place) => {
      const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(place.dataset.since)) / 1000));
      place.textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
    });
    document.querySelectorAll("[data-undo-until]").forEach((form) => {
      const left = Math.ceil((Date.parse(form.dataset.undoUntil) - Date.now()) / 1000);
      if (left > 0) {
        form.querySelector("[data-undo-left]").textContent = `${left} 秒内`;
        return;
      }
      const held = form.contains(document.activeElement);
      form.remove();
      if (held) document.getElementById("act-start")?.focus();
    });
  };

  document.addEventListener("htmx:afterSettle", tick);
  setInterval(tick, 500);
  tick();
})();
