// Choosing several: says how many, stops at the most that is allowed.
(() => {
  const form = document.querySelector("[data-bulk]");
  if (!form) return;
  const most = Number(form.dataset.most);
  document.addEventListener("change", (event) => {
    if (!event.target.matches(".tick[form=bulk]")) return;
    const chosen = [...document.querySelectorAll(".tick[form=bulk]:checked")];
    const words = document.querySelector("[data-chosen]");
    if (chosen.length > most) event.target.checked = false;
    if (words) words.textContent = chosen.length > most ? `一次最多 ${most} 件，请分批。` : `已选 ${chosen.length} 件，下一步逐件核对。`;
  });
})();
