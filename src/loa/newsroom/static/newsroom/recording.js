// Recording in the browser: what was recorded becomes the form's file, and goes the way of
// any chosen file.

const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
let running = null;

function possible() {
  return Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);
}

function clockText(ms) {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

class Recording {
  constructor(form) {
    this.form = form;
    this.button = form.querySelector("[data-record]");
    this.say = form.querySelector("[data-say]");
    this.label = this.button.querySelector("span").textContent;
  }

  async start() {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({
        audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true },
      });
    } catch {
      this.say.textContent = this.button.dataset.denied;
      return;
    }
    running = this;
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    this.chunks = [];
    this.recorder = new MediaRecorder(this.stream, mimeType ? { mimeType } : {});
    this.recorder.addEventListener("dataavailable", (event) => this.chunks.push(event.data));
    this.recorder.addEventListener("stop", () => this.keep());
    this.recorder.start(1000);
    this.began = Date.now();
    this.form.classList.add("recording");
    this.button.querySelector("span").textContent = this.button.dataset.stopLabel;
    this.tick = setInterval(() => { this.say.textContent = clockText(Date.now() - this.began); }, 500);
  }

  stop() {
    running = null;
    clearInterval(this.tick);
    this.recorder.stop();
    for (const track of this.stream.getTracks()) track.stop();
    this.form.classList.remove("recording");
    this.button.querySelector("span").textContent = this.label;
    this.say.textContent = "";
  }

  keep() {
    const type = this.recorder.mimeType || "audio/webm";
    const ending = type.includes("mp4") ? "m4a" : type.includes("ogg") ? "ogg" : "webm";
    const holder = new DataTransfer();
    holder.items.add(new File(this.chunks, `${this.button.dataset.name}.${ending}`, { type }));
    this.form.querySelector("[data-upload]").files = holder.files;
    this.form.requestSubmit();
  }
}

function offer(root) {
  if (!possible()) return;
  for (const button of root.querySelectorAll("[data-record]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-record]");
  if (!button) return;
  if (running?.button === button) running.stop();
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
