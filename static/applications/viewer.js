// Scans beside the form: click a file name or turn with PageUp/PageDown, zoom with Alt +/−, rotate with Alt 0.
(() => {
  const viewer = document.querySelector("[data-viewer]");
  const pages = [...document.querySelectorAll("[data-page]")];
  if (!viewer || !pages.length) return;
  const stage = viewer.querySelector(".stage");
  const picture = document.createElement("img");
  let at = -1, zoom = 1, turned = 0;

  const draw = () => { picture.style.transform = `scale(${zoom}) rotate(${turned}deg)`; };
  const show = (next) => {
    at = (next + pages.length) % pages.length;
    zoom = 1; turned = 0;
    draw();
    picture.src = pages[at].href;
    picture.alt = pages[at].dataset.name;
    stage.replaceChildren(picture);
    pages.forEach((page, place) => (place === at ? page.setAttribute("aria-current", "true") : page.removeAttribute("aria-current")));
  };
  const enlarge = (factor) => { zoom = Math.min(Math.max(zoom * factor, 0.2), 8); draw(); };
  const rotate = () => { turned = (turned + 90) % 360; draw(); };

  picture.addEventListener("error", () => {
    const words = document.createElement("p");
    words.textContent = "这份扫描件打不开，请稍后重试；仍打不开请联系受理窗口重新上传。";
    stage.replaceChildren(words);
  });
  pages.forEach((page, place) => page.addEventListener("click", (event) => { event.preventDefault(); show(place); }));
  viewer.querySelectorAll("[data-turn]").forEach((b) => b.addEventListener("click", () => show(at + Number(b.dataset.turn))));
  viewer.querySelectorAll("[data-zoom]").forEach((b) => b.addEventListener("click", () => enlarge(Number(b.dataset.zoom))));
  viewer.querySelector("[data-rotate]").addEventListener("click", rotate);
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const inField = event.target.closest("input, textarea, select");
    if (!inField && event.key === "PageDown") { show(at + 1); event.preventDefault(); }
    else if (!inField && event.key === "PageUp") { show(at - 1); event.preventDefault(); }
    else if (event.altKey && (event.key === "=" || event.key === "+")) { enlarge(1.25); event.preventDefault(); }
    else if (event.altKey && event.key === "-") { enlarge(0.8); event.preventDefault(); }
    else if (event.altKey && event.key === "0") { rotate(); event.preventDefault(); }
  });
  show(0);
})();
