// Deciding from a personal link. The passkey signs the SHA-256 of what this page was shown:
// of one statement, or of the sheet that lists several, made here from the statements.

const encoder = new TextEncoder();
const LARGEST_TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

const hex = (bytes) => [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, "0")).join("");
const sha256 = (bytes) => crypto.subtle.digest("SHA-256", bytes);

function base64url(buffer) {
  const text = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function bytesOf(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (c) => c.charCodeAt(0));
}

async function challengeOf(statements) {
  if (statements.length === 1) return sha256(encoder.encode(statements[0]));
  const digests = await Promise.all(statements.map(async (s) => hex(await sha256(encoder.encode(s)))));
  // The canonical form: keys sorted, no spaces.
  const sheet = { format: "loa.sheet", statements: digests.sort(), version: "1.0" };
  return sha256(encoder.encode(JSON.stringify(sheet)));
}

class Deciding {
  constructor(form) {
    this.form = form;
    this.verb = form.dataset.touching;
    this.keys = form.dataset.keys.trim().split(" ").filter(Boolean);
    this.addresses = form.dataset.addresses.trim().split(" ").filter(Boolean);
    form.addEventListener("submit", (event) => this.submit(event));
  }

  get keyid() {
    const chosen = document.querySelector("[data-which]")?.value;
    return this.keys.includes(chosen) ? chosen : this.keys[0];
  }

  say(text) {
    const place = this.form.querySelector("[data-say]");
    place.textContent = text ?? "";
    place.hidden = !text;
  }

  async submit(event) {
    const signedIn = "signedIn" in this.form.dataset;
    if (signedIn && this.verb !== "approve") return; // the session says who decides
    event.preventDefault();
    if (this.form.ariaBusy === "true") return;
    this.form.ariaBusy = "true";
    this.say("");
    try {
      await this.touch();
      this.form.submit();
    } catch (error) {
      this.say(this.form.dataset[error.message] ?? (error.told || this.form.dataset.failed));
      this.form.ariaBusy = "false";
    }
  }

  async touch() {
    if (!window.PublicKeyCredential || !navigator.credentials) throw new Error("noPasskeys");
    const said = await this.said();
    const { at, statements, credential, rp } = await this.ask(said);
    this.check(statements, at, said);
    const challenge = await challengeOf(statements);
    let given;
    try {
      given = await navigator.credentials.get({
        publicKey: {
          challenge,
          rpId: rp,
          allowCredentials: [{ type: "public-key", id: bytesOf(credential) }],
          userVerification: "required",
        },
      });
    } catch {
      throw new Error("cancelled");
    }
    const fields = this.form.elements;
    fields.keyid.value = this.keyid;
    fields.at.value = at;
    fields.authenticator.value = base64url(given.response.authenticatorData);
    fields.client.value = base64url(given.response.clientDataJSON);
    fields.signature.value = base64url(given.response.signature);
  }

  // What is answered besides an approval: in writing, spoken, and of which item.
  async said() {
    if (this.verb !== "return") return { reason: "", recording: "", item: "" };
    const { reason, recording, recorded } = this.form.elements;
    const item = this.form.elements.namedItem("item"); // `item` is a method of the collection
    const file = recording.files[0];
    recorded.value = file ? hex(await sha256(await file.arrayBuffer())) : "";
    // As the form will send it: with the line ends of the network.
    const text = reason.value.replace(/\r?\n/g, "\r\n");
    return { reason: text, recording: recorded.value, item: item?.value ?? "" };
  }

  async ask(said) {
    const body = new URLSearchParams({
      keyid: this.keyid,
      verb: this.verb,
      reason: said.reason,
      recorded: said.recording,
      item: said.item,
      csrfmiddlewaretoken: this.form.elements.csrfmiddlewaretoken.value,
    });
    const answer = await fetch(this.form.dataset.statements, { method: "POST", body });
    const told = await answer.json();
    if (!answer.ok) throw Object.assign(new Error("refused"), { told: told.error });
    return told;
  }

  // Only what this page shows is signed, whatever the server asks for.
  check(statements, at, said) {
    const read = statements.map((text) => JSON.parse(text));
    const right = this.verb === "approve"
      ? read.length === this.addresses.length
        && read.every((one) => one.format === "loa.approval" && one.keyid === this.keyid
          && one.at === at && one.method === "webauthn")
        && this.addresses.every((address) => read.some((one) => one.message === address))
      : read.length === 1 && read[0].format === "loa.answer" && read[0].verb === this.verb
        && read[0].item === said.item && read[0].recording === said.recording;
    if (!right) throw new Error("changed");
  }
}

// A reason that is spoken: recorded, listened to, sent with the form.
class Voice {
  constructor(element) {
    this.element = element;
    this.button = element.querySelector("[data-speak]");
    this.told = element.querySelector("[data-voice-say]");
    this.audio = element.querySelector("audio");
    element.hidden = false;
    this.button.addEventListener("click", () => (this.recorder?.state === "recording" ? this.stop() : this.start()));
  }

  async start() {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
    } catch {
      this.told.textContent = this.element.dataset.denied;
      return;
    }
    const mimeType = LARGEST_TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    this.chunks = [];
    this.recorder = new MediaRecorder(this.stream, mimeType ? { mimeType } : {});
    this.recorder.addEventListener("dataavailable", (event) => this.chunks.push(event.data));
    this.recorder.addEventListener("stop", () => this.keep());
    this.recorder.start(500);
    this.label(this.button.dataset.stop);
    const began = Date.now();
    this.tick = setInterval(() => {
      const seconds = Math.floor((Date.now() - began) / 1000);
      this.told.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (seconds >= Number(this.element.dataset.longest)) this.stop();
    }, 250);
  }

  stop() {
    clearInterval(this.tick);
    this.recorder.stop();
    for (const track of this.stream.getTracks()) track.stop();
  }

  keep() {
    const type = this.recorder.mimeType || "audio/webm";
    const ending = type.includes("mp4") ? "m4a" : type.includes("ogg") ? "ogg" : "webm";
    const holder = new DataTransfer();
    holder.items.add(new File(this.chunks, `ly-do.${ending}`, { type }));
    this.element.querySelector("input[type=file]").files = holder.files;
    this.audio.src = URL.createObjectURL(new Blob(this.chunks, { type }));
    this.audio.hidden = false;
    this.told.textContent = "";
    this.label(this.button.dataset.again);
  }

  label(text) {
    this.button.querySelector("span").textContent = text;
  }
}

for (const form of document.querySelectorAll("[data-touching]")) new Deciding(form);
if (navigator.mediaDevices?.getUserMedia && window.MediaRecorder) {
  for (const element of document.querySelectorAll("[data-voice]")) new Voice(element);
}
