/* Nothing but the page: no menus, no shortcuts, no zoom, no drag. Five taps on the hall's name lead staff to the code.
   What a page cannot catch (Ctrl+T, Alt+F4) the browser's kiosk mode and the machine's policy catch: docs/kiosk.md. */
(() => {
  const stop = (event) => event.preventDefault();
  const allowed = new Set(["Tab", "Enter", " ", "Backspace", "Delete", "Shift", "ArrowLeft", "ArrowRight", "ArrowUp",
    "ArrowDown", "Home", "End", "PageUp", "PageDown", "Process", "Unidentified"]);
  ["contextmenu", "dragstart", "drop", "dragover", "gesturestart", "auxclick", "selectstart"].forEach((name) =>
    document.addEventListener(name, (event) => {
      if (name === "selectstart" && event.target.closest?.("input")) return;
      stop(event);
    }));
  document.addEventListener("keydown", (event) => {
    const isLetter = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!isLetter && (event.ctrlKey || event.altKey || event.metaKey || !allowed.has(event.key))) stop(event);
  });
  document.addEventListener("wheel", (event) => { if (event.ctrlKey) stop(event); }, { passive: false });
  document.addEventListener("touchmove", (event) => { if (event.touches.length > 1) stop(event); }, { passive: false });
  document.addEventListener("mouseup", (event) => { if (event.button > 2) stop(event); });
  history.pushState(null, "", location.href);
  window.addEventListener("popstate", () => history.pushState(null, "", location.href));

  const name = document.querySelector("[data-way-out]");
  let taps = [];
  name?.addEventListener("pointerdown", (event) => {
    taps = [...taps.filter((at) => event.timeStamp - at < 3000), event.timeStamp];
    if (taps.length >= 5) window.location.replace(name.dataset.wayOut);
  });
})();
