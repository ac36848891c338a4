// Copies a reminder, then sends its form, which notes that it was made. Without a clipboard
// (a page without https) the words are marked and copied the old way; without scripts the
// words stand in the page to be marked by hand.

async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-reminder]")) return;
  event.preventDefault();
  const field = form.querySelector("textarea");
  if (await copied(field)) {
    form.submit();
    return;
  }
  field.focus();
  field.select(); // to be copied with the keyboard; a second press notes it
  form.removeAttribute("data-reminder");
});
