/* A followed ticket stays right by itself: the page asks every few seconds; the stream says "look now" to those whose turn
   is near. What is open stays open, the title says what to do, and a lost server is told in words at once. */
(() => {
  const place = document.querySelector("[data-live-ticket]");
  if (!place) return;
  const away = document.querySelector("[data-away]");
  const REST = 1500, RETRY = 5000;
  let asked = 0, open = [], focused = "";
  const ticket = () => place.querySelector("#followed");
  const isOver = () => ["finished", "cancelled"].includes(ticket()?.dataset.state);

  const look = () => {
    const now = Date.now();
    if (isOver() || now - asked < REST || !ticket()?.dataset.soon) return;
    asked = now;
    window.htmx?.trigger(ticket(), "refresh");
  };

  const listen = () => {
    const stream = new EventSource(place.dataset.stream);
    stream.onmessage = look;
    stream.onerror = () => {
      if (stream.readyState === EventSource.CLOSED && !isOver()) setTimeout(listen, RETRY);
    };
  };

  const say = () => {
    const state = ticket();
    if (state) document.title = `${state.dataset.title} · ${place.dataset.hall}`;
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!place.contains(event.target)) return;
    open = [...place.querySelectorAll("details[open]")].map((one) => one.id);
    const typed = document.activeElement;
    focused = place.contains(typed) ? typed.id : "";
    if (focused === "family-phone" && typed.value) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterSettle", () => {
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    if (focused) document.getElementById(focused)?.focus();
    say();
    place.dispatchEvent(new CustomEvent("ticket:shown", { bubbles: true }));
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { asked = 0; window.htmx?.trigger(ticket(), "refresh"); } });
  document.addEventListener("hall:away", () => { away.hidden = false; });
  document.addEventListener("hall:back", () => { away.hidden = true; });
  say();
  if (!isOver()) listen();
})();
