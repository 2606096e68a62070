// Dragging one window, or all that are chosen, onto a queue of the manager's board: the form is sent with that queue.
(() => {
  const board = document.querySelector("[data-window-board]");
  const form = document.getElementById("move");
  if (!board || !form) return;
  let dragged = null;
  const queueAt = (event) => (dragged ? event.target.closest?.("[data-queue]") : null);
  const clear = () => board.querySelectorAll("[data-over]").forEach((each) => each.removeAttribute("data-over"));
  const arm = () => board.querySelectorAll(".tile").forEach((tile) => {
    tile.draggable = true;
    tile.querySelectorAll("a").forEach((link) => { link.draggable = false; });
  });

  board.addEventListener("dragstart", (event) => {
    const box = event.target.closest?.(".tile")?.querySelector("input[name='windows']");
    if (!box) return;
    dragged = box;
    if (!box.checked) {
      box.checked = true;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
    board.querySelectorAll("input[name='windows']:checked").forEach((each) => each.closest(".tile").setAttribute("data-dragging", ""));
    event.dataTransfer.setData("text/plain", box.value);
    event.dataTransfer.effectAllowed = "move";
  });
  board.addEventListener("dragover", (event) => {
    const queue = queueAt(event);
    clear();
    if (!queue) return;
    event.preventDefault();
    queue.setAttribute("data-over", "");
  });
  board.addEventListener("drop", (event) => {
    const queue = queueAt(event);
    if (!queue) return;
    event.preventDefault();
    form.elements.queue.value = queue.dataset.queue;
    form.requestSubmit();
  });
  board.addEventListener("dragend", () => {
    dragged = null;
    clear();
    board.querySelectorAll("[data-dragging]").forEach((each) => each.removeAttribute("data-dragging"));
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (dragged && event.target.id === "wb-live") event.preventDefault();
  });
  document.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "wb-live") arm(); });
  arm();
})();
