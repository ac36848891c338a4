// Handing a personal link over: copied, or given to the phone's own share sheet.
const field = document.querySelector("[data-link]");
const copy = document.querySelector("[data-copy]");
const share = document.querySelector("[data-share]");

copy?.addEventListener("click", async () => {
  field.select();
  await navigator.clipboard?.writeText(field.value);
  copy.textContent = copy.dataset.done;
});

if (share && navigator.share) {
  share.hidden = false;
  share.addEventListener("click", async () => {
    try {
      await navigator.share({ title: share.dataset.title, url: field.value });
    } catch (error) {
      if (error.name !== "AbortError") field.select();
    }
  });
}
