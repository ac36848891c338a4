// A voice in a form: recorded, listened to, sent with the form as its file. [data-voice] is
// hidden until this device can record; it holds [data-speak], [data-voice-say], an <audio>
// and the file field, and says data-longest (seconds), data-name and data-denied.

import { clockText } from "/static/theme/lengths.js";
import { canRecord, choose, Recorder } from "/static/theme/recorder.js";

class Voice {
  constructor(element) {
    this.element = element;
    this.button = element.querySelector("[data-speak]");
    this.told = element.querySelector("[data-voice-say]");
    this.audio = element.querySelector("audio");
    element.hidden = false;
    this.button.addEventListener("click", () => (this.recorder?.running ? this.recorder.stop() : this.start()));
    addEventListener("beforeunload", (event) => { if (this.recorder?.running) event.preventDefault(); });
  }

  async start() {
    this.recorder = new Recorder(() => this.keep());
    try {
      await this.recorder.open();
    } catch {
      this.told.textContent = this.element.dataset.denied;
      return;
    }
    this.recorder.begin();
    this.label(this.button.dataset.stop);
    this.tick = setInterval(() => this.show(), 250);
  }

  show() {
    this.told.textContent = clockText(this.recorder.sinceMs);
    if (this.recorder.sinceMs >= Number(this.element.dataset.longest) * 1000) this.recorder.stop();
  }

  keep() {
    clearInterval(this.tick);
    const file = this.recorder.file(this.element.dataset.name);
    choose(this.element.querySelector("input[type=file]"), file);
    this.audio.src = URL.createObjectURL(file);
    this.audio.hidden = false;
    this.told.textContent = "";
    this.label(this.button.dataset.again);
  }

  label(text) {
    this.button.querySelector("span").textContent = text;
  }
}

if (canRecord()) {
  for (const element of document.querySelectorAll("[data-voice]")) new Voice(element);
}
