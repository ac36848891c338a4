// A lô: hold the button and speak, or tap to begin and tap to end. What was said is sent at
// once and listened to on the next page; without a network this device keeps it.

import { clockText } from "/static/theme/lengths.js";
import { canRecord, Recorder } from "/static/theme/recorder.js";

const HELD_MS = 700; // a longer press is a hold: it ends with the finger
const SHORTEST_MS = 1000;
const PATIENCE_MS = 60_000;

class Hail {
  constructor(form) {
    this.form = form;
    this.button = form.querySelector("[data-hold]");
    this.time = form.querySelector("[data-time]");
    this.word = form.querySelector("[data-word]");
    this.name = this.word.textContent;
    this.say = form.querySelector("[data-say]");
    this.kept = form.querySelector("div[data-kept]");
    this.longest = Number(form.dataset.longest) * 1000;
    this.state = "idle";
    this.form.querySelector("[data-resend]").addEventListener("click", () => this.send());
    this.form.querySelector("[data-upload]").addEventListener("change", (event) => {
      [this.file] = event.target.files;
      if (this.file) this.send();
    });
    addEventListener("beforeunload", (event) => { if (this.file || this.state !== "idle") event.preventDefault(); });
  }

  begin() {
    this.button.hidden = false;
    this.form.querySelector("[data-how]").hidden = false;
    this.button.addEventListener("pointerdown", (event) => this.press(event));
    this.button.addEventListener("pointerup", () => this.release());
    this.button.addEventListener("pointercancel", () => this.release());
    this.button.addEventListener("contextmenu", (event) => event.preventDefault());
    // A keyboard or a screen reader clicks without a pointer: press to begin, press to end.
    this.button.addEventListener("click", (event) => { if (event.detail === 0) this.toggle(); });
  }

  press(event) {
    if (event.button) return;
    this.pressedAt = Date.now();
    this.button.setPointerCapture?.(event.pointerId);
    if (this.state === "idle") this.start();
    else if (this.state === "recording") this.recorder.stop();
  }

  release() {
    const held = Date.now() - this.pressedAt >= HELD_MS;
    if (held && this.state === "starting") this.state = "unwanted";
    if (held && this.state === "recording" && this.startedAt >= this.pressedAt) this.recorder.stop();
  }

  toggle() {
    if (this.state === "idle") this.start();
    else if (this.state === "recording") this.recorder.stop();
  }

  async start() {
    this.state = "starting";
    this.tell("");
    this.recorder = new Recorder(() => this.keep());
    try {
      await this.recorder.open();
    } catch {
      this.state = "idle";
      this.tell("denied");
      return;
    }
    if (this.state === "unwanted") { // the finger was gone before the microphone was there
      this.recorder.close();
      this.state = "idle";
      this.tell("short");
      return;
    }
    this.recorder.begin();
    this.state = "recording";
    this.startedAt = Date.now();
    this.form.classList.add("recording");
    this.button.setAttribute("aria-pressed", "true");
    this.word.textContent = this.button.dataset.recording;
    this.tick = setInterval(() => this.count(), 200);
  }

  count() {
    const rest = this.longest - this.recorder.sinceMs;
    this.time.textContent = clockText(rest);
    if (rest <= 0) this.recorder.stop();
  }

  keep() {
    clearInterval(this.tick);
    this.state = "idle";
    this.form.classList.remove("recording");
    this.button.removeAttribute("aria-pressed");
    this.word.textContent = this.name;
    this.time.textContent = clockText(this.longest);
    if (this.recorder.lengthMs < SHORTEST_MS) {
      this.tell("short");
      return;
    }
    this.file = this.recorder.file("a-lo");
    this.send();
  }

  async send() {
    this.tell("sending");
    this.kept.hidden = true;
    const body = new FormData(this.form);
    body.set("recording", this.file);
    try {
      const answer = await fetch(this.form.action, {
        method: "POST", body, headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
      const { url, problem } = await answer.json();
      if (url) {
        this.file = null;
        location.assign(url);
      } else {
        this.offer();
        this.say.textContent = problem;
      }
    } catch {
      this.offer();
      this.tell("kept");
    }
  }

  // What could not be sent, or was refused, is still here: to hear, and to send once more.
  offer() {
    const listen = this.form.querySelector("[data-listen]");
    URL.revokeObjectURL(listen.src);
    listen.src = URL.createObjectURL(this.file);
    this.kept.hidden = false;
  }

  tell(word) {
    this.say.textContent = word ? this.form.dataset[word] : "";
  }
}

for (const form of document.querySelectorAll("[data-hail]")) {
  const hail = new Hail(form);
  if (canRecord()) hail.begin();
}
