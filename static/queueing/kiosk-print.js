/* The slip is printed once by itself where the machine prints silently (?print=1), and again on request. */
(() => {
  const again = document.querySelector("[data-print-now]");
  if (!again) return;
  again.hidden = false;
  again.addEventListener("click", () => window.print());
  if (new URLSearchParams(window.location.search).has("print")) window.print();
})();
