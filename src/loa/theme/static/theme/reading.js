// Before the first paint: the reader's own text size, contrast and scheme. The buttons show
// only where this runs; without it the device's settings hold.
const root = document.documentElement;
const chosen = { text: ["large", "larger"], contrast: ["more"], scheme: ["dark", "light"] };

function keep(name, value) {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    // Storage may be forbidden; the choice holds for this page.
  }
}

try {
  for (const [name, known] of Object.entries(chosen)) {
    const value = localStorage.getItem(name);
    if (known.includes(value)) root.dataset[name] = value;
  }
} catch {
  // Storage may be forbidden; the device's settings hold.
}

function dark() {
  return root.dataset.scheme
    ? root.dataset.scheme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
}

function show() {
  const press = (selector, is) => document.querySelectorAll(selector).forEach((button) => {
    button.setAttribute("aria-pressed", String(is(button)));
  });
  press("[data-text-size]", (button) => button.dataset.textSize === (root.dataset.text ?? "normal"));
  press("[data-contrast-switch]", () => root.dataset.contrast === "more");
  press("[data-scheme-switch]", dark);
  for (const tools of document.querySelectorAll("[data-reading]")) tools.hidden = false;
}

document.addEventListener("DOMContentLoaded", show);
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-text-size], [data-contrast-switch], .public [data-scheme-switch], [data-print]");
  if (!button) return;
  const { textSize } = button.dataset;
  if ("print" in button.dataset) window.print();
  if (textSize) keep("text", textSize === "normal" ? "" : textSize);
  if ("contrastSwitch" in button.dataset) keep("contrast", root.dataset.contrast ? "" : "more");
  if ("schemeSwitch" in button.dataset) keep("scheme", dark() ? "light" : "dark");
  show();
});
