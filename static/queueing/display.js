/* A screen that stays right by itself: the snapshot is the truth, polled every 5 s; the stream only says "look now".
   The clock is the server's; the age of what is shown is counted by this machine's steady clock. */
(() => {
  const screen = document.querySelector("[data-screen]");
  if (!screen) return;
  const POLL = 5000, GIVE_UP = 4000, OLD = 10000, LOST = 30000, BRIGHT = 9000;
  const [board, face, asOf, away] = ["[data-board]", "[data-clock]", "[data-as-of-screen]", "[data-away]"].map((s) => document.querySelector(s));
  let version = screen.dataset.version, offset = Number(screen.dataset.now) - performance.now();
  let freshAt = performance.now(), freshWords = asOf.textContent.replace(/^\D+/, ""), shownAt = Number(screen.dataset.now);
  let isAsking = false, askAgain = false, timer = 0, brightTimer = 0;

  const beijing = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", year: "numeric", month: "long", day: "numeric" });
  const weekday = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", weekday: "short" });
  const time = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

  const sequence = () => Number(board.querySelector("[data-sequence]")?.dataset.sequence || 0);

  const brighten = () => {
    clearTimeout(brightTimer);
    const now = board.querySelector(".now");
    now.classList.add("is-new");
    brightTimer = setTimeout(() => board.querySelector(".now")?.classList.remove("is-new"), BRIGHT);
  };

  const show = (snapshot) => {
    if (snapshot.now < shownAt) return;
    shownAt = snapshot.now;
    offset = snapshot.now - performance.now();
    freshAt = performance.now();
    freshWords = time.format(snapshot.now);
    if (snapshot.version === version) return;
    const before = sequence(), wasBright = board.querySelector(".now.is-new");
    version = snapshot.version;
    board.innerHTML = snapshot.html;
    if (sequence() > before) brighten();
    else if (wasBright && sequence() === before) board.querySelector(".now").classList.add("is-new");
  };

  const ask = async () => {
    if (isAsking) { askAgain = true; return; }
    isAsking = true;
    clearTimeout(timer);
    const stop = new AbortController(), limit = setTimeout(() => stop.abort(), GIVE_UP);
    try {
      const answer = await fetch(screen.dataset.snapshot, { signal: stop.signal, cache: "no-store", credentials: "omit" });
      if (answer.ok) show(await answer.json());
    } catch (error) {
      /* The age below tells people; the next round tries again. */
    } finally {
      clearTimeout(limit);
      isAsking = false;
      timer = setTimeout(ask, askAgain ? 0 : POLL);
      askAgain = false;
      tick();
    }
  };

  const listen = () => {
    const stream = new EventSource(screen.dataset.stream);
    stream.onmessage = ask;
    stream.onopen = ask;
    stream.onerror = () => {
      if (stream.readyState === EventSource.CLOSED) setTimeout(listen, POLL);
    };
  };

  const tick = () => {
    const age = performance.now() - freshAt, now = performance.now() + offset;
    face.textContent = `${beijing.format(now)} ${weekday.format(now)} ${time.format(now)}`;
    asOf.textContent = age > OLD ? `数据截至 ${freshWords}，已 ${Math.round(age / 1000)} 秒未更新` : `数据截至 ${freshWords}`;
    asOf.classList.toggle("is-old", age > OLD);
    away.hidden = age <= LOST;
    if (age > LOST) away.textContent = `与服务器的连接中断，屏幕停在 ${freshWords}。请以短信和工作人员呼叫为准，恢复后自动更新。`;
  };

  setInterval(tick, 1000);
  tick();
  timer = setTimeout(ask, POLL);
  listen();
})();
