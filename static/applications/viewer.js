// Scans beside the form: a click or PageUp/PageDown turns, Alt +/− zooms, Alt 0 turns by 90°, Alt C compares with the last version.
(() => {
  const viewer = document.querySelector("[data-viewer]");
  const links = [...document.querySelectorAll("[data-page]")];
  if (!viewer || !links.length) return;
  const now = viewer.querySelector("[data-now] .stage"), before = viewer.querySelector("[data-before]");
  const place = viewer.querySelector("[data-place]"), compare = viewer.querySelector("[data-compare]");
  const counts = new Map();
  let at = 0, page = 1, zoom = 1, turned = 0, comparing = false;

  const countOf = async (link) => {
    if (!link.dataset.pdf) return 1;
    if (!counts.has(link)) {
      counts.set(link, fetch(link.dataset.pdf, { headers: { Accept: "application/json" } })
        .then((answer) => (answer.ok ? answer.json() : { pages: 1 })).then((said) => said.pages).catch(() => 1));
    }
    return counts.get(link);
  };
  const sourceOf = (link, number) => (link.dataset.pdf ? `${link.dataset.pdf}${number}/` : link.href);
  const older = (link) => links.filter((one) => one.dataset.material === link.dataset.material && Number(one.dataset.version) === Number(link.dataset.version) - 1);
  const draw = () => viewer.querySelectorAll(".stage img").forEach((img) => { img.style.transform = `scale(${zoom}) rotate(${turned}deg)`; });
  const put = (stage, link, number, words) => {
    const img = document.createElement("img");
    img.alt = `${link.dataset.name}，第 ${number} 页`;
    img.addEventListener("error", () => {
      const said = document.createElement("p");
      said.textContent = "这份扫描件打不开，请下载原文件或稍后重试；仍打不开请联系受理窗口重新上传。";
      stage.replaceChildren(said);
    });
    img.src = sourceOf(link, number);
    stage.replaceChildren(img);
    if (words) stage.dataset.words = words;
  };
  const show = async (next, number = 1) => {
    at = (next + links.length) % links.length;
    const link = links[at], all = await countOf(link);
    page = number < 0 ? all : Math.min(Math.max(number, 1), all);
    put(now, link, page);
    const last = older(link);
    compare.hidden = !last.length;
    const side = comparing && last.length > 0;
    before.hidden = !side;
    viewer.querySelector("[data-caption]").hidden = !side;
    if (side) put(before.querySelector(".stage"), last[Math.min(links.filter((one) => one.dataset.material === link.dataset.material && one.dataset.version === link.dataset.version).indexOf(link), last.length - 1)], page);
    place.textContent = `${link.dataset.name}　${page}/${all} 页`;
    draw();
    links.forEach((one, spot) => (spot === at ? one.setAttribute("aria-current", "true") : one.removeAttribute("aria-current")));
  };
  const turn = async (by) => {
    const all = await countOf(links[at]);
    if (page + by >= 1 && page + by <= all) return show(at, page + by);
    zoom = 1; turned = 0;
    return show(at + by, by < 0 ? -1 : 1);
  };
  const enlarge = (factor) => { zoom = Math.min(Math.max(zoom * factor, 0.2), 8); draw(); };
  const rotate = () => { turned = (turned + 90) % 360; draw(); };
  const side = () => { comparing = !comparing; compare.setAttribute("aria-pressed", String(comparing)); show(at, page); };

  links.forEach((link, spot) => link.addEventListener("click", (event) => { event.preventDefault(); zoom = 1; turned = 0; show(spot); }));
  viewer.querySelectorAll("[data-turn]").forEach((b) => b.addEventListener("click", () => turn(Number(b.dataset.turn))));
  viewer.querySelectorAll("[data-zoom]").forEach((b) => b.addEventListener("click", () => enlarge(Number(b.dataset.zoom))));
  viewer.querySelector("[data-rotate]").addEventListener("click", rotate);
  compare.addEventListener("click", side);
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    const inField = event.target.closest("input, textarea, select");
    const act = event.altKey
      ? { Equal: () => enlarge(1.25), Minus: () => enlarge(0.8), Digit0: rotate, KeyC: () => compare.hidden || side() }[event.code]
      : !inField && { PageDown: () => turn(1), PageUp: () => turn(-1) }[event.key];
    if (!act) return;
    act();
    event.preventDefault();
  });
  show(0);
})();
