// Sound in a page. [data-audio] holds data-src and, to listen to a station as it plays,
// data-started-at: the instant at which the sound started there. The place to join is
// computed from the server's clock (data-now, taken when the page was made), because the
// clock of a visitor's machine may be hours off.

import { clockText } from "/static/theme/lengths.js";

let current = null;

export function offsetSeconds(startedAt, serverNow, elapsedMs) {
  return (Date.parse(serverNow) + elapsedMs - Date.parse(startedAt)) / 1000;
}

class AudioBar {
  constructor(element) {
    this.element = element;
    this.seen = Date.now();
    this.sound = null;
    this.button = element.querySelector("button");
    this.range = element.querySelector("input[type=range]");
    this.time = element.querySelector(".audio-time");
    this.button.addEventListener("click", () => this.toggle());
    this.range?.addEventListener("input", () => this.seek());
  }

  get live() {
    return Boolean(this.element.dataset.startedAt);
  }

  offset() {
    const { startedAt, now } = this.element.dataset;
    return offsetSeconds(startedAt, now, Date.now() - this.seen);
  }

  open() {
    this.sound = new Audio(this.element.dataset.src);
    this.sound.preload = "auto";
    this.sound.addEventListener("timeupdate", () => this.show());
    this.sound.addEventListener("ended", () => this.ended());
    this.sound.addEventListener("error", () => this.fail());
    return this.sound;
  }

  async toggle() {
    if (this.element.hasAttribute("data-playing")) return this.stop();
    current?.stop();
    current = this;
    const sound = this.sound ?? this.open();
    this.say("");
    try {
      if (this.live) await this.join(sound);
      else await sound.play();
      this.element.toggleAttribute("data-playing", !sound.paused);
      this.label();
    } catch (error) {
      if (error.name !== "AbortError") this.fail();
    }
  }

  async join(sound) {
    const place = this.offset();
    const length = Number(this.element.dataset.seconds);
    if (place < 0 || (length && place >= length)) return this.ended();
    await sound.play(); // first: a phone allows sound only straight from the touch
    sound.currentTime = this.offset();
  }

  stop() {
    this.sound?.pause();
    this.element.removeAttribute("data-playing");
    this.label();
  }

  seek() {
    const sound = this.sound ?? this.open();
    sound.currentTime = Number(this.range.value);
    this.show();
  }

  show() {
    const length = Number(this.element.dataset.seconds) || this.sound.duration || 0;
    if (this.range && length) {
      this.range.max = length;
      this.range.value = this.sound.currentTime;
      this.range.setAttribute("aria-valuetext", clockText(this.sound.currentTime * 1000));
    }
    if (this.time) this.time.textContent = `${clockText(this.sound.currentTime * 1000)} / ${clockText(length * 1000)}`;
  }

  ended() {
    this.stop();
    if (this.live) this.say(this.element.dataset.over);
    this.element.dispatchEvent(new CustomEvent("audio:ended", { bubbles: true }));
  }

  fail() {
    this.stop();
    this.sound = null;
    this.say(this.element.dataset.failed);
  }

  say(text) {
    const place = this.element.querySelector(".audio-error");
    place.textContent = text ?? "";
    place.hidden = !text;
  }

  label() {
    const { play, pause } = this.button.dataset;
    const playing = this.element.hasAttribute("data-playing");
    this.button.setAttribute("aria-label", playing ? pause : play);
  }
}

const bars = new WeakMap();

function start(root) {
  for (const element of root.querySelectorAll("[data-audio]")) {
    if (!bars.has(element)) bars.set(element, new AudioBar(element));
  }
}

start(document);
document.addEventListener("htmx:load", (event) => start(event.target.parentElement ?? document));
