"use strict";
// What the page does around the app: its settings, its cover, its notices, and the small things that only a
// page can do and the app asks for by opening "/_do/…".
const root = document.documentElement;
const settings = JSON.parse(document.getElementById("settings").textContent);

// Flutter's engine takes the text size from the root, once, when it starts.
const zoom = Number(localStorage.getItem("zoom")) || 1;
if (zoom !== 1) root.style.fontSize = `${16 * zoom}px`;
if (localStorage.getItem("theme")) root.dataset.theme = localStorage.getItem("theme");

window.flet = {
  pyodide: false, multiView: false, noCdn: true, webSocketEndpoint: "/ws", routeUrlStrategy: "path",
  webRenderer: settings.renderer, fontFallbackBaseUrl: "/f/", canvasKitBaseUrl: `${settings.files}canvaskit/`,
  entrypointBaseUrl: settings.files, assetBase: settings.files,
};
flet.flutterAppLoaded = new Promise((resolve) => { flet.flutterAppResolve = resolve; });

const shell = {
  words: settings.words,
  byId: (id) => document.getElementById(id),

  // The app's first words are Flet's own, in English: until ours come, nobody sees or hears them.
  cover(on, again = false) {
    clearTimeout(this.soon);
    this.isReady = false;
    this.turn = (this.turn ?? 0) + 1;
    if (again) this.byId("doing").textContent = this.words.again;
    this.byId("cover").hidden = !on;
    root.classList.toggle("covered", on);
    if (!on) this.started = true;
    clearTimeout(this.patience);
    if (on) this.patience = setTimeout(() => this.stuck(), 30000);
  },

  // Under a heavy load seconds can pass between the app's first words and its first screen.
  reveal(since = Date.now()) {
    clearTimeout(this.soon);
    if (!this.isReady && !this.isDrawn() && Date.now() - since < 20000) {
      this.soon = setTimeout(() => this.reveal(since), 50);
      return;
    }
    const { turn } = this;
    const show = () => { if (turn === this.turn) this.cover(false); };
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(show, 50)));
  },

  // What the app draws has a twin in the page for screen readers; Flet's waiting screen has none.
  isDrawn() {
    const twin = document.querySelector("flt-semantics-host");
    if (!twin) return false;
    const named = [...twin.querySelectorAll("[aria-label]")].some((one) => one.ariaLabel.trim());
    return named || twin.textContent.trim() !== "";
  },

  stuck() {
    this.byId("doing").textContent = this.words.stuck;
    this.byId("retry").hidden = false;
  },

  lost(since) {
    const when = new Date(since);
    const today = when.toDateString() === new Date().toDateString();
    // As the browser writes times in this language: 14:05 in Britain, 2:05 PM elsewhere.
    const place = browsers.find((tag) => tag.split("-")[0] === this.words.lang) ?? this.words.lang;
    const time = new Intl.DateTimeFormat(place, {
      ...(today ? {} : { weekday: "long" }), hour: "numeric", minute: "2-digit",
    }).format(when);
    this.isLost = true;
    if (!this.started) this.byId("doing").textContent = this.words.offline;
    this.byId("lost").textContent = this.words.lost.replace("{time}", time);
    this.byId("lost").hidden = !this.started;
    this.byId("told").textContent = this.started ? this.byId("lost").textContent : this.words.offline;
  },

  found() {
    if (this.isLost) this.byId("told").textContent = this.words.found;
    this.isLost = false;
    this.byId("lost").hidden = true;
  },

  async speak(lang, dir) {
    root.lang = this.lang = lang;
    root.dir = dir;
    document.cookie = `bookbag_lang=${lang};path=/;max-age=31536000;samesite=lax`;
    if (lang === this.words.lang) return;
    const answer = await fetch(`/words?lang=${lang}&of=${settings.version}`);
    if (!answer.ok) return;
    const words = await answer.json();
    if (lang !== this.lang) return;
    Object.assign(this.words, words);
    for (const id of ["cover", "lost", "told"]) {
      this.byId(id).lang = this.words.lang;
      this.byId(id).dir = this.words.dir;
    }
  },
};

// The app opens "/_do/<what>?…": no page is opened, one of these is done.
const deeds = {
  cookie: (q) => fetch("/auth/cookie", { method: "POST", headers: { "x-ticket": q.get("t") } }),
  async out() {
    await fetch("/auth/out", { method: "POST" }).catch(() => {});
    sessionStorage.clear();
    location.replace("/");
  },
  ready() { shell.isReady = true; },
  lang: (q) => shell.speak(q.get("l"), q.get("d")),
  zoom(q) {
    if (q.get("z") === String(zoom)) return;
    localStorage.setItem("zoom", q.get("z"));
    location.reload();
  },
  theme(q) {
    localStorage.setItem("theme", q.get("t"));
    root.dataset.theme = q.get("t");
  },
};
const open = window.open;
window.open = function (url, target, features) {
  const asked = new URL(url, location.href);
  if (asked.origin !== location.origin || !asked.pathname.startsWith("/_do/")) {
    return open.call(window, url, target, features);
  }
  deeds[asked.pathname.slice(5)]?.(asked.searchParams);
  return window;
};

// Flutter goes by the browser's language: for the page's, and for which of the Chinese, Japanese and Korean
// shapes of a letter it draws. It is to be the person's.
shell.lang = root.lang;
const browsers = navigator.languages;
Object.defineProperty(navigator, "language", { get: () => shell.lang });
Object.defineProperty(navigator, "languages", { get: () => [shell.lang, ...browsers] });
new MutationObserver(() => { if (root.lang !== shell.lang) root.lang = shell.lang; })
  .observe(root, { attributeFilter: ["lang"] });

// People with screen readers need no hidden button to be told what is on the screen.
const eager = new MutationObserver(() => {
  const button = document.querySelector("flt-semantics-placeholder");
  if (!button) return;
  eager.disconnect();
  button.click();
});
eager.observe(root, { childList: true, subtree: true });

// A Flutter page that WebKit brings back from its cache never draws again.
addEventListener("pageshow", (event) => {
  if (event.persisted && navigator.vendor.startsWith("Apple")) location.reload();
});
addEventListener("error", (event) => { if (event.target?.tagName === "SCRIPT") shell.stuck(); }, true);
addEventListener("DOMContentLoaded", () => {
  shell.byId("retry").addEventListener("click", () => location.reload());
  shell.cover(true);
});
