// A list that refreshes itself waits while somebody fills in a form that is folded open inside it.
document.addEventListener("htmx:beforeRequest", (event) => {
  const list = event.target;
  if (list instanceof Element && list.matches("[data-hold-open]") && list.querySelector("details[open]")) {
    event.preventDefault();
  }
});
