/* Release {{ release }}. Pages come from the server; while it does not answer, the start page kept here takes over. */
const CACHE = "machine-{{ release }}", SHELL = "{% url 'machine' %}", KEPT = {{ kept|safe }}, PATIENCE = 6000;

self.addEventListener("install", (event) => event.waitUntil(
  caches.open(CACHE).then((cache) => cache.addAll([SHELL, ...KEPT].map((url) => new Request(url, { cache: "reload", credentials: "omit" })))).then(() => self.skipWaiting()),
));

self.addEventListener("activate", (event) => event.waitUntil(
  caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("machine-") && name !== CACHE).map((name) => caches.delete(name)))).then(() => self.clients.claim()),
));

const late = () => new Promise((_, fail) => setTimeout(() => fail(new Error("late")), PATIENCE));

const page = async (request) => {
  try {
    const answer = await Promise.race([fetch(request), late()]);
    if (answer.status < 500) return answer;
  } catch (error) { /* The server is away: what is kept takes over. */ }
  return (await caches.match(SHELL)) || Response.error();
};

self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.mode === "navigate") event.respondWith(page(event.request));
  else if (KEPT.includes(path)) event.respondWith(caches.match(path).then((kept) => kept || fetch(event.request)));
});
