// Server-sent events to htmx triggers. An element with data-live="/stream/" opens the
// stream; each message names what changed ("stations", or several with spaces between), and
// becomes the event live:NAME on the body: hx-trigger="live:stations from:body". A message
// "ping" only shows that the line is alive. While it is, the body has data-live-open, so that
// a page which asks by itself may rest. Lost lines are tried again, ever more slowly;
// after `silence` without a word the page says that it is stale.

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const SILENCE_MS = 45_000;

export function waitMs(attempt, random = Math.random()) {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return wait / 2 + (wait / 2) * random; // spread, so that a server coming back is not stormed
}

class Live {
  constructor(element) {
    this.element = element;
    this.note = document.querySelector("[data-stale]");
    this.silence = Number(element.dataset.liveSilence) || SILENCE_MS;
    this.attempt = 0;
    this.open();
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.source.readyState === EventSource.CLOSED) this.open();
    });
    addEventListener("online", () => this.open());
    element.addEventListener("htmx:afterSwap", () => this.renewed());
  }

  open() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = new EventSource(this.element.dataset.live);
    this.source.addEventListener("open", () => this.heard());
    this.source.addEventListener("message", (event) => this.heard(event.data));
    this.source.addEventListener("error", () => this.lost());
    this.watch();
  }

  heard(data = "ping") {
    const wasStale = this.note && !this.note.hidden;
    this.attempt = 0;
    document.body.dataset.liveOpen = "";
    this.renewed();
    const names = data.split(/\s+/).filter((name) => name && name !== "ping");
    if (wasStale) names.push("again"); // whatever changed meanwhile was not heard
    for (const name of names) {
      document.body.dispatchEvent(new CustomEvent(`live:${name}`, { bubbles: true }));
    }
  }

  // What stands in the page is as of now, whoever brought it.
  renewed() {
    this.at = new Date();
    if (this.note) this.note.hidden = true;
    this.watch();
  }

  lost() {
    this.source.close();
    delete document.body.dataset.liveOpen;
    if (!document.hidden) this.timer = setTimeout(() => this.open(), waitMs(this.attempt));
    this.attempt += 1;
  }

  watch() {
    clearTimeout(this.watcher);
    this.watcher = setTimeout(() => this.stale(), this.silence);
  }

  stale() {
    delete document.body.dataset.liveOpen;
    if (!this.note) return;
    const time = this.note.querySelector("time");
    const at = this.at ?? new Date(performance.timeOrigin);
    time.dateTime = at.toISOString();
    time.textContent = at.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
    this.note.hidden = false;
  }
}

for (const element of document.querySelectorAll("[data-live]")) new Live(element);
