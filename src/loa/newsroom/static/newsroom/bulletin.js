// The screen of a bulletin: recording, dropped files and folders, order by drag, cuts.
// The page works without it: files are chosen, order is changed by buttons.

import { clockText } from "/static/theme/lengths.js";
import { canRecord, Recorder } from "/static/theme/recorder.js";
import { silence } from "./programme.js";

const board = () => document.querySelector("#board");
const uploading = () => document.querySelector("[data-uploading]");
let recording = null;

function say(text) {
  const place = uploading()?.querySelector("[data-say]");
  if (place) place.textContent = text;
}

function token() {
  return document.querySelector("meta[name=csrf-token]")?.content ?? "";
}

function refresh() {
  return window.htmx.ajax("GET", board().dataset.self, { target: "#board", swap: "outerHTML show:none" });
}

// Taking in: one file after the other, so that each is told by name.

async function send(file, address) {
  const body = new FormData();
  body.append("recordings", file, file.name);
  const answer = await fetch(address, {
    method: "POST", body, headers: { "X-CSRFToken": token(), Accept: "application/json" },
  });
  if (answer.status === 413) {
    return { kept: 0, refused: [{ reason: `${file.name}: ${uploading().dataset.tooLarge}` }] };
  }
  if (answer.status !== 200 && answer.status !== 422) throw new Error(String(answer.status));
  return answer.json();
}

async function takeIn(files, address) {
  const form = uploading();
  const { sending, done, lost } = form.dataset;
  const progress = form.querySelector("[data-progress]");
  const refused = [];
  const kept = [];
  progress.hidden = false;
  progress.max = files.length;
  form.setAttribute("aria-busy", "true");
  for (const [number, file] of files.entries()) {
    say(sending.replace("%s", file.name));
    progress.value = number + 0.3;
    try {
      const told = await send(file, address ?? form.action);
      refused.push(...told.refused);
      if (told.kept) kept.push(file.name);
    } catch {
      refused.push({ name: file.name, reason: `${file.name}: ${lost}` });
    }
  }
  progress.value = files.length;
  await refresh();
  say(kept.length ? done.replace("%s", kept.join(", ")) : "");
  tell(refused);
}

function tell(refused) {
  const place = document.querySelector("[data-refused]");
  if (!place || !refused.length) return;
  place.querySelector("ul").replaceChildren(...refused.map(({ reason }) => {
    const line = document.createElement("li");
    line.textContent = reason;
    return line;
  }));
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
}

function byNumber(files) {
  return [...files].sort((a, b) => a.name.localeCompare(b.name, "vi", { numeric: true }));
}

async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((done, no) => entry.file(done, no))];
  const reader = entry.createReader();
  const found = [];
  for (;;) { // a folder is read a hundred at a time
    const some = await new Promise((done, no) => reader.readEntries(done, no));
    if (!some.length) return found;
    for (const one of some) found.push(...await filesOf(one));
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  return (await Promise.all(entries.map(filesOf))).flat();
}

function carriesFiles(event) {
  return [...(event.dataTransfer?.types ?? [])].includes("Files");
}

document.addEventListener("dragover", (event) => {
  if (!uploading() || !carriesFiles(event)) return;
  event.preventDefault();
  document.querySelector("[data-drop]").classList.add("is-over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.querySelector("[data-drop]")?.classList.remove("is-over");
});
document.addEventListener("drop", async (event) => {
  if (!uploading() || !carriesFiles(event)) return;
  event.preventDefault();
  document.querySelector("[data-drop]").classList.remove("is-over");
  const files = byNumber(await dropped(event.dataTransfer));
  if (files.length) takeIn(files);
});
function chosen(input) {
  if (!input.files.length) return;
  const files = byNumber(input.files);
  input.value = "";
  takeIn(files);
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-uploading] input[type=file]")) chosen(event.target);
});

// Recording.

class Recording {
  constructor(button) {
    this.button = button;
    this.label = button.querySelector("span").textContent;
    this.words = document.querySelector("[data-uploading] [data-record]").dataset;
    this.recorder = new Recorder(() => this.keep());
  }

  async start() {
    silence();
    recording = this;
    try {
      await this.recorder.open();
    } catch {
      recording = null;
      say(this.words.denied);
      return;
    }
    this.recorder.begin();
    this.button.classList.add("is-recording");
    this.tick = setInterval(() => this.show(), 250);
    this.show();
  }

  show() {
    const length = clockText(this.recorder.sinceMs);
    this.button.querySelector("span").textContent = `${this.words.stopLabel} · ${length}`;
  }

  keep() {
    recording = null;
    clearInterval(this.tick);
    this.button.classList.remove("is-recording");
    this.button.querySelector("span").textContent = this.label;
    const now = new Date();
    const time = `${now.getHours()}.${String(now.getMinutes()).padStart(2, "0")}`;
    const name = `${this.button.dataset.fileName} ${time}`.replace(/[\\/]/g, " ");
    const again = this.button.dataset.uploadTo !== uploading().getAttribute("action");
    takeIn([this.recorder.file(name)], this.button.dataset.uploadTo)
      .then(() => { if (!again) askForHeadline(); });
  }
}

