// The citizen's status page: keeps the last state for a moment without network, and forgets it when the reader leaves.
(() => {
  const worker = document.querySelector("[data-worker]")?.dataset.worker;
  const away = document.querySelector("[data-away]");
  const house = window.isSecureContext ? navigator.serviceWorker : undefined;
  if (worker && house) {
    const passed = Boolean(house.controller);  // a page that came before the worker has not gone through it: it fetches its own
    house.register(worker, { scope: "/status/" }).then(() => house.ready).then((one) => { if (away && !passed) one.active.postMessage("keep"); }).catch(() => {});
  }
  document.querySelector("[data-forget]")?.addEventListener("submit", () => house?.controller?.postMessage("forget"));
  addEventListener("offline", () => { if (away) away.hidden = false; });
  addEventListener("online", () => { if (away) location.reload(); });
  if (away && !navigator.onLine) away.hidden = false;
  /* What changes while the page is open is put in and said by the live region; when the half hour is over it asks anew. */
  const EVERY = 30000, live = document.querySelector("[data-look]");
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(live.dataset.look);
      if (answer.redirected) return location.assign(answer.url);
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const news = fresh.querySelector("[data-look] h1").textContent !== live.querySelector("h1").textContent;
      const parts = news ? ["[data-look]", ".timeline", "[data-as-of-words]"] : ["[data-as-of-words]"];
      parts.forEach((part) => document.querySelector(part).replaceChildren(...fresh.querySelector(part).childNodes));
      away.hidden = true;
      if (news) navigator.vibrate?.(200);
    } catch (error) { away.hidden = false; }
  };
  if (live && away) {
    setInterval(look, EVERY);
    document.addEventListener("visibilitychange", look);
  }
  document.querySelectorAll("[data-photos]").forEach((field) => field.addEventListener("change", () => {
    if (!field.files.length) return;
    field.form.querySelector("[data-sending]").hidden = false;
    field.form.requestSubmit();
  }));
})();
