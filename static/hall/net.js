/* Words for every failed request, and the age of what is shown.
   - #net-bar turns red when the server does not answer, and goes when it answers again;
   - an answer that says no (4xx, 5xx) puts its own words into the nearest [data-notices] (or the bar);
   - a form answered again with its errors (422 with HX-Reswap) is swapped like any other answer;
   - [data-as-of] live areas: after 10 s without news the age turns red and is spelled out. */
(() => {
  const english = document.documentElement.lang.startsWith("en");
  const say = (zh, en) => (english ? en : zh);
  const clock = () => new Date().toTimeString().slice(0, 8);
  const bar = () => document.getElementById("net-bar");
  const STALE_SECONDS = 10;
  let [away, lastGood, timer] = [false, clock(), 0];

  const show = (words, seconds) => {
    const place = bar();
    if (!place) return;
    clearTimeout(timer);
    place.classList.remove("net-bar--good");
    place.textContent = words;
    place.hidden = false;
    if (seconds) timer = setTimeout(() => { place.hidden = true; }, seconds * 1000);
  };

  const gone = () => {
    away = true;
    show(say(`连接不上服务器 · 数据截至 ${lastGood} · 已填写的内容仍在本页，正在自动重试，请勿关闭页面`,
             `The server cannot be reached · data as of ${lastGood} · what you typed is still here; trying again`));
    document.dispatchEvent(new CustomEvent("hall:away"));
  };

  const back = () => {
    lastGood = clock();
    if (!away) return;
    away = false;
    show(say(`已恢复连接 ${lastGood}`, `Connected again at ${lastGood}`), 3);
    bar()?.classList.add("net-bar--good");
    document.dispatchEvent(new CustomEvent("hall:back"));
  };

  const wordsOf = (xhr) => {
    const answer = new DOMParser().parseFromString(xhr.responseText || "", "text/html");
    const said = answer.querySelector("[data-error-code] strong, [data-error-code] h1, [data-error-code]");
    if (said) return said.textContent.trim();
    if (xhr.status >= 500) return say("系统没有办成这一步，内容没有丢失，请稍后重试。", "That did not work; nothing is lost. Please try again.");
    return say("这一步没有办成，请刷新页面查看最新情况后重试。", "That did not work. Please reload the page and try again.");
  };

  const complain = (from, words) => {
    const place = (from && from.closest && from.closest("[data-desk]") || document).querySelector("[data-notices]");
    if (!place) return show(words, 12);
    const notice = document.createElement("div");
    notice.className = "notice notice--bad";
    notice.tabIndex = -1;
    notice.setAttribute("role", "alert");
    notice.append(Object.assign(document.createElement("strong"), { textContent: words }));
    place.replaceChildren(notice);
    notice.scrollIntoView({ block: "nearest" });
  };

  const on = (name, act) => document.addEventListener(`htmx:${name}`, act);
  on("sendError", gone);
  on("timeout", gone);
  on("afterOnLoad", back);
  on("beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status >= 400 && xhr.getResponseHeader("HX-Reswap")) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  on("responseError", (event) => {
    const { xhr, elt } = event.detail;
    if ([502, 503, 504].includes(xhr.status) && !xhr.responseText.includes("data-error-code")) return gone();
    complain(elt, wordsOf(xhr));
  });
  document.addEventListener("hall:sent", (event) => (event.detail.ok ? back() : gone()));

  /* The age of live areas, by this machine's own clock since the area last arrived. */
  const arrived = new WeakMap();
  const look = () => {
    document.querySelectorAll("[data-as-of]").forEach((area) => {
      const known = arrived.get(area);
      if (!known || known.stamp !== area.dataset.asOf) {
        arrived.set(area, { stamp: area.dataset.asOf, at: Date.now(), words: area.textContent });
        area.removeAttribute("data-stale");
        return;
      }
      const age = Math.round((Date.now() - known.at) / 1000);
      if (age > STALE_SECONDS) area.setAttribute("data-stale", "");
      if (age > STALE_SECONDS) area.textContent = `${known.words} · ${say(`已 ${age} 秒未更新`, `${age} s old`)}`;
    });
  };
  setInterval(look, 1000);
  look();
})();
