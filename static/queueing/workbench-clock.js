/* Running times: [data-since] counts up; [data-undo-until] counts down and goes when the time is over. By the server's clock
   as the page tells it ([data-as-of]): the clock of a desk may be minutes wrong. */
(() => {
  const two = (number) => String(number).padStart(2, "0");

  let told = "", ahead = 0;
  const now = () => {
    const stamp = document.querySelector("[data-as-of]")?.dataset.asOf;
    if (stamp && stamp !== told) [told, ahead] = [stamp, Date.parse(stamp) - Date.now()];
    return Date.now() + ahead;
  };

  const tick = () => {
    document.querySelectorAll("[data-since]").forEach((place) => {
      const seconds = Math.max(0, Math.floor((now() - Date.parse(place.dataset.since)) / 1000));
      place.textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
    });
    document.querySelectorAll("[data-undo-until]").forEach((form) => {
      const left = Math.ceil((Date.parse(form.dataset.undoUntil) - now()) / 1000);
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
