// Copies a reminder to be pasted into a message. Without a clipboard (a page without https)
// its words are marked, to be copied with the keyboard.
import { toast } from "/static/theme/theme.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copies]");
  if (!button) return;
  const field = document.querySelector(button.dataset.copies);
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    if (!document.execCommand("copy")) return;
  }
  toast({ text: button.dataset.copied });
});
