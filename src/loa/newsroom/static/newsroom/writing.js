// Writing: the text is looked at while it is written; a mend is one touch.

const form = document.querySelector("[data-writing]");

form?.addEventListener("input", (event) => {
  if (event.target.matches("[data-lint]")) htmx.trigger(form, "lint");
});

// A finding's mend is put in place of every such passage of its field.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-mends]");
  if (!button) return;
  const field = document.getElementById(button.dataset.mends);
  if (!field) return;
  const { found, mend } = button.dataset;
  field.value = field.value.normalize("NFC").replace(passage(found), () => mend);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

// The server tells a passage with single spaces; the text may break a line there.
export function passage(found) {
  const words = found.split(/ +/).map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  return new RegExp(words.join("\\s+"), "gu");
}

for (const chosen of document.querySelectorAll("[data-submits]")) {
  chosen.addEventListener("change", () => {
    if (chosen.name === "plan") chosen.form.elements.topic?.remove();
    chosen.form.requestSubmit();
  });
}
