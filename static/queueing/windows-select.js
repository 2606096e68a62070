// Choosing windows on the manager's board ([data-window-board]): by mouse, by keys, kept over each refresh.
(() => {
  const board = document.querySelector("[data-window-board]");
  const form = document.getElementById("move");
  if (!board || !form) return;
  const boxes = () => [...board.querySelectorAll("input[name='windows']")];
  const chosen = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
  let here = "";

  const say = () => {
    const list = [...chosen].sort();
    const few = list.length > 4 ? `${list.slice(0, 4).join("、")}…` : list.join("、");
    form.querySelector("[data-chosen]").textContent = list.length ? `已选 ${list.length} 窗：${few}` : "点选或拖动窗口";
  };
  const choose = (box, on) => {
    box.checked = on;
    if (on) chosen.add(box.value); else chosen.delete(box.value);
  };
  const roam = () => {
    const all = boxes();
    const at = all.find((box) => box.value === here) || all[0];
    all.forEach((box) => { box.tabIndex = box === at ? 0 : -1; });
  };
  const beside = (box, key) => {
    const all = boxes();
    if (key === "ArrowLeft" || key === "ArrowRight") return all[all.indexOf(box) + (key === "ArrowRight" ? 1 : -1)];
    const from = box.getBoundingClientRect();
    const down = key === "ArrowDown";
    const rows = all.map((other) => ({ other, at: other.getBoundingClientRect() }))
      .filter(({ at }) => (down ? at.top > from.top + 4 : at.top < from.top - 4));
    const next = down ? Math.min(...rows.map(({ at }) => at.top)) : Math.max(...rows.map(({ at }) => at.top));
    return rows.filter(({ at }) => Math.abs(at.top - next) < 4)
      .sort((a, b) => Math.abs(a.at.left - from.left) - Math.abs(b.at.left - from.left))[0]?.other;
  };

  board.addEventListener("change", (event) => {
    if (event.target.name !== "windows") return;
    choose(event.target, event.target.checked);
    say();
  });
  board.addEventListener("focusin", (event) => {
    if (event.target.name === "windows") { here = event.target.value; roam(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const box = event.target.name === "windows" ? event.target : null;
    if (event.altKey && /^Digit[1-9]$/.test(event.code)) {
      const target = form.elements.queue.options[Number(event.code.slice(5)) - 1];
      if (!target || !chosen.size) return;
      event.preventDefault();
      target.selected = true;
      form.requestSubmit();
    } else if (event.key === "Escape" && chosen.size) {
      boxes().forEach((each) => choose(each, false));
      chosen.clear();
      say();
    } else if (box && event.key.startsWith("Arrow")) {
      const next = beside(box, event.key);
      if (!next) return;
      event.preventDefault();
      if (event.shiftKey) { choose(box, true); choose(next, true); say(); }
      next.focus();
    } else if (event.key === "Enter" && (box || event.target.id === "wb-reason" || event.target.id === "wb-name")) {
      event.preventDefault();
    }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "wb-live") return;
    boxes().forEach((box) => { box.checked = chosen.has(box.value); });
    roam();
    if (here && document.activeElement === document.body) boxes().find((box) => box.value === here)?.focus({ preventScroll: true });
  });
  roam();
  say();
})();
