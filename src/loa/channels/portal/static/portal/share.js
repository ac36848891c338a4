// An article is sent on by the device's own sheet; where there is none, its text is copied.
const button = document.querySelector("[data-share]");
const text = document.querySelector("[data-share-text]");
const done = document.querySelector("[data-shared]");

if (button && text && (navigator.share || navigator.clipboard)) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      if (navigator.share) {
        await navigator.share({ text: text.value });
      } else {
        await navigator.clipboard.writeText(text.value);
        done.hidden = false;
      }
    } catch {
      // Closing the sheet is no failure; the text stays there to be copied by hand.
    }
  });
}
