// A programme heard as the stations play it: the same sounds, in their order, the same
// pause between them. [data-programme] holds an <ol> of [data-src][data-ms] and data-pause.

import { clockText } from "/static/theme/lengths.js";

let current = null;

export function silence() {
  current?.stop();
}

class Programme {
  constructor(element) {
    this.element = element;
    this.button = element.querySelector("[data-toggle]");
    this.sounds = [...element.querySelectorAll("li")].map((li) => ({
      src: li.dataset.src, ms: Number(li.dataset.ms), title: li.textContent, entry: li.dataset.entry,
    }));
    this.pause = Number(element.dataset.pause);
  }

  start() {
    silence();
    current = this;
    this.button.querySelector("span").textContent = this.button.dataset.stopLabel;
    this.element.dataset.playing = "";
    this.before = 0;
    this.play(0);
  }

  play(place) {
    const one = this.sounds[place];
    if (!one) return this.stop(true);
    this.audio = this.next?.src.endsWith(one.src) ? this.next : new Audio(one.src);
    const following = this.sounds[place + 1];
    this.next = following ? new Audio(following.src) : null;
    if (this.next) this.next.preload = "auto";
    this.audio.addEventListener("timeupdate", () => this.show(this.before + this.audio.currentTime * 1000));
    this.audio.addEventListener("ended", () => {
      this.before += one.ms + this.pause;
      this.timer = setTimeout(() => this.play(place + 1), this.pause);
    }, { once: true });
    this.audio.addEventListener("error", () => this.fail(), { once: true });
    this.say(one.title);
    this.mark(one.entry);
    this.audio.play().catch((error) => { if (error.name !== "AbortError") this.fail(); });
  }

  show(ms) {
    this.element.querySelector("[data-at]").textContent = clockText(ms);
  }

  say(text) {
    this.element.querySelector("[data-now]").textContent = text;
  }

  mark(entry) {
    for (const row of document.querySelectorAll("[data-entry].is-heard")) row.classList.remove("is-heard");
    if (entry) document.querySelector(`#entry-${entry}`)?.classList.add("is-heard");
  }

  fail() {
    this.stop();
    this.say(this.element.dataset.failed);
  }

  stop(ended = false) {
    clearTimeout(this.timer);
    this.audio?.pause();
    this.audio = this.next = null;
    current = null;
    delete this.element.dataset.playing;
    this.button.querySelector("span").textContent = this.button.dataset.playLabel;
    this.say("");
    this.mark(null);
    if (ended) {
      this.element.dataset.heard = "";
      this.element.dispatchEvent(new CustomEvent("programme:ended", { bubbles: true }));
    }
  }
}

const known = new WeakMap();

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-programme] [data-toggle]");
  if (!button) return;
  const element = button.closest("[data-programme]");
  if (!known.has(element)) known.set(element, new Programme(element));
  const programme = known.get(element);
  if (current === programme) programme.stop();
  else programme.start();
});
// What replaces the page's part takes its programme with it.
document.addEventListener("htmx:beforeSwap", silence);
