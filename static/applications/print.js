// A page that was asked to print itself does so once it is drawn.
(() => {
  if (!document.querySelector("[data-print]")) return;
  history.replaceState(null, "", location.pathname);
  window.addEventListener("load", () => window.print());
})();
