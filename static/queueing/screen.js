/* A screen that stays right by itself: the snapshot is the truth, polled every 5 s; the stream only says "look now".
   The clock is the server's; the age of what is shown is counted by this machine's steady clock. */
(() => {
  const screen = document.querySelector("[data-screen]");
  if (!screen) return;
  const POLL = 5000, GIVE_UP = 4000, OLD = 9500, LOST = 30000, BRIGHT = 9000, GAP = 400, SPREAD = 200, QUIET = 25000;
  const [board, face, asOf, away] = ["[data-board]", "[data-clock]", "[data-as-of-screen]", "[data-away]"].map((s) => document.querySelector(s));
  const asked = `${screen.dataset.snapshot}${screen.dataset.snapshot.includes("?") ? "&" : "?"}release=${encodeURIComponent(screen.dataset.release)}`;
  let version = screen.dataset.version, offset = Number(screen.dataset.now) - performance.now();
  let freshAt = performance.now(), isCut = false, isAsking = false, askAgain = false, timer = 0, brightTimer = 0;
  let stream = null, heardAt = 0, askedAt = -GAP, isSoon = false;

  const beijing = (parts) => new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", ...parts });
  const day = beijing({ year: "numeric", month: "long", day: "numeric" }), weekday = beijing({ weekday: "short" });
  const time = beijing({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  let freshWords = time.format(Number(screen.dataset.now));

  const sequence = () => Number(board.querySelector("[data-sequence]")?.dataset.sequence || 0);

  const brighten = (since) => {
    clearTimeout(brightTimer);
    const main = () => board.querySelector("main").classList;
    main().add("is-new");
    brightTimer = setTimeout(() => main().remove("is-new"), BRIGHT - since);
  };

  let brightAt = -BRIGHT;
  const show = (snapshot) => {
    offset = snapshot.now - performance.now();
    freshAt = performance.now();
    freshWords = time.format(snapshot.now);
    if (snapshot.version !== version) {
      const before = sequence();
      version = snapshot.version;
      board.innerHTML = snapshot.html;
      if (sequence() > before) brightAt = performance.now();
      const since = performance.now() - brightAt;
      if (since < BRIGHT) brighten(since);
    }
    document.dispatchEvent(new CustomEvent("screen:snapshot", { detail: snapshot }));
  };

  /* Many changes within a moment are one look, and twenty screens do not look in the same instant. */
  const soon = () => Math.max(askedAt + GAP - performance.now(), Math.random() * SPREAD);
  const hinted = () => {
    if (isAsking) askAgain = true;
    if (isAsking || isSoon) return;
    clearTimeout(timer);
    [isSoon, timer] = [true, setTimeout(ask, soon())];
  };

  const ask = async () => {
    if (isAsking) { askAgain = true; return; }
    [isAsking, isSoon] = [true, false];
    clearTimeout(timer);
    askedAt = performance.now();
    const stop = new AbortController(), limit = setTimeout(() => stop.abort(), GIVE_UP), wasCut = isCut;
    try {
      const answer = await fetch(asked, { signal: stop.signal, cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.json());
      isCut = false;
      if (wasCut) listen(); /* a line that went dead without a word is not trusted again */
    } catch (error) {
      isCut = true; /* The age below tells people; the next round tries again. */
    } finally {
      clearTimeout(limit);
      timer = setTimeout(ask, askAgain ? soon() : POLL);
      [isAsking, isSoon, askAgain] = [false, askAgain, false];
      tick();
    }
  };

  const listen = () => {
    stream?.close();
    heardAt = performance.now();
    stream = new EventSource(screen.dataset.stream);
    const heard = () => { heardAt = performance.now(); };
    stream.addEventListener("beat", heard);
    stream.onmessage = () => { heard(); hinted(); };
    stream.onopen = () => { heard(); ask(); };
    stream.onerror = ask; /* closed streams are opened again by the quiet rule below */
  };

  const tick = () => {
    const age = performance.now() - freshAt, now = performance.now() + offset, isOld = isCut || age > OLD;
    face.textContent = `${day.format(now)} ${weekday.format(now)} ${time.format(now)}`;
    asOf.textContent = isOld ? `连接中断，正在恢复 · 数据截至 ${freshWords}` : `数据截至 ${freshWords}`;
    asOf.classList.toggle("is-old", isOld);
    away.hidden = age <= LOST;
    if (age > LOST) away.textContent = `与服务器的连接中断，屏幕停在 ${freshWords}。请以短信和工作人员呼叫为准，恢复后自动更新。`;
    if (performance.now() - heardAt > QUIET) listen();
  };

  setInterval(tick, 1000);
  tick();
  timer = setTimeout(ask, 300);
  listen();
})();
