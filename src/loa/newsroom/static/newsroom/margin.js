// A passage that is marked in a text goes into the margin's form.
const passage = document.querySelector("#passage");
const language = document.querySelector("[name=language]");

document.addEventListener("selectionchange", () => {
  const marked = document.getSelection();
  const text = marked?.toString().replace(/\s+/g, " ").trim() ?? "";
  const place = marked?.anchorNode?.parentElement?.closest("[data-margin]");
  if (!text || !place || !passage) return;
  passage.value = text.slice(0, 300);
  if (language) language.value = place.dataset.margin;
});
