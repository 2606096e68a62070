/* The ID card reader types like a keyboard: %ID:<kind>:<number> and Enter, faster than a person. Any kiosk page takes it;
   nothing of it lands in a field. Kinds: 1 resident, 2 HMT residence, 3 foreign permanent residence (docs/kiosk.md). */
(() => {
  const form = document.querySelector("form[data-card]");
  if (!form) return;
  const KINDS = { 1: "resident", 2: "hmt_residence", 3: "foreign_permanent" };
  const LINE = /^%ID:([123]):([0-9A-Za-z]{8,20})$/, PAUSE = 300;
  let typed = "", last = 0;

  const take = () => {
    const found = LINE.exec(typed);
    typed = "";
    if (!found) return;
    const read = { id_type: KINDS[found[1]], id_number: found[2].toUpperCase() };
    const fields = Object.entries(read).map(([name, value]) => Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    form.append(...fields);
    form.requestSubmit();
    fields.forEach((field) => field.remove());  // nothing of the card stays in the page
  };

  document.addEventListener("keydown", (event) => {
    if (event.timeStamp - last > PAUSE) typed = "";
    if (event.key === "%" && !event.isComposing) typed = "";
    else if (!typed) return;
    last = event.timeStamp;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === "Enter") take();
    else if (event.key.length === 1) typed += event.key;
  }, true);
})();
