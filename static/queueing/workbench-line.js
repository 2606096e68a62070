/* The line behind: how many wait stands in the tab's title; the first one after an empty line gives a quiet tone. */
(() => {
  let before = null;

  const tone = () => {
    try {
      const sound = new AudioContext();
      const wave = sound.createOscillator();
      const volume = sound.createGain();
      volume.gain.setValueAtTime(0.06, sound.currentTime);
      volume.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + 0.5);
      wave.frequency.value = 660;
      wave.connect(volume).connect(sound.destination);
      wave.start();
      wave.stop(sound.currentTime + 0.5);
    } catch { /* a desk without sound has the title */ }
  };

  const look = () => {
    const line = document.getElementById("line");
    const desk = document.querySelector("[data-desk]");
    if (!line || !desk) return;
    const waiting = Number(line.dataset.waiting);
    document.title = waiting ? `（${waiting}）${desk.dataset.title}` : desk.dataset.title;
    if (before === 0 && waiting > 0) tone();
    before = waiting;
  };

  document.addEventListener("htmx:afterSettle", look);
  look();
})();
