/* A page read aloud: the clips of [data-read] one after the other, by a touch; a second touch stops. Nothing is spoken by
   the browser itself. Where a clip does not come, the button says so by going away. */
(() => {
  const button = document.querySelector("[data-read]");
  if (!button) return;
  const clips = button.dataset.read.split(" ").map((address) => Object.assign(new Audio(address), { preload: "auto" }));
  let playing = null;

  const stop = () => {
    playing?.pause();
    playing = null;
    button.removeAttribute("aria-pressed");
  };

  const play = (place) => {
    playing = clips[place];
    if (!playing) return stop();
    playing.currentTime = 0;
    playing.onended = () => play(place + 1);
    playing.play().catch(() => { stop(); button.hidden = true; });
    document.dispatchEvent(new CustomEvent("kiosk:reading", { detail: { clip: place, of: clips.length } }));
  };

  clips.forEach((clip) => clip.addEventListener("error", () => { stop(); button.hidden = true; }));
  button.addEventListener("click", () => {
    if (playing) return stop();
    button.setAttribute("aria-pressed", "true");
    play(0);
  });
  addEventListener("pagehide", stop);
  button.hidden = false;
})();
