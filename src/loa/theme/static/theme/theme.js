// The page's manners: scheme switch, menus, dialogs, toasts with undo, keyboard shortcuts.
// Everything works by attributes, so that parts which htmx brings later work too.

const SHOWN_FOR_MS = 10_000; // long enough to read and to reach Undo

function csrf() {
  return document.querySelector("meta[name=csrf-token]")?.content ?? "";
}

function scheme() {
  const chosen = document.documentElement.dataset.scheme;
  if (chosen) return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function showScheme() {
  for (const button of document.querySelectorAll("[data-scheme-switch]")) {
    button.setAttribute("aria-pressed", String(scheme() === "dark"));
  }
}

function switchScheme() {
  const next = scheme() === "dark" ? "light" : "dark";
  document.documentElement.dataset.scheme = next;
  try {
    localStorage.setItem("scheme", next);
  } catch {
    // Storage may be forbidden; the choice holds for this page.
  }
  showScheme();
}

export function toast({ text, undo = "", undoLabel = "" }) {
  const holder = document.querySelector(".toasts");
  const template = document.querySelector("#toast-template");
  if (!holder || !template) return;
  const shown = template.content.firstElementChild.cloneNode(true);
  shown.querySelector("p").textContent = text;
  const button = shown.querySelector("[data-undo]");
  if (undo) {
    button.dataset.undo = undo;
    if (undoLabel) button.textContent = undoLabel;
  } else {
    button.remove();
  }
  holder.append(shown);
  leaveLater(shown);
}

function leaveLater(shown) {
  let timer;
  const wait = () => { timer = setTimeout(() => shown.remove(), SHOWN_FOR_MS); };
  const hold = () => clearTimeout(timer);
  for (const kind of ["pointerenter", "focusin"]) shown.addEventListener(kind, hold);
  for (const kind of ["pointerleave", "focusout"]) shown.addEventListener(kind, wait);
  wait();
}

async function undo(button) {
  button.disabled = true;
  const shown = button.closest(".toast");
  try {
    const answer = await fetch(button.dataset.undo, {
      method: "POST",
      headers: { "X-CSRFToken": csrf() },
    });
    if (!answer.ok) throw new Error(answer.statusText);
    location.reload();
  } catch {
    shown.querySelector("p").textContent = shown.dataset.failed;
    button.disabled = false;
  }
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  const found = (selector) => event.target.closest?.(selector);
  closeMenus(event.target);
  if (found("[data-scheme-switch]")) switchScheme();
  if (found("[data-dismiss]")) found(".toast")?.remove();
  if (found("[data-undo]")) undo(found("[data-undo]"));
  if (found("[data-print]")) print();
  if (found("[data-reload]")) location.reload();
  const opener = found("[data-opens]");
  if (opener) document.querySelector(opener.dataset.opens)?.showModal();
  if (found("[data-closes]")) found("dialog")?.close();
  if (event.target.nodeName === "DIALOG" && outside(event)) event.target.close();
});

function outside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right
    || event.clientY < box.top || event.clientY > box.bottom;
}

// "/" searches, "g" then a number opens that place, "?" lists the shortcuts, Escape closes.
let leading = false;
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const open = document.querySelector("details.menu[open]");
    closeMenus(null);
    open?.querySelector("summary").focus();
    return;
  }
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (leading && /^[1-9]$/.test(event.key)) {
    document.querySelectorAll(".places a")[Number(event.key) - 1]?.click();
  }
  leading = event.key === "g";
  if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
  if (event.key === "?") document.querySelector("#shortcuts")?.showModal();
});

document.addEventListener("toast", (event) => toast(event.detail));
document.addEventListener("htmx:responseError", () => sayFailed());
document.addEventListener("htmx:sendError", () => sayFailed());

function sayFailed() {
  const text = document.querySelector(".toasts")?.dataset.failed;
  if (text) toast({ text });
}

for (const shown of document.querySelectorAll(".toasts > .toast")) leaveLater(shown);
showScheme();
