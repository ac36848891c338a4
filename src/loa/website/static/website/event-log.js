// The log of an event as it is written: new entries come by server-sent events, corrected ones
// take the place of what stood there. The page is whole without this.

const LATER_MS = 20_000; // after a refusal; spread, so that a crowd does not come back at once
const LOST_MS = 45_000; // without a word: a line that is begun anew before has not been lost
const HIDDEN_MS = 60_000; // a phone in a pocket gives its place to somebody else

class Log {
  constructor(list) {
    this.list = list;
    this.last = Number(list.dataset.last) || 0;
    const section = list.closest("section");
    this.state = section.querySelector("[data-log-state]");
    this.empty = section.querySelector("[data-log-empty]");
    this.open();
    document.addEventListener("visibilitychange", () => this.seen());
    addEventListener("pagehide", () => this.close());
    addEventListener("pageshow", (event) => event.persisted && this.open());
  }

  open() {
    this.close();
    const url = new URL(this.list.dataset.log, location.href);
    url.searchParams.set("after", this.last);
    this.source = new EventSource(url);
    this.source.addEventListener("open", () => this.say(true));
    this.source.addEventListener("entry", (event) => this.take(event));
    this.source.addEventListener("error", () => this.lost());
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
  }

  lost() {
    this.losing ??= setTimeout(() => this.say(false), LOST_MS);
    if (this.source.readyState !== EventSource.CLOSED) return; // the browser tries by itself
    this.timer = setTimeout(() => this.open(), LATER_MS * (1 + Math.random()));
  }

  seen() {
    clearTimeout(this.hidden);
    if (document.hidden) this.hidden = setTimeout(() => this.close(), HIDDEN_MS);
    else if (this.source.readyState === EventSource.CLOSED) this.open();
  }

  say(live) {
    clearTimeout(this.losing);
    this.losing = undefined;
    this.state.hidden = false;
    this.state.querySelector("[data-log-open]").hidden = !live;
    this.state.querySelector("[data-log-lost]").hidden = live;
  }

  take(event) {
    this.say(true);
    this.last = Math.max(this.last, Number(event.lastEventId) || 0);
    const holder = document.createElement("template");
    holder.innerHTML = event.data; // rendered and escaped by our own server
    const entry = holder.content.firstElementChild;
    const standing = document.getElementById(entry.id);
    entry.dataset.fresh = "";
    if (standing) standing.replaceWith(entry);
    else this.list.insertBefore(entry, this.after(entry));
    this.empty.hidden = true;
  }

  // The latest stands on top; one that tells of an earlier time goes to its place.
  after(entry) {
    const time = (element) => Date.parse(element.querySelector("time").dateTime);
    return [...this.list.children].find((other) => time(other) <= time(entry)) ?? null;
  }
}

for (const list of document.querySelectorAll("[data-log]")) new Log(list);
