// A document beside its findings: touching one lights the other; marked words become a finding.
// Without this file the links between both, and every form, still work.

const review = document.querySelector("[data-review]");
const panes = document.querySelector(".panes");
const narrow = matchMedia("(max-width: 64rem)");

function show(pane) {
  if (!review || !panes) return;
  review.dataset.shown = pane;
  for (const button of panes.querySelectorAll("[data-pane]")) {
    button.setAttribute("aria-pressed", String(button.dataset.pane === pane));
  }
}

function light(target) {
  for (const lit of document.querySelectorAll("[data-lit]")) delete lit.dataset.lit;
  const number = target.id.slice(2);
  document.querySelector(`#f-${number}`)?.setAttribute("data-lit", "");
  for (const piece of document.querySelectorAll(".original-text [data-of]")) {
    if (piece.dataset.of.split(" ").includes(number)) piece.dataset.lit = "";
  }
}

function go(id) {
  const target = document.getElementById(id);
  if (!target) return;
  if (narrow.matches) show(id.startsWith("p-") ? "original" : "findings");
  light(target);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  target.scrollIntoView({ block: "center", behavior: calm });
  const focused = target.matches("a, li") ? target : target.closest("a");
  focused?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#p-'], a[href^='#f-']");
  if (link && review?.contains(link)) {
    event.preventDefault();
    const id = link.getAttribute("href").slice(1);
    history.replaceState(null, "", `#${id}`);
    go(id);
  }
  const pane = event.target.closest?.("[data-pane]");
  if (pane) show(pane.dataset.pane);
  if (event.target.closest?.("[data-add]")) openAdding();
});

// Words marked in the original: how far they stand from its beginning, in characters.

let marked = { near: 0, words: "" };

document.addEventListener("selectionchange", () => {
  const text = document.querySelector("#original-text");
  const chosen = document.getSelection();
  const bar = document.querySelector("[data-marked]");
  if (!text || !bar || !chosen?.rangeCount) return;
  const range = chosen.getRangeAt(0);
  const words = chosen.toString().trim();
  if (!words || !text.contains(range.commonAncestorContainer)) return;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  marked = { near: [...before.toString()].length, words };
  bar.hidden = false;
});

function openAdding() {
  const adding = document.querySelector("#adding");
  if (!adding) return;
  adding.open = true;
  if (narrow.matches) show("findings");
  const form = adding.querySelector("form");
  form.elements.near.value = String(marked.near);
  const said = marked.words.replace(/\s+/g, " ");
  form.elements.passage.value = said;
  for (const name of ["value", "name", "duty"]) form.elements[name].value = said;
  choose(form);
  adding.scrollIntoView({ block: "center" });
  form.elements.kind.focus({ preventScroll: true });
}

// Of the form for adding, only the fields of the chosen kind.

function choose(form) {
  const kind = form.elements.kind.value;
  for (const fields of form.querySelectorAll("[data-for]")) {
    fields.hidden = !fields.dataset.for.split(" ").includes(kind);
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-kind]")) choose(event.target.form);
  if (event.target.matches?.("#document") && event.target.files.length) read(event.target.form);
});

// A dropped file goes the way of a chosen one.

function read(form) {
  const button = form.querySelector(".button-first");
  button.setAttribute("aria-busy", "true");
  button.textContent = form.dataset.reading;
  form.submit();
}

const drop = document.querySelector("[data-drop]");
if (drop) {
  const field = drop.querySelector(".drop");
  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => { event.preventDefault(); field.dataset.over = ""; });
  }
  drop.addEventListener("dragleave", () => delete field.dataset.over);
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    delete field.dataset.over;
    if (!event.dataTransfer.files.length) return;
    drop.querySelector("#document").files = event.dataTransfer.files;
    read(drop);
  });
}

function prepare() {
  const form = document.querySelector("[data-adding]");
  if (form) choose(form);
}

// One act at a time: the answer to the first would take the form of the second away. After
// it the same finding keeps the focus, wherever the order has put it.
let acted = "";
document.addEventListener("htmx:beforeRequest", (event) => {
  acted = event.target.closest?.(".finding")?.id ?? "";
  document.querySelector("#findings")?.toggleAttribute("inert", true);
});
document.addEventListener("htmx:afterRequest", () => {
  document.querySelector("#findings")?.removeAttribute("inert");
});
document.addEventListener("htmx:afterSettle", (event) => {
  prepare();
  if (event.target.id !== "findings" || !acted) return;
  document.getElementById(acted)?.focus({ preventScroll: true });
});

if (review && panes) {
  panes.hidden = false;
  review.dataset.tabbed = "";
  prepare();
  if (/^#[pf]-\d+$/.test(location.hash)) go(location.hash.slice(1));
}
