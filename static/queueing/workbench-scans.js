/* Scans: files dropped on a line of the tick list or on its box ([data-drop]) are sent there; files chosen in the box
   ([data-scan-form]) are sent at once; what arrives ticks an untouched line as there. */
(() => {
  const box = () => document.getElementById("scans");
  const body = () => document.getElementById("scans-body");
  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";
  const hasFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  const placeOf = (event) => event.target.closest?.("[data-drop]");

  const say = (words) => {
    const notice = Object.assign(document.createElement("div"), { className: "notice notice--bad", textContent: words });
    notice.setAttribute("role", "alert");
    body().prepend(notice);
  };

  const send = async (address, files) => {
    const data = new FormData();
    [...files].forEach((file) => data.append("file", file));
    if (!box().open) box().showModal();
    body().setAttribute("aria-busy", "true");
    try {
      const headers = { "HX-Request": "true", "X-CSRFToken": token() };
      const answer = await fetch(address, { method: "POST", body: data, headers });
      window.htmx.swap(body(), await answer.text(), { swapStyle: "innerHTML" });
    } catch {
      say("没有传上，请检查网络后重试；文件还在您的电脑里。");
    }
    body().removeAttribute("aria-busy");
  };

  const light = (place) => {
    document.querySelectorAll("[data-drop].is-over").forEach((one) => one.classList.toggle("is-over", one === place));
    place?.classList.add("is-over");
  };

  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    light(placeOf(event));
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) light(null); });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    const place = placeOf(event);
    light(null);
    if (place && event.dataTransfer.files.length) send(place.dataset.drop, event.dataTransfer.files);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("[data-scan-form]");
    if (form && box()?.open && event.target.files?.length) send(form.action, event.target.files);
  });
  document.addEventListener("close", (event) => {
    if (event.target !== box()) return;
    const list = document.getElementById("scan-list");
    if (list) window.htmx.trigger(list, "htmx:abort");  // an answer that comes later would look for a line that may be gone
    body().replaceChildren();
  }, true);

  /* What has scans is there, unless somebody already said otherwise. */
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    const count = event.detail.target;
    const have = count.closest?.("tr")?.querySelector('input[type=radio][value="have"]');
    if (!have || count.dataset.scans === "0" || have.closest("tr").querySelector("input[type=radio]:checked")) return;
    have.checked = true;
    have.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
