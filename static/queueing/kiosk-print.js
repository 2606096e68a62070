/* The paper: asked of the server's printer as the page opens (htmx); where the hall has none, this browser prints.
   ?print=1 prints by itself (a desk, or a machine whose browser prints silently). */
(() => {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print-now]")) window.print();
    if (event.target.closest("[data-close-window]")) window.close();
  });
  document.querySelectorAll("[data-close-window]").forEach((button) => { button.hidden = false; });
  if (new URLSearchParams(window.location.search).has("print")) window.print();
})();
