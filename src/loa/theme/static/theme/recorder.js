// A voice from this device's microphone. What was recorded is there once `whole` is called:
// after stop(), and as well when the microphone is pulled out, so that nothing said is lost.

const ENDINGS = { "audio/webm;codecs=opus": "webm", "audio/mp4": "m4a", "audio/ogg;codecs=opus": "ogg" };
const CHUNK_MS = 1000; // what a crash of the recorder can cost at most

export function canRecord() {
  return Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);
}

export class Recorder {
  constructor(whole) {
    this.whole = whole;
    this.chunks = [];
    this.lengthMs = 0; // of what was recorded, once it is whole
  }

  // Asks for the microphone. Rejects when it is not allowed or there is none.
  async open() {
    this.stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: false, noiseSuppression: true },
    });
  }

  begin() {
    const mimeType = Object.keys(ENDINGS).find((type) => MediaRecorder.isTypeSupported(type));
    this.recorder = new MediaRecorder(this.stream, mimeType ? { mimeType } : {});
    this.recorder.addEventListener("dataavailable", (event) => this.chunks.push(event.data));
    this.recorder.addEventListener("stop", () => {
      this.lengthMs = this.sinceMs;
      this.close();
      this.whole();
    });
    this.recorder.start(CHUNK_MS);
    this.began = Date.now();
  }

  get running() {
    return this.recorder?.state === "recording";
  }

  // How long it has been recording.
  get sinceMs() {
    return Date.now() - this.began;
  }

  stop() {
    if (this.running) this.recorder.stop();
  }

  // Lets the microphone go, also when nothing was begun.
  close() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
  }

  // What was recorded, under a name with the ending of its kind.
  file(name) {
    const type = this.recorder.mimeType || "audio/webm";
    const kind = Object.keys(ENDINGS).find((one) => type.startsWith(one.split(";")[0]));
    return new File(this.chunks, `${name}.${ENDINGS[kind] ?? "webm"}`, { type });
  }
}

// Puts a file into a form's field, as if it had been chosen there.
export function choose(field, file) {
  const holder = new DataTransfer();
  holder.items.add(file);
  field.files = holder.files;
}
