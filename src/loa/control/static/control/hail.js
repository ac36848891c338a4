// A lô: hold the button and speak, or tap to begin and tap to end. What was said is sent at
// once and listened to on the next page; without a network this device keeps it.

const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const HELD_MS = 700; // a longer press is a hold: it ends with the finger
const SHORTEST_MS = 1000;
const PATIENCE_MS = 60_000;

const left = (ms) => {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};
const endings = (type) => (type.includes("mp4") ? "m4a" : type.includes("ogg") ? "ogg" : "webm");

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
    else if (this.state === "recording") this.stop();
  }

  release() {
    const held = Date.now() - this.pressedAt >= HELD_MS;
    if (held && this.state === "starting") this.state = "unwanted";
    if (held && this.state === "recording" && this.startedAt >= this.pressedAt) this.stop();
  }

  toggle() {
    if (this.state === "idle") this.start();
    else if (this.state === "recording") this.stop();
  }

  async start() {
    this.state = "starting";
    this.tell("");
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({
        audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true },
      });
    } catch {
      this.state = "idle";
      this.tell("denied");
      return;
    }
    if (this.state === "unwanted") { // the finger was gone before the microphone was there
      this.end();
      this.tell("short");
      return;
    }
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    this.chunks = [];
    this.recorder = new MediaRecorder(this.stream, mimeType ? { mimeType } : {});
    this.recorder.addEventListener("dataavailable", (event) => this.chunks.push(event.data));
    this.recorder.addEventListener("stop", () => this.keep());
    this.recorder.start(1000);
    this.state = "recording";
    this.startedAt = Date.now();
    this.form.classList.add("recording");
    this.button.setAttribute("aria-pressed", "true");
    this.word.textContent = this.button.dataset.recording;
    this.tick = setInterval(() => this.count(), 200);
  }

  count() {
    const rest = this.longest - (Date.now() - this.startedAt);
    this.time.textContent = left(rest);
    if (rest <= 0) this.stop();
  }

  stop() {
    if (this.state !== "recording") return;
    this.length = Date.now() - this.startedAt;
    this.state = "stopping";
    clearInterval(this.tick);
    this.recorder.stop();
  }

  end() {
    for (const track of this.stream.getTracks()) track.stop();
    this.state = "idle";
    this.form.classList.remove("recording");
    this.button.removeAttribute("aria-pressed");
    this.word.textContent = this.name;
    this.time.textContent = left(this.longest);
  }

  keep() {
    this.end();
    if (this.length < SHORTEST_MS) {
      this.tell("short");
      return;
    }
    const type = this.recorder.mimeType || "audio/webm";
    this.file = new File(this.chunks, `a-lo.${endings(type)}`, { type });
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
      this.file = null;
      if (url) location.assign(url);
      else this.say.textContent = problem;
    } catch {
      this.tell("kept");
      const listen = this.form.querySelector("[data-listen]");
      listen.src = URL.createObjectURL(this.file);
      this.kept.hidden = false;
    }
  }

  tell(word) {
    this.say.textContent = word ? this.form.dataset[word] : "";
  }
}

for (const form of document.querySelectorAll("[data-hail]")) {
  const possible = Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);
  const hail = new Hail(form);
  if (possible) hail.begin();
}
