/* Drafts: a form[data-draft] is saved on the server every five seconds while it changes, on Ctrl+S ([data-save]), before
   anything else is asked of the server, and when the page goes away. [data-saved] says when; a failure is said too. */
(() => {
  const EVERY = 5000;
  let changes = 0;
  let saved = 0;
  let running = null;
  let stopped = 0;

  const form = () => document.querySelector("form[data-draft]");
  const isDirty = () => changes !== saved && !stopped && form();
  const say = (words, isBad) => {
    const place = document.querySelector("[data-saved]");
    if (!place) return;
    place.textContent = words;
    place.toggleAttribute("data-unsaved", Boolean(isBad));
  };
  const told = (ok) => document.dispatchEvent(new CustomEvent("hall:sent", { detail: { ok } }));

  /* Another page changed the draft: mine stays here, both are shown, nothing is overwritten until somebody says so. */
  const part = ({ parted: words, fields, revision }) => {
    const box = document.getElementById("parted");
    if (!box) return;
    stopped = revision;
    say("另一页改了草稿，没有存上", true);
    box.querySelector("[data-parted-words]").textContent = words;
    box.querySelector("[data-parted-rows]").replaceChildren(...fields.map((one) => {
      const row = document.createElement("tr");
      row.append(...[one.label, one.mine, one.theirs].map((text) =>
        Object.assign(document.createElement("td"), { textContent: text })));
      return row;
    }));
    box.hidden = false;
    box.scrollIntoView({ block: "nearest" });
  };
  const keepMine = () => {
    if (stopped) form().elements.draft_seen.value = stopped;
    stopped = 0;
    document.getElementById("parted").hidden = true;
    save();
  };

  const send = async (leaving) => {
    const typed = form();
    const data = new FormData(typed);
    data.set("act", "draft");
    data.set("quiet", "1");
    const upTo = changes;
    const signal = leaving ? undefined : AbortSignal.timeout(4000);
    try {
      const answer = await fetch(typed.dataset.draft, { method: "POST", body: data, keepalive: Boolean(leaving), signal });
      if (answer.status === 409) return part(await answer.json());
      if (!answer.ok) return say(`没有存上（${answer.status}），请勿关闭页面`, true);
      const { saved: at, revision } = await answer.json();
      saved = upTo;
      if (revision !== undefined) typed.elements.draft_seen.value = revision;
      told(true);
      say(at ? `草稿已存 ${at}` : "");
    } catch {
      told(false);
      say("没有存上，连接恢复后自动再存", true);
    }
  };

  const save = () => {
    running = running || send().finally(() => { running = null; });
    return running;
  };

  const touched = (event) => {
    if (!event.target.closest || !event.target.closest("form[data-draft]")) return;
    changes += 1;
  };

  document.addEventListener("input", touched);
  document.addEventListener("change", touched);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keep-mine]")) return keepMine();
    if (!event.target.closest("[data-save]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    save();
  }, true);

  /* Another request would replace what is typed: save first, then let it go. */
  document.addEventListener("htmx:confirm", (event) => {
    const asked = event.detail.elt;
    if (!isDirty() || asked.closest("form[data-draft]") || asked.id === "line" || asked.matches("[data-hints]")) return;
    event.preventDefault();
    save().then(() => event.detail.issueRequest(true));
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (["desk", "work"].includes(event.detail.target?.id)) [saved, stopped] = [changes, 0];
  });
  document.addEventListener("hall:back", () => { if (isDirty()) save(); });
  setInterval(() => { if (isDirty()) save(); }, EVERY);
  window.addEventListener("pagehide", () => { if (isDirty()) send(true); });
})();
