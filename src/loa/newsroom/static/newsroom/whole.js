// The whole programme, one sound after the other as stations play it: a second apart.

import { clockText } from "/static/theme/lengths.js";

const PAUSE_MS = 1000;

class Whole {
  constructor(element) {
    this.element = element;
    this.parts = [...element.querySelectorAll("li")].map((line) => ({
      src: line.dataset.src, ms: Number(line.dataset.ms), title: line.textContent,
    }));
    this.button = element.querySelector("[data-toggle]");
    this.clock = element.querySelector("[data-clock]");
    this.total = this.clock.textContent;
    this.sound = new Audio();
    this.number = 0;
    this.button.addEventListener("click", () => (this.playing ? this.stop() : this.play(0)));
    this.sound.addEventListener("ended", () => this.next());
    this.sound.addEventListener("error", () => this.fail());
    this.sound.addEventListener("timeupdate", () => this.show());
  }

  get playing() {
    return this.element.hasAttribute("data-playing");
  }

  async play(number) {
    this.number = number;
    this.element.toggleAttribute("data-playing", true);
    this.label("stop");
    this.sound.src = this.parts[number].src;
    this.say(this.parts[number].title);
    try {
      await this.sound.play();
    } catch (error) {
      if (error.name !== "AbortError") this.fail();
    }
  }

  next() {
    if (this.number + 1 >= this.parts.length) {
      this.stop();
      this.element.toggleAttribute("data-heard", true);
      return;
    }
    this.waiting = setTimeout(() => this.play(this.number + 1), PAUSE_MS);
  }

  stop() {
    clearTimeout(this.waiting);
    this.sound.pause();
    this.element.removeAttribute("data-playing");
    this.label("listen");
    this.say("");
    this.clock.textContent = this.total;
  }

  fail() {
    if (!this.playing) return;
    this.stop();
    this.say(this.element.dataset.failed);
  }

  show() {
    if (!this.playing) return;
    const before = this.parts.slice(0, this.number).reduce((sum, one) => sum + one.ms + PAUSE_MS, 0);
    this.clock.textContent = `${clockText(before + this.sound.currentTime * 1000)} / ${this.total}`;
  }

  label(word) {
    this.button.querySelector("[data-label]").textContent = this.button.dataset[word];
  }

  say(text) {
    this.element.querySelector("[data-now]").textContent = text;
  }
}

for (const element of document.querySelectorAll("[data-whole]")) new Whole(element);
