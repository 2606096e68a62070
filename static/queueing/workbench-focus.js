/* Focus after each partial update: where it was, else the errors, else the next empty required field, else the main
   button; never the page body. */
(() => {
  const isEmpty = (field) =>
    field.type === "radio"
      ? !field.form.querySelector(`input[name="${CSS.escape(field.name)}"]:checked`)
      : !field.value.trim();
  const isSeen = (element) => element.getClientRects().length > 0 && !element.disabled;

  const nextEmpty = () => {
    const fields = document.querySelectorAll("#intake .intake-body [aria-required], #intake .materials input[type=radio]");
    return [...fields].find((field) => isSeen(field) && isEmpty(field));
  };

  const mainButton = () =>
    ["#next-matter", "#left .button--main", "#act-accept", "#left button:enabled", "#main"]
      .map((place) => document.querySelector(place))
      .find((element) => element && isSeen(element));

  const settle = () => {
    const asked = document.querySelector("#left .ask [autofocus]");
    if (asked && !asked.dataset.told) {
      asked.dataset.told = "yes";
      asked.focus();
      return;
    }
    const trouble = document.querySelector("#problems, #left [data-notices] .notice--bad");
    if (trouble && !trouble.dataset.told) {
      trouble.dataset.told = "yes";
      trouble.focus();
      return;
    }
    if (document.activeElement && document.activeElement !== document.body) return;
    (nextEmpty() || mainButton())?.focus();
  };

  document.addEventListener("htmx:afterSwap", settle);
  document.addEventListener("htmx:afterSettle", settle);
  settle();
})();
