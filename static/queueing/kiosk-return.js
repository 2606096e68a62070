/* The server is away: try every three seconds, and go back to the start as soon as it answers. */
(() => {
  const tries = document.querySelector("[data-tries]"), clock = document.querySelector("[data-clock]");
  let tried = 0;
  const tick = () => { clock.textContent = new Date().toTimeString().slice(0, 8); };
  const again = async () => {
    tries.textContent = String(++tried);
    try {
      const answer = await fetch(document.body.dataset.return, { cache: "no-store", signal: AbortSignal.timeout(2500) });
      if (answer.ok) return window.location.replace(document.body.dataset.return);
    } catch (error) { /* still away */ }
    setTimeout(again, 3000);
  };
  setInterval(tick, 1000);
  tick();
  setTimeout(again, 3000);
  document.addEventListener("contextmenu", (event) => event.preventDefault());
})();
