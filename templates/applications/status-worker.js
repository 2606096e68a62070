/* Release {{ release }}. The status page comes from the server. What the reader saw last is kept on this device alone, for
   half an hour like the page itself, and shown when the network is away; without it a page says what to do. Never blank. */
const CACHE = "status-{{ release }}", KEPT = {{ kept|safe }}, LAST = "{% url 'status-result' %}", LASTS = 30 * 60 * 1000;
const AWAY = {{ away|safe }};
const PLAIN = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'none'; style-src 'self'" };

self.addEventListener("install", (event) => event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(
  caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("status-") && name !== CACHE).map((name) => caches.delete(name)))).then(() => self.clients.claim()),
));

const forget = async () => (await caches.open(CACHE)).delete(LAST);

const keep = async (answer) => {
  if (answer.redirected || answer.type === "opaqueredirect") return forget();  // the half hour is over: asked for number and digits again
  if (!answer.ok) return false;
  const policy = answer.headers.get("Content-Security-Policy") || PLAIN["Content-Security-Policy"];
  const headers = { ...PLAIN, "Content-Security-Policy": policy, "X-Kept": String(Date.now()) };
  return (await caches.open(CACHE)).put(LAST, new Response(await answer.text(), { headers }));
};

const last = async () => {
  const kept = await (await caches.open(CACHE)).match(LAST);
  if (kept && Date.now() - Number(kept.headers.get("X-Kept")) > LASTS) return forget().then(() => null);
  return kept ? new Response((await kept.text()).replace("data-away hidden", "data-away"), { headers: kept.headers }) : null;
};

const page = async (event, path) => {
  try {
    const answer = await fetch(event.request);
    if (path === LAST) event.waitUntil(keep(answer.clone()));
    return answer;
  } catch (error) {
    const kept = event.request.method === "GET" ? await last() : null;
    return kept || new Response(AWAY, { headers: PLAIN, status: 503 });
  }
};

self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.mode === "navigate") event.respondWith(page(event, path));
  else if (KEPT.includes(path)) event.respondWith(caches.match(path).then((kept) => kept || fetch(event.request)));
});

self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(forget());
  if (event.data === "keep") event.waitUntil(fetch(LAST).then(keep).catch(() => false));
});
