/* Typing by touch: keys write into the field that was touched last. The document's number shows its last four only. */
(() => {
  const form = document.querySelector("[data-pad-form]"), pad = form?.querySelector("[data-pad]");
  if (!pad) return;
  const english = document.documentElement.lang.startsWith("en");
  const [number, phone] = [form.elements.id_number, form.elements.phone];
  const mask = form.querySelector("[data-mask-of]"), seen = form.querySelector("[data-show]");
  let target = number;

  const key = (face, act, wide) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = face;
    if (wide) button.className = "wide";
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", act);
    return button;
  };

  const write = (value) => {
    if (target.maxLength > 0 && value.length > target.maxLength) return;
    target.value = value;
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.focus();
  };
  const type = (letter) => () => write(target.value + letter);
  const takesLetters = () => target === number && form.elements.id_type.value !== "resident" && form.elements.id_type.value !== "hmt_residence";

  const digits = [..."123456789"].map((digit) => key(digit, type(digit)));
  digits.push(key("X", type("X")), key("0", type("0")), key("⌫", () => write(target.value.slice(0, -1))));
  digits.push(key(english ? "Clear" : "清空", () => write(""), true));
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWYZ"].map((letter) => key(letter, type(letter)));
  const letterBox = document.createElement("div");
  letterBox.className = "letters";
  letterBox.append(...letters);
  pad.append(...digits, letterBox);
  pad.hidden = false;

  const look = () => {
    letterBox.hidden = !takesLetters();
    [number, phone].forEach((input) => input.classList.toggle("is-target", input === target));
    const value = number.value;
    const hidden = seen.getAttribute("aria-pressed") === "true" ? 0 : Math.max(value.length - 4, 0);
    mask.textContent = "•".repeat(hidden) + value.slice(hidden);
  };
  [number, phone].forEach((input) => {
    input.addEventListener("focus", () => { target = input; look(); });
    input.addEventListener("input", look);
  });
  form.addEventListener("change", look);

  seen.addEventListener("click", () => {
    seen.setAttribute("aria-pressed", String(seen.getAttribute("aria-pressed") !== "true"));
    look();
  });
  seen.hidden = mask.hidden = false;
  number.classList.add("is-masked");
  mask.addEventListener("click", () => number.focus());
  const wrong = form.querySelector(".error")?.parentElement.querySelector("input");
  (wrong || number).focus();
  look();
})();
