// The pad goes back to its idle page by itself: after the time it asked for, or after the thanks. It chooses nothing.
for (const pad of document.querySelectorAll("[data-pad]")) {
  let timer = 0;
  const back = () => htmx.ajax("GET", pad.dataset.pad, { target: pad, swap: "innerHTML" }).catch(() => arm(5));
  const arm = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(back, seconds * 1000);
  };
  const look = () => {
    clearTimeout(timer);
    const shown = pad.querySelector("[data-back-after]");
    if (shown) arm(Number(shown.dataset.backAfter));
  };
  pad.addEventListener("htmx:afterSettle", look);
  look();
}
