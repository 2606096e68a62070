/* The start page of a machine: hands in its key and goes on to its page; tries again every 5 s, for ever, without a
   person. Shown at another address, it stands in for a page whose server is away, and looks for that page instead. */
(() => {
  const { enter, worker } = document.body.dataset;
  if (!enter) return;
  const AGAIN = 5000, GIVE_UP = 6000, SLOW = 30000;
  const [title, words, since] = ["[data-title]", "[data-words]", "[data-since]"].map((part) => document.querySelector(part));
  const isStart = location.pathname === new URL(enter, location.href).pathname.replace("enter/", "");
  const begun = Date.now();

  const limited = (url, options) => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), GIVE_UP);
    return fetch(url, { ...options, cache: "no-store", signal: stop.signal });
  };

  const refused = (text) => {
    document.body.dataset.refused = "";
    title.textContent = "这台机器没有登记，或已停用";
    words.textContent = text;
  };

  const tryEnter = async () => {
    const answer = await limited(enter, { method: "POST", body: new URLSearchParams({ key: location.hash.slice(1) }) });
    if (answer.status >= 500) return AGAIN;
    const said = await answer.json();
    if (answer.ok) location.replace(said.address);
    else refused(said.detail);
    return SLOW;
  };

  const tryPage = async () => {
    const answer = await limited(location.href, { credentials: "same-origin" });
    if (answer.status < 500) location.reload();
    return AGAIN;
  };

  const attempt = async () => {
    let pause = AGAIN;
    try {
      pause = await (isStart ? tryEnter() : tryPage());
    } catch (error) {
      const minutes = Math.floor((Date.now() - begun) / 60000);
      since.textContent = minutes ? `服务器已 ${minutes} 分钟没有应答，每 5 秒重试一次` : "服务器暂时没有应答，每 5 秒重试一次";
    }
    setTimeout(attempt, pause);
  };

  if ("serviceWorker" in navigator && isStart) navigator.serviceWorker.register(worker, { scope: location.pathname }).catch(() => {});
  attempt();
})();
