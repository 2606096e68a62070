/* A kiosk never shows the browser's own error page: each step asks first whether the server is there, and tries again.
   A request for a ticket is sent again with the same key until it is answered, so one press is one ticket.
   Steps replace each other: there is no page to go back to. */
(() => {
  const TRY_AGAIN = 2000, PATIENCE = 8000;
  const bar = document.getElementById("net-bar");
  const words = document.documentElement.lang.startsWith("en")
    ? "The server cannot be reached. Nothing is lost; trying again. You may also go to the help desk."
    : "暂时连接不上服务器，内容没有丢失，正在自动重试；也可以到咨询台取号。";
  let turn = 0, isSending = false;

  const reach = async (url, options) => {
    const stop = new AbortController(), limit = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(url, { ...options, signal: stop.signal, cache: "no-store" });
      if (answer.status >= 500) throw new Error(answer.status);
      bar.hidden = true;
      return answer;
    } finally {
      clearTimeout(limit);
    }
  };

  const keepTrying = async (act) => {
    const mine = ++turn;
    while (mine === turn) {
      try {
        return await act(() => mine === turn);
      } catch (error) {
        if (mine !== turn) return;
        bar.textContent = words;
        bar.hidden = false;
        await new Promise((again) => setTimeout(again, TRY_AGAIN));
      }
    }
  };

  const go = (url) => keepTrying(async (isMine) => {
    await reach(url);
    if (isMine()) window.location.replace(url);
  });

  const send = (form, body) => keepTrying(async (isMine) => {
    const answer = await reach(form.action, { method: "POST", body });
    if (!isMine()) return;
    if (answer.redirected) return window.location.replace(answer.url);
    const page = await answer.text();
    document.open();
    document.write(page);
    document.close();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || link.hasAttribute("data-plain") || link.origin !== window.location.origin) return;
    event.preventDefault();
    go(link.href);
  });
  document.addEventListener("kiosk:leave", (event) => go(event.detail));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.hasAttribute("hx-post")) return;
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    if (form.method === "get") return go(`${form.action.split("?")[0]}?${new URLSearchParams(body)}`);
    if (isSending) return;
    isSending = true;
    send(form, body);
  });
  window.addEventListener("pageshow", () => {
    isSending = false;
    [sessionStorage, localStorage].forEach((kept) => kept.clear());  // no page of a kiosk keeps anything for the next
  });
})();
