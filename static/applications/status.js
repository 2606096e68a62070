// The citizen's status page: keeps the last state for a moment without network, and forgets it when the reader leaves.
(() => {
  const worker = document.querySelector("[data-worker]")?.dataset.worker;
  if (worker && window.isSecureContext && "serviceWorker" in navigator) navigator.serviceWorker.register(worker, { scope: "/status/" }).catch(() => {});
  document.querySelector("[data-forget]")?.addEventListener("submit", () => navigator.serviceWorker?.controller?.postMessage("forget"));
  const away = document.querySelector("[data-away]");
  addEventListener("offline", () => { if (away) away.hidden = false; });
  addEventListener("online", () => { if (away) location.reload(); });
  if (away && !navigator.onLine) away.hidden = false;
  document.querySelectorAll("[data-photos]").forEach((field) => field.addEventListener("change", () => {
    if (!field.files.length) return;
    field.form.querySelector("[data-sending]").hidden = false;
    field.form.requestSubmit();
  }));
})();
