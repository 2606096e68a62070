/* Nobody touched the kiosk for 30 s: after 15 s it asks, then it goes back to the start and leaves nothing behind. */
(() => {
  const dialog = document.querySelector("[data-time-out]");
  if (!dialog) return;
  const limit = Number(dialog.dataset.timeOut), warning = 15;
  const left = dialog.querySelector("[data-left]");
  let touchedAt = performance.now(), wasFocused = null;

  const leave = () => {
    if (touchedAt === Infinity) return;
    touchedAt = Infinity;
    dialog.hidden = true;
    document.querySelectorAll("form").forEach((form) => form.reset());
    document.querySelectorAll("input").forEach((input) => { if (!["hidden", "radio", "checkbox"].includes(input.type)) input.value = ""; });
    document.querySelectorAll("output").forEach((output) => { output.textContent = ""; });
    document.dispatchEvent(new CustomEvent("kiosk:leave", { detail: dialog.dataset.start }));
  };

  const stay = () => {
    if (touchedAt === Infinity) return;
    touchedAt = performance.now();
    if (dialog.hidden) return;
    dialog.hidden = true;
    wasFocused?.focus();
  };

  ["pointerdown", "keydown", "input"].forEach((name) => document.addEventListener(name, (event) => {
    if (dialog.hidden || event.target.closest?.("[data-stay]")) stay();
  }, true));
  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  window.addEventListener("pageshow", (event) => { if (event.persisted) leave(); });

  const timer = setInterval(() => {
    if (!dialog.isConnected) return clearInterval(timer);  // the page was written anew and has its own
    const rest = Math.ceil(limit - (performance.now() - touchedAt) / 1000);
    if (rest <= 0) return leave();
    if (rest > warning) return;
    left.textContent = rest;
    if (!dialog.hidden) return;
    wasFocused = document.activeElement;
    dialog.hidden = false;
    dialog.querySelector("[data-stay]").focus();
  }, 500);
})();
