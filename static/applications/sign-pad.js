// The signature pad: what is drawn with pen, finger or mouse goes into a hidden field as a picture; nothing else leaves.
(() => {
  const place = document.querySelector("[data-sign-pad]");
  if (!place) return;
  const [canvas, field] = [place.querySelector("canvas"), place.querySelector("input[type=hidden]")];
  const pen = canvas.getContext("2d");
  canvas.width = canvas.clientWidth * 2;
  canvas.height = canvas.clientHeight * 2;
  let drawing = false, marks = 0;

  const clear = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.strokeStyle = "#16202e";
    pen.lineWidth = 5;
    pen.lineCap = pen.lineJoin = "round";
    field.value = "";
    marks = 0;
  };
  const spot = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * (canvas.width / box.width), (event.clientY - box.top) * (canvas.height / box.height)];
  };
  canvas.addEventListener("pointerdown", (event) => {
    drawing = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...spot(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    pen.lineTo(...spot(event));
    pen.stroke();
    marks += 1;
  });
  ["pointerup", "pointercancel"].forEach((name) => canvas.addEventListener(name, () => {
    drawing = false;
    if (marks > 4) field.value = canvas.toDataURL("image/png");
  }));
  place.querySelector("[data-clear]").addEventListener("click", clear);
  clear();
  place.hidden = false;
})();
