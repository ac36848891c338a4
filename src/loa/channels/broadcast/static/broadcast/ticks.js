// "All of this session" ticks what may be ticked; a second touch takes those ticks away again.
for (const button of document.querySelectorAll("[data-ticks-all]")) {
  button.addEventListener("click", () => {
    const boxes = [...button.closest("details").querySelectorAll("input[type=checkbox]:not(:disabled)")];
    const all = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !all;
  });
}