// A recording has no name yet: the one who spoke knows it now.
function askForHeadline() {
  const headline = [...document.querySelectorAll(".entry input[name=headline]")].at(-1);
  if (!headline) return;
  headline.closest("details").open = true;
  headline.focus();
  headline.select();
}

// Hearing one entry.

let hearing = null;

function quiet() {
  if (!hearing) return;
  hearing.audio.pause();
  hearing.button.setAttribute("aria-label", hearing.button.dataset.hearLabel);
  hearing.button.classList.remove("is-playing");
  hearing = null;
}

function hear(button) {
  const again = hearing?.button === button;
  quiet();
  silence();
  if (again) return;
  const audio = new Audio(button.dataset.hear);
  hearing = { audio, button };
  button.classList.add("is-playing");
  button.setAttribute("aria-label", button.dataset.stopLabel);
  audio.addEventListener("ended", () => {
    quiet();
    if (button.dataset.heard) {
      window.htmx.ajax("POST", button.dataset.heard, { target: "#board", swap: "outerHTML show:none" });
    }
  });
  audio.play().catch(() => quiet());
}

// Cutting: two ends on the outline of the whole recording.

function showCut(form) {
  const ends = Object.fromEntries([...form.querySelectorAll("input[type=range]")].map((i) => [i.name, i]));
  const [from, until] = [Number(ends.from_ms.value), Number(ends.until_ms.value)];
  const whole = Number(ends.from_ms.max) || 1;
  form.querySelector('[data-out="from_ms"]').textContent = clockText(from);
  form.querySelector('[data-out="until_ms"]').textContent = clockText(until);
  for (const end of Object.values(ends)) end.setAttribute("aria-valuetext", clockText(Number(end.value)));
  form.querySelector("[data-off-before]").style.width = `${(100 * from) / whole}%`;
  form.querySelector("[data-off-after]").style.width = `${100 - (100 * until) / whole}%`;
  return [from, until];
}

function tryCut(form) {
  quiet();
  silence();
  const [from, until] = showCut(form);
  const audio = new Audio(form.dataset.source);
  const button = form.querySelector("[data-try]");
  hearing = { audio, button };
  audio.addEventListener("loadedmetadata", () => { audio.currentTime = from / 1000; }, { once: true });
  audio.addEventListener("timeupdate", () => { if (audio.currentTime * 1000 >= until) quiet(); });
  audio.play().catch(() => quiet());
}

// Order by drag: with a mouse, a pen or a finger.

let dragged = null;

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.("[data-handle]");
  if (!handle || event.button) return;
  dragged = handle.closest(".entry");
  handle.setPointerCapture(event.pointerId);
  dragged.classList.add("is-dragged");
  event.preventDefault();
});
document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  for (const other of dragged.parentElement.children) {
    if (other === dragged) continue;
    const { top, height } = other.getBoundingClientRect();
    if (event.clientY < top || event.clientY > top + height) continue;
    const after = event.clientY > top + height / 2;
    other[after ? "after" : "before"](dragged);
    break;
  }
});
async function dropEntry() {
  if (!dragged) return;
  const list = dragged.parentElement;
  dragged.classList.remove("is-dragged");
  dragged = null;
  await window.htmx.ajax("POST", list.dataset.order, {
    target: "#board", swap: "outerHTML show:none",
    values: { entries: [...list.children].map((row) => row.dataset.entry) },
  });
}
document.addEventListener("pointerup", dropEntry);
document.addEventListener("pointercancel", dropEntry);

document.addEventListener("click", (event) => {
  const target = event.target.closest?.("[data-record], [data-hear], [data-try]");
  if (!target) return;
  if (target.matches("[data-hear]")) hear(target);
  else if (target.matches("[data-try]")) tryCut(target.closest("form"));
  else if (recording?.button === target) recording.recorder.stop();
  else if (!recording) new Recording(target).start();
});
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("[data-cutting]");
  if (form) showCut(form);
});

function offer() {
  for (const button of document.querySelectorAll("[data-record]")) button.hidden = !canRecord();
  const folder = document.querySelector("[data-folder]");
  if (folder) folder.hidden = !("webkitdirectory" in document.createElement("input"));
  for (const form of document.querySelectorAll("[data-cutting]")) showCut(form);
}

// After a swap the button that was pressed has focus again: keyboards keep their place.
document.addEventListener("htmx:beforeSwap", quiet);
document.addEventListener("htmx:load", offer);
addEventListener("beforeunload", (event) => { if (recording) event.preventDefault(); });
offer();
// On a slow line somebody chooses files before this script has come.
for (const input of document.querySelectorAll("[data-uploading] input[type=file]")) chosen(input);
