/* The tick list: how many are missing stands on the notice button; [data-tick-rest] ticks what nobody has touched. */
(() => {
  const table = () => document.querySelector(".materials");

  const count = () => {
    const place = document.querySelector("[data-missing-count]");
    if (!place || !table()) return;
    const missing = table().querySelectorAll('input[type=radio][value="missing"]:checked').length;
    place.textContent = missing ? `（${missing} 项）` : "";
  };

  const tickRest = () => {
    table().querySelectorAll("[role=radiogroup]").forEach((row) => {
      const have = row.querySelector('input[value="have"]');
      if (have && !row.querySelector("input:checked")) have.checked = true;
    });
    table().dispatchEvent(new Event("change", { bubbles: true }));
    document.getElementById("act-accept")?.focus();
  };

  const typePhrase = (radio) => {
    if (radio.value !== "missing" || !radio.checked) return;
    const problem = radio.closest("tr").querySelector(".problem input");
    if (!problem.value) problem.value = "未提供该材料，请补交";
  };

  const ready = () => {
    document.querySelectorAll("[data-tick-rest]").forEach((button) => { button.hidden = false; });
    count();
  };

  document.addEventListener("click", (event) => { if (event.target.closest("[data-tick-rest]")) tickRest(); });
  document.addEventListener("change", (event) => {
    if (event.target.matches('.materials input[type="radio"]')) typePhrase(event.target);
    count();
  });
  document.addEventListener("htmx:afterSettle", ready);
  ready();
})();
