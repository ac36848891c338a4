// Approving: the approver's own key signs in this browser. The key file is read here, kept
// as a key that nothing can read out again (IndexedDB), and never sent; what is sent is a
// key's id, the time that the server stated, and a signature.

import { bytesOf, hex, sha256 } from "./bytes.js";

const STORE = "keys";
const SPKI_RAW = 32; // bytes of an Ed25519 public key
const KEYID_LENGTH = 16;
const encoder = new TextEncoder();
const digestOf = async (bytes) => hex(await sha256(bytes));

export async function canSign() {
  if (!window.crypto?.subtle || !window.indexedDB) return false;
  try {
    await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
    return true;
  } catch {
    return false;
  }
}

// Resolves to the stored result of one request against the store of keys.
function stored(mode, ask) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("loa", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const work = opening.result.transaction(STORE, mode);
      const request = ask(work.objectStore(STORE));
      work.oncomplete = () => { opening.result.close(); resolve(request.result); };
      work.onerror = () => { opening.result.close(); reject(work.error); };
    };
  });
}

// Reads a PEM file into { keyid, key }; the key that is kept cannot be exported.
export async function readKey(text) {
  if (/BEGIN ENCRYPTED PRIVATE KEY/.test(text)) throw new Error("locked");
  const found = /-----BEGIN PRIVATE KEY-----([\s\S]+?)-----END PRIVATE KEY-----/.exec(text);
  if (!found) throw new Error("noKey");
  let der;
  try {
    der = bytesOf(found[1].replace(/\s+/g, ""));
    // Opened once so that its public half, and with it its id, can be told.
    const open = await crypto.subtle.importKey("pkcs8", der, { name: "Ed25519" }, true, ["sign"]);
    const { x } = await crypto.subtle.exportKey("jwk", open);
    const raw = bytesOf(x);
    if (raw.length !== SPKI_RAW) throw new Error("noKey");
    const key = await crypto.subtle.importKey("pkcs8", der, { name: "Ed25519" }, false, ["sign"]);
    return { keyid: (await digestOf(raw)).slice(0, KEYID_LENGTH), key };
  } catch {
    throw new Error("noKey");
  } finally {
    der?.fill(0);
  }
}

class Signing {
  constructor(element) {
    this.element = element;
    this.form = element.querySelector("[data-sign]");
    this.button = this.form.querySelector("button");
    this.keys = element.dataset.keys.split(" ");
    this.file = element.querySelector("#key-file");
    this.held = null;
  }

  async begin() {
    if (!(await canSign())) {
      this.show("[data-cannot]");
      return;
    }
    this.file.addEventListener("change", () => this.choose());
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.element.querySelector("[data-forget]").addEventListener("click", () => this.forget());
    const kept = await stored("readonly", (store) => store.get(this.element.dataset.person));
    // One person may hold a key for each office; the one of this item's office is used.
    this.use((kept ?? []).find((one) => this.keys.includes(one.keyid)) ?? null);
  }

  use(held) {
    this.held = held;
    this.button.disabled = !held;
    this.show("[data-choose]", !held);
    this.show("[data-ready]", Boolean(held));
  }

  show(selector, shown = true) {
    this.element.querySelector(selector).hidden = !shown;
  }

  say(word) {
    const place = this.element.querySelector("[data-say]");
    place.textContent = word ? this.element.dataset[word] : "";
    place.hidden = !word;
  }

  async choose() {
    const [file] = this.file.files;
    if (!file) return;
    this.say("");
    try {
      const held = await readKey(file.size < 10_000 ? await file.text() : "");
      if (!this.keys.includes(held.keyid)) throw new Error("otherKey");
      await this.keep((others) => [...others, held]);
      this.use(held);
      this.button.focus();
    } catch (error) {
      this.say(this.element.dataset[error.message] ? error.message : "noKey");
    }
    this.file.value = "";
  }

  async forget() {
    await this.keep((others) => others);
    this.use(null);
  }

  async keep(change) {
    const { person } = this.element.dataset;
    const kept = (await stored("readonly", (store) => store.get(person))) ?? [];
    const others = kept.filter((one) => !this.keys.includes(one.keyid));
    await stored("readwrite", (store) => store.put(change(others), person));
  }

  async submit(event) {
    event.preventDefault();
    if (!this.held || this.button.ariaBusy === "true") return;
    this.button.ariaBusy = "true";
    this.say("");
    try {
      const { text, at } = await this.statement();
      const signature = await crypto.subtle.sign({ name: "Ed25519" }, this.held.key, encoder.encode(text));
      const { keyid, at: when, signature: signed } = this.form.elements;
      keyid.value = this.held.keyid;
      when.value = at;
      signed.value = hex(signature);
      this.form.submit();
    } catch (error) {
      this.say(this.element.dataset[error.message] ? error.message : "failed");
      this.button.ariaBusy = "false";
    }
  }

  // The bytes to sign: they must name this key and the very message that this page shows,
  // whose digest is computed here from the manifest as it stands now.
  async statement() {
    const { manifest, statement, digest } = this.element.dataset;
    const shown = await fetch(manifest, { cache: "no-store" });
    if (!shown.ok) throw new Error("failed");
    if ((await digestOf(await shown.arrayBuffer())) !== digest) throw new Error("changed");
    const answer = await fetch(`${statement}?keyid=${this.held.keyid}`, { cache: "no-store" });
    if (!answer.ok) throw new Error("failed");
    const { statement: text, at } = await answer.json();
    const said = JSON.parse(text);
    const right = said.format === "loa.approval" && said.message === digest
      && said.keyid === this.held.keyid && said.at === at;
    if (!right) throw new Error("changed");
    return { text, at };
  }
}

const element = document.querySelector("[data-signing]");
if (element) new Signing(element).begin();
