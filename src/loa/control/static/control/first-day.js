// The first day: files and folders dropped or chosen are sent some at a time, so that a
// whole USB stick needs no single long breath. The page works without it.

const MOST_AT_ONCE = 15;
const MOST_BYTES = 60_000_000;
const LARGEST = 200_000_000;
const form = document.querySelector("[data-first-day]");

function say(text) {
  form.querySelector("[data-say]").textContent = text;
}

function batches(files) {
  const found = [];
  let size = 0;
  for (const file of files) {
    const last = found.at(-1);
    if (!last || last.length >= MOST_AT_ONCE || size + file.size > MOST_BYTES) {
      found.push([file]);
      size = file.size;
    } else {
      last.push(file);
      size += file.size;
    }
  }
  return found;
}

async function send(files, key) {
  const body = new FormData();
  for (const file of files) body.append("files", file, file.name);
  if (key) body.append("key", key);
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(form.action, {
    method: "POST", body, headers: { "X-CSRFToken": token, Accept: "application/json" },
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function take(chosen) {
  const files = chosen.filter((file) => file.size <= LARGEST && !file.name.startsWith("."));
  const refused = chosen
    .filter((file) => file.size > LARGEST)
    .map((file) => form.dataset.tooLarge.replace("%s", file.name));
  const progress = form.querySelector("[data-progress]");
  progress.hidden = false;
  progress.max = Math.max(1, files.length);
  form.setAttribute("aria-busy", "true");
  let told = null;
  let sent = 0;
  try {
    for (const some of batches(files)) {
      say(form.dataset.sending.replace("%s", some[0].name));
      told = await send(some, told?.key);
      refused.push(...told.refused);
      sent += some.length;
      progress.value = sent;
    }
  } catch {
    refused.push(form.dataset.lost);
  }
  form.removeAttribute("aria-busy");
  progress.hidden = true;
  say(refused.join(" "));
  if (told?.files) location.assign(told.url);
}

function within(entry) {
  return new Promise((resolve) => {
    if (entry.isFile) return entry.file((file) => resolve([file]), () => resolve([]));
    const reader = entry.createReader();
    const all = [];
    const more = () => reader.readEntries(async (entries) => {
      if (!entries.length) return resolve((await Promise.all(all.map(within))).flat());
      all.push(...entries);
      more();
    }, () => resolve([]));
    more();
  });
}

async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  return (await Promise.all(entries.map(within))).flat();
}

function dropping() {
  const zone = form.querySelector("[data-zone]");
  const folder = form.querySelector("#whole-folder");
  if ("webkitdirectory" in folder) form.querySelector("[data-folder]").hidden = false;
  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => input.files.length && take([...input.files]));
  }
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => zone.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    const files = await droppedFiles(event.dataTransfer);
    if (files.length) take(files);
  });
}

function sessions() {
  const chosen = () => Number(document.querySelector("[data-sessions]:checked")?.value ?? 0);
  const show = () => {
    for (const one of document.querySelectorAll("[data-session]")) {
      const used = Number(one.dataset.session) <= chosen();
      one.hidden = !used;
      for (const input of one.querySelectorAll("input")) input.disabled = !used;
    }
  };
  for (const one of document.querySelectorAll("[data-sessions]")) one.addEventListener("change", show);
  show();
}

function copying() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.previousElementSibling.value);
      button.textContent = button.dataset.copied;
    });
  }
}

if (form) dropping();
sessions();
copying();
