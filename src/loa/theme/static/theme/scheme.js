// Before the first paint: the scheme that this person chose, else the device's own.
try {
  const chosen = localStorage.getItem("scheme");
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.scheme = chosen;
} catch {
  // Storage may be forbidden; the device's scheme holds.
}
