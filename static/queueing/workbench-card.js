/* The ID card reader types like a keyboard: %ID:<kind>:<number> and Enter (docs/kiosk.md). Whatever has the focus, the number
   goes to the person being typed: the one with the focus, else the first still empty, else the applicant. What only
   begins like a card, or is typed by a person, is put where it was typed. */
(() => {
  const KINDS = { 1: "resident", 2: "hmt_residence", 3: "foreign_permanent" };
  const LINE = /^%ID:([123]):([0-9A-Za-z]{8,20})$/, START = "%ID:", PAUSE = 300;
  let held = "", timer = 0;

  const release = () => {
    const words = held;
    held = "";
    clearTimeout(timer);
    if (words) document.execCommand("insertText", false, words);
  };

  const numberOf = (person) => person.querySelector("[name$=_id_number]");
  const isTyped = (person) => person.querySelector("input[value=typed]:checked");

  const whom = () => {
    const people = [...document.querySelectorAll("#people [data-person]")];
    const focused = document.activeElement.closest("[data-person]");
    if (focused && isTyped(focused)) return focused;
    return people.find((person) => isTyped(person) && !numberOf(person).value) || people[0];
  };

  const put = (field, value) => {
    field.value = value;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  };

  const take = ([, kind, number]) => {
    const person = whom();
    if (!person) return;
    person.closest("details").open = true;
    const typed = person.querySelector("input[value=typed]");
    if (typed && !typed.checked) typed.click();
    put(person.querySelector("[name$=_id_type]"), KINDS[kind]);
    put(numberOf(person), number.toUpperCase());
    (person.querySelector("[name$=_name]:placeholder-shown, [name$=_name]") || numberOf(person)).focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey) return release();
    const one = event.key.length === 1 ? event.key : "";
    if (!held && one !== "%") return;
    const found = event.key === "Enter" && LINE.exec(held);
    const next = held + one;
    const goesOn = one && (START.startsWith(next) || next.startsWith(START));
    if (event.key === "Shift") return;
    if (!goesOn && !found) return release();
    event.preventDefault();
    event.stopImmediatePropagation();
    clearTimeout(timer);
    if (found) {
      held = "";
      return take(found);
    }
    held = next;
    timer = setTimeout(release, PAUSE);
  }, true);
})();
