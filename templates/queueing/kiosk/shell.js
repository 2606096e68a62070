{% load static %}/* Keeps one page of words and its looks; every other page comes from the server or not at all. Nobody's data is kept. */
const KEPT = "kiosk-{{ hall.code }}-1";
const AWAY = "{% url 'kiosk-away' hall.code %}";
const PARTS = [AWAY, "{% static 'tokens.css' %}", "{% static 'queueing/kiosk-away.css' %}", "{% static 'queueing/kiosk-return.js' %}"];
const PATIENCE = 6000;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(PARTS.map((part) => new Request(part, { cache: "reload" })))));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith("kiosk-") && name !== KEPT).map((name) => caches.delete(name)))));
});
self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.mode === "navigate" && event.request.method === "GET") {
    const late = new Promise((_, no) => setTimeout(no, PATIENCE));
    event.respondWith(Promise.race([fetch(event.request), late]).catch(() => caches.match(AWAY)));
  } else if (PARTS.includes(path) && path !== AWAY) {
    event.respondWith(fetch(event.request).catch(() => caches.match(path)));
  }
});
