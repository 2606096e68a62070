/* "Wake me when it is my turn": browsers sound and vibrate only after one press, so one press is asked for. */
(() => {
  const place = document.querySelector("[data-live-ticket]"), offer = document.querySelector("[data-alarm]");
  if (!place || !offer) return;
  const button = offer.querySelector("button");
  const now = () => place.querySelector("#followed")?.dataset || {};
  let sound = null, told = now().near || "";

  const beep = () => {
    if (!sound) return;
    [0, 0.3, 0.6].forEach((start) => {
      const tone = sound.createOscillator(), volume = sound.createGain();
      tone.frequency.value = 880;
      volume.gain.value = 0.4;
      tone.connect(volume).connect(sound.destination);
      tone.start(sound.currentTime + start);
      tone.stop(sound.currentTime + start + 0.2);
    });
  };

  const wake = () => {
    beep();
    navigator.vibrate?.([400, 150, 400, 150, 600]);
    document.documentElement.dataset.woken = now().near;
  };

  const offerIt = () => { offer.hidden = !["waiting", "awaiting_result", "parked"].includes(now().state); };

  button.addEventListener("click", () => {
    const Sound = window.AudioContext || window.webkitAudioContext;
    sound = sound || (Sound ? new Sound() : null);
    sound?.resume?.();
    navigator.vibrate?.(60);
    button.textContent = button.dataset.on;
    button.setAttribute("aria-pressed", "true");
  });

  place.addEventListener("ticket:shown", () => {
    const near = now().near || "";
    if (near && near !== told && button.getAttribute("aria-pressed")) wake();
    told = near;
    offerIt();
  });
  offerIt();
})();
