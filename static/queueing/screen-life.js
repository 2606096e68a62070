/* What lets a screen hang on a wall for months: no sleep, a newer release loads itself, the machine says its name. */
(() => {
  const screen = document.querySelector("[data-screen]");
  if (!screen) return;
  const { release, worker, scope } = screen.dataset;
  const RELOAD_GAP = 30000, NAMED_FOR = 10000, GUIDE_FOR = 12000;
  const name = document.querySelector("[data-identify]");
  let named = 0, isReloading = false;

  const stayAwake = () => {
    if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => {});
  };

  /* Only a page that answers is loaded, at most twice a minute, and not by all screens in the same moment. */
  const loadAnew = (address) => {
    const last = Number(sessionStorage.getItem("reloaded") || 0);
    if (isReloading || Date.now() - last < RELOAD_GAP) return;
    isReloading = true;
    setTimeout(async () => {
      try {
        const answer = await fetch(address, { cache: "no-store" });
        if (!answer.ok) throw new Error(String(answer.status));
        sessionStorage.setItem("reloaded", String(Date.now()));
        location.replace(address);
      } catch (error) {
        isReloading = false; /* the next snapshot tries again */
      }
    }, Math.random() * 2000);
  };

  const showName = (device) => {
    if (!device.identify || device.identify === named) return;
    named = device.identify;
    name.textContent = device.name;
    name.hidden = false;
    setTimeout(() => { name.hidden = true; }, NAMED_FOR);
  };

  const turnGuides = () => {
    const guides = [...document.querySelectorAll("[data-guides] > li")];
    const shown = Math.floor(performance.now() / GUIDE_FOR) % guides.length;
    guides.forEach((guide, place) => { guide.hidden = place !== shown; });
  };

  document.addEventListener("screen:snapshot", ({ detail: snapshot }) => {
    const { device } = snapshot, here = location.pathname + location.search;
    const place = device?.address || here;
    if (device) {
      screen.dataset.panel = device.panel;
      showName(device);
    }
    if (snapshot.release !== release || place !== here) loadAnew(place);
    turnGuides();
  });

  setInterval(turnGuides, 1000);
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();
  navigator.serviceWorker?.register(worker, { scope }).catch(() => {});
})();
