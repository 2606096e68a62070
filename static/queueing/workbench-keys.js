/* Keys: [data-key="F2"] is pressed by that key. Never while an input method composes, never on a held key.
   [data-opens="id"] opens that dialog. Enter in a text field never submits. */
(() => {
  const composing = (event) => event.isComposing || event.keyCode === 229;
  const CODE = /^(?:Key|Digit|Numpad)([A-Z0-9])$/;

  const nameOf = (event) => {
    const plain = CODE.exec(event.code);
    const key = plain ? plain[1] : event.key;
    const parts = [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift"].filter(Boolean);
    return [...parts, key].join("+");
  };

  const isUsable = (element) => !element.disabled && !element.classList.contains("is-off");

  const find = (name) => {
    const every = [...document.querySelectorAll(`[data-key="${CSS.escape(name)}"]`)];
    return every.find(isUsable) || every[0];
  };

  const refuse = (element) => {
    const place = document.querySelector("[data-notices]");
    if (!place) return;
    const words = `现在不能“${element.firstChild.textContent.trim()}”`;
    const notice = Object.assign(document.createElement("div"), { className: "notice notice--warn", textContent: words });
    notice.setAttribute("role", "status");
    place.replaceChildren(notice);
    setTimeout(() => notice.remove(), 3000);
  };

  const press = (element) => {
    if (!isUsable(element)) return refuse(element);
    element.click();
    const box = element.matches("summary") && element.parentElement;
    if (box && box.open) box.querySelector(".pop-body input:not([type=hidden]), .pop-body select")?.focus();
  };

  const isTextField = (element) =>
    element.matches("input:not([type=submit]):not([type=button]):not([type=radio]):not([type=checkbox]), select");

  document.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    if (event.key === "Enter" && isTextField(event.target)) {
      event.preventDefault();
      return;
    }
    if (event.key === "Escape") return closePops();
    const name = nameOf(event);
    if (!/^(?:F\d{1,2}|(?:Ctrl|Alt)\+[A-Z0-9])$/.test(name)) return;
    const element = find(name);
    if (!element) return;
    event.preventDefault();
    if (event.repeat || document.querySelector("dialog[open]")) return;
    press(element);
  });

  const closePops = (except) => {
    document.querySelectorAll("details.pop[open]").forEach((box) => {
      if (box === except) return;
      const inside = box.contains(document.activeElement);
      box.open = false;
      if (inside) box.querySelector("summary").focus();
    });
  };

  document.addEventListener("click", (event) => {
    closePops(event.target.closest("details.pop"));
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    const link = event.target.closest('a[href^="#id_"], a[href^="#people"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.closest("details")?.setAttribute("open", "");
    field.focus();
  });
})();
