/* Release {{ release }}. The status page comes from the server. What the reader saw last is kept on this device alone, for
   half an hour like the page itself, and shown when the network is away. */
const CACHE = "status-{{ release }}", KEPT = {{ kept|safe }}, LAST = "{% url 'status-result' %}", LASTS = 30 * 60 * 1000;

self.addEventListener("install", (event) => event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(
  caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("status-") && name !== CACHE).map((name) => caches.delete(name)))).then(() => self.clients.claim()),
));

const stamped = async (answer) => {
  const text = await answer.clone().text();
  return new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8", "X-Kept": String(Date.now()) } });
};

const page = async (request) => {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && new URL(request.url).pathname === LAST) await cache.put(LAST, await stamped(answer));
    if (answer.redirected) await cache.delete(LAST);
    return answer;
  } catch (error) {
    const last = await cache.match(LAST);
    const age = last ? Date.now() - Number(last.headers.get("X-Kept")) : Infinity;
    if (!last || age > LASTS) { await cache.delete(LAST); return Response.error(); }
    const text = (await last.text()).replace("data-away hidden", "data-away");
    return new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
};

self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.mode === "navigate" && path === LAST) event.respondWith(page(event.request));
  else if (KEPT.includes(path)) event.respondWith(caches.match(path).then((kept) => kept || fetch(event.request)));
});

self.addEventListener("message", (event) => { if (event.data === "forget") event.waitUntil(caches.delete(CACHE)); });
