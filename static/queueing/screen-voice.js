/* Calls said aloud: recorded clips joined in the server's order. A chime, then twice; one at a time; short while many
   wait; what is older than a minute is only shown. Every reading is told as "screen:said", so that it can be counted. */
(() => {
  const list = document.querySelector("[data-clips]"), screen = document.querySelector("[data-screen]");
  if (!list || !screen) return;
  const TOO_OLD = 60, BACKLOG = 30, BETWEEN = 0.02, REST = 0.45, KEY = "said-up-to";
  const clips = new Map(), waiting = [];
  const sound = new AudioContext(), loudness = sound.createGain(), meter = sound.createAnalyser();
  loudness.connect(meter).connect(sound.destination);
  let upTo = Number(sessionStorage.getItem(KEY) || 0), isSpeaking = false, isTesting = false, isLoaded = false;

  const load = async () => {
    for (const { dataset: { clip, address } } of list.children) {
      if (clips.has(clip)) continue;
      try {
        const answer = await fetch(address);
        if (answer.ok) clips.set(clip, await sound.decodeAudioData(await answer.arrayBuffer()));
      } catch (error) { /* tried again in half a minute; the self-test tells of it */ }
    }
    isLoaded = true;
    if (clips.size < list.children.length) setTimeout(load, 30000);
  };

  const known = (names) => names.filter((name) => clips.has(name));
  const lengthOf = (names) => known(names).reduce((sum, name) => sum + clips.get(name).duration + BETWEEN, 0);
  const backlog = () => waiting.reduce((sum, call) => sum + lengthOf(["chime"]) + 2 * (lengthOf(call.long) + REST), 0);
  const now = () => performance.now() / 1000;

  const play = (names, at) => known(names).reduce((start, name) => {
    const source = sound.createBufferSource();
    source.buffer = clips.get(name);
    source.connect(loudness);
    source.start(start);
    return start + source.buffer.duration + BETWEEN;
  }, at);

  const until = (moment) => new Promise((done) => setTimeout(done, Math.max(0, (moment - sound.currentTime) * 1000)));

  const tell = (call, form, from, to) => document.dispatchEvent(
    new CustomEvent("screen:said", { detail: { sequence: call.sequence, form, from, to } }));

  const say = async (call, isShort) => {
    const begun = sound.currentTime + 0.05;
    if (isShort) {
      const end = play(call.short, begun);
      tell(call, "short", begun, end);
      return until(end);
    }
    const first = play(["chime", ...call.long], begun), second = play(call.long, first + REST);
    tell(call, "first", begun, first);
    tell(call, "second", first + REST, second);
    return until(second + REST);
  };

  const speak = async () => {
    if (isSpeaking || isTesting) return;
    isSpeaking = true;
    while (waiting.length) {
      const isShort = backlog() > BACKLOG, call = waiting.shift();
      if (now() - call.heard + call.age / 1000 > TOO_OLD) continue;
      if (sound.state === "running" && loudness.gain.value > 0) await say(call, isShort);
    }
    isSpeaking = false;
  };

  const tryVoice = async () => {
    if (isTesting || isSpeaking) return;
    isTesting = true;
    const before = loudness.gain.value, levels = new Float32Array(meter.fftSize);
    let outcome = sound.state !== "running" ? "blocked" : clips.size < list.children.length ? "clips" : "silent";
    if (outcome === "silent") {
      loudness.gain.value = Math.max(before, 0.05);
      const end = play(["chime"], sound.currentTime + 0.05);
      while (sound.currentTime < end) {
        await new Promise((done) => setTimeout(done, 50));
        meter.getFloatTimeDomainData(levels);
        if (levels.some((level) => Math.abs(level) > 0.001)) outcome = "heard";
      }
      loudness.gain.value = before;
    }
    const { selfTest, csrf } = screen.dataset;
    await fetch(selfTest, { method: "POST", body: new URLSearchParams({ outcome }), headers: { "X-CSRFToken": csrf } }).catch(() => {});
    isTesting = false;
    speak();
  };

  document.addEventListener("screen:snapshot", ({ detail: { say: calls, device } }) => {
    if (!device?.speaks) return;
    if (!isTesting) loudness.gain.value = device.volume / 100;
    for (const call of calls.filter(({ sequence }) => sequence > upTo)) {
      upTo = call.sequence;
      waiting.push({ ...call, heard: now() });
    }
    sessionStorage.setItem(KEY, String(upTo));
    if (sound.state === "suspended") sound.resume().catch(() => {});
    (device.self_test && isLoaded ? tryVoice : speak)();
  });

  load();
})();
