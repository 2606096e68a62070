// Typing by touch at the kiosk: keys write into the field that was touched last. Without script the fields are typed in.
// data-keys names the keys; parts of a page that come later get theirs when they come.
(() => {
  const start = (form) => {
    const place = form.querySelector("[data-keys]");
    if (!place || !place.hidden) return;
    const fields = [...form.querySelectorAll("input.input")];
    let target = fields.find((field) => !field.value) || fields[0];
    const look = () => fields.forEach((field) => field.classList.toggle("is-target", field === target));
    const write = (value) => {
      if (target.maxLength > 0 && value.length > target.maxLength) return;
      target.value = value;
      target.focus();
    };
    const key = (face, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = face;
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", act);
      return button;
    };
    for (const face of place.dataset.keys || "ABCZX1234567890") place.append(key(face, () => write(target.value + face)));
    place.append(key("⌫", () => write(target.value.slice(0, -1))));
    fields.forEach((field) => field.addEventListener("focus", () => { target = field; look(); }));
    place.hidden = false;
    target.focus();
    look();
  };
  const all = () => document.querySelectorAll("[data-keys-form]").forEach(start);
  document.addEventListener("htmx:load", all);
  all();
})();
