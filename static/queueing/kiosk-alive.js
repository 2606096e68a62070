/* Is the server there? Asked every four seconds; after eight without an answer the page says so, and heals by itself.
   The shell (a service worker) keeps one page of words for a machine that is switched on while the server is away. */
(() => {
  const notice = document.querySelector("[data-alive]");
  if (!notice) return;
  const EVERY = 4000, PATIENCE = 4000, RENEW = 25000;
  const seconds = notice.querySelector("[data-seconds]");
  const renew = document.querySelector("[data-renew]");  // the start page tells how many wait: it renews itself
  let lastGood = Date.now(), touchedAt = Date.now();
  document.addEventListener("pointerdown", () => { touchedAt = Date.now(); });

  const ask = async () => {
    if (!notice.isConnected) return;  // the page was written anew and asks for itself
    const stop = new AbortController(), limit = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(notice.dataset.alive, { signal: stop.signal, cache: "no-store" });
      if (answer.status >= 500) throw new Error(answer.status);
      lastGood = Date.now();
      notice.hidden = true;
      if (renew && Date.now() - touchedAt > RENEW) return window.location.replace(renew.dataset.renew);
    } catch (error) {
      seconds.textContent = Math.round((Date.now() - lastGood) / 1000);
      notice.hidden = false;
    } finally {
      clearTimeout(limit);
      setTimeout(ask, EVERY);
    }
  };

  setTimeout(ask, EVERY);
  if (window.isSecureContext) navigator.serviceWorker?.register(notice.dataset.shell).catch(() => {});
})();
