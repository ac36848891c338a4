// The roadmap by keyboard, and on paper. Without this file it is a list of links.

const road = document.querySelector("[data-road]");
const bars = road ? [...road.querySelectorAll("[data-bar]")] : [];

const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

road?.addEventListener("keydown", (event) => {
  const here = bars.indexOf(document.activeElement);
  if (here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  let next = null;
  if (event.key in steps) next = here + steps[event.key];
  if (event.key === "Home") next = 0;
  if (event.key === "End") next = bars.length - 1;
  if (next === null || !bars[next]) return;
  event.preventDefault();
  bars[next].focus();
  bars[next].scrollIntoView({ block: "nearest", inline: "nearest" });
});

for (const button of document.querySelectorAll("[data-paper]")) {
  button.addEventListener("click", () => {
    document.documentElement.dataset.paper = button.dataset.paper;
    print();
  });
}
