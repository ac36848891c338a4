// Deciding from a personal link. The passkey signs the SHA-256 of what this page was shown:
// of one statement, or of the sheet that lists several, made here from the statements.

import { base64url, bytesOf, hex, sha256 } from "./bytes.js";

const encoder = new TextEncoder();

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

for (const form of document.querySelectorAll("[data-touching]")) new Deciding(form);
