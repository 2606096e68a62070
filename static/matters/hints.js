// Hints under a search field go away when they are no longer wanted: Escape, a search, a click elsewhere.
for (const form of document.querySelectorAll("[data-hints]")) {
  const hints = document.getElementById(form.dataset.hints);
  const away = () => hints.replaceChildren();
  form.addEventListener("submit", away);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) away();
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) away();
  });
}
