// The commune that was looked at last is kept in this browser alone and offered again.
const KEY = "commune";

function keep(value) {
  try {
    localStorage.setItem(KEY, JSON.stringify(value));
  } catch {
    // Storage may be forbidden: the list is there as ever.
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

const page = document.querySelector("[data-commune]");
if (page) keep({ name: page.dataset.commune, path: location.pathname });

const again = document.querySelector("[data-commune-again]");
const last = kept();
if (again && last && /^\/tren-loa\/[\w-]+\/$/.test(last.path)) {
  const link = again.querySelector("a");
  link.href = last.path;
  link.querySelector("span").textContent = String(last.name);
  again.hidden = false;
}
