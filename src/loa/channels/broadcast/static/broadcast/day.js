// The day of a station: blocks open their line, requests are copied, and whoever listens
// live hears the next item when the part "on air" has been exchanged.
import { toast } from "/static/theme/theme.js";

function openLine(id) {
  const line = document.getElementById(`item-${id}`);
  if (!line) return;
  line.open = true;
  line.scrollIntoView({ block: "center", behavior: "smooth" });
  line.querySelector("summary").focus({ preventScroll: true });
}

async function copy(button) {
  const text = button.dataset.copies;
  try {
    await navigator.clipboard.writeText(text);
    toast({ text: button.dataset.copied });
  } catch {
    prompt("", text); // no clipboard without https: the text can still be taken from here
  }
}

document.addEventListener("click", (event) => {
  const block = event.target.closest?.("[data-opens-line]");
  if (block) openLine(block.dataset.opensLine);
  const button = event.target.closest?.("[data-copies]");
  if (button) copy(button);
});

if (location.hash.startsWith("#item-")) openLine(location.hash.slice("#item-".length));

let listening = false; // whether sound was playing when the part was exchanged, or just ended
document.addEventListener("audio:ended", (event) => {
  if (event.target.closest("[data-on-air]") && event.target.dataset.startedAt) listening = true;
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.target.matches?.("[data-on-air]") || event.detail.xhr.status !== 200) return;
  const playing = event.detail.target.querySelector("[data-playing]");
  if (playing) {
    listening = Boolean(playing.dataset.startedAt);
    playing.querySelector("button").click(); // stop: its sound would go on unseen
  }
});
document.addEventListener("htmx:afterSettle", (event) => {
  const part = document.querySelector("[data-on-air]");
  if (!listening || !part || !event.target.matches?.("[data-on-air]")) return;
  const next = part.querySelector("[data-started-at]:not([data-playing]) button");
  if (next) {
    listening = false;
    next.click();
  }
});
