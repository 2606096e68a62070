// The summary of a form's errors ([data-focus]) takes the focus, on arrival and after each partial update.
(() => {
  const focus = (root) => root.querySelector?.("[data-focus]")?.focus();
  document.addEventListener("DOMContentLoaded", () => focus(document));
  document.addEventListener("htmx:afterSettle", (event) => focus(event.target));
})();
