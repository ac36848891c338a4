// Recording in the browser: what was recorded becomes the form's file, and goes the way of
// any chosen file.

import { clockText } from "/static/theme/lengths.js";
import { canRecord, choose, Recorder } from "/static/theme/recorder.js";

let running = null;

class Recording {
  constructor(form) {
    this.form = form;
    this.button = form.querySelector("[data-record]");
    this.say = form.querySelector("[data-say]");
    this.label = this.button.querySelector("span").textContent;
    this.recorder = new Recorder(() => this.keep());
  }

  async start() {
    running = this;
    try {
      await this.recorder.open();
    } catch {
      running = null;
      this.say.textContent = this.button.dataset.denied;
      return;
    }
    this.recorder.begin();
    this.form.classList.add("recording");
    this.button.querySelector("span").textContent = this.button.dataset.stopLabel;
    this.tick = setInterval(() => { this.say.textContent = clockText(this.recorder.sinceMs); }, 500);
  }

  keep() {
    running = null;
    clearInterval(this.tick);
    this.form.classList.remove("recording");
    this.button.querySelector("span").textContent = this.label;
    this.say.textContent = "";
    choose(this.form.querySelector("[data-upload]"), this.recorder.file(this.button.dataset.name));
    this.form.requestSubmit();
  }
}

function offer(root) {
  if (!canRecord()) return;
  for (const button of root.querySelectorAll("[data-record]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-record]");
  if (!button) return;
  if (running?.button === button) running.recorder.stop();
  else if (!running) new Recording(button.closest("[data-sounding]")).start();
});

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-upload]") && event.target.files.length) {
    event.target.form.requestSubmit();
  }
});

// Leaving while recording would lose it.
addEventListener("beforeunload", (event) => { if (running) event.preventDefault(); });
document.addEventListener("htmx:load", (event) => offer(event.target.parentElement ?? document));
offer(document);
