// Sending on by the phone's share sheet. What was really sent nobody can know: it is reported.

const card = () => document.querySelector("[data-sharing]");
const pictures = new Map(); // by address: a promise of the file, null where it cannot be had

async function fileOf(source, name, type) {
  const answer = await fetch(source);
  if (!answer.ok) throw new Error(String(answer.status));
  const blob = await answer.blob();
  return new File([blob], name, { type: type ?? blob.type });
}

// The article's picture. A phone opens its sheet only shortly after a touch, so the picture
// is fetched when a finger or the keyboard comes near.
function picture(place) {
  const { picture: source } = place?.dataset ?? {};
  if (!source) return null;
  if (!pictures.has(source)) {
    pictures.set(source, fileOf(source, source.split("/").pop()).catch(() => null));
  }
  return pictures.get(source);
}

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => picture(event.target.closest?.("[data-sharing]")));
}

// What the sheet is given; the picture goes along where the phone takes one with words.
async function wordsOf(place) {
  const { headline: title, url } = place.dataset;
  const text = place.querySelector("[data-share-text]").value.trim();
  const words = url ? { title, text, url } : { title, text };
  const file = await picture(place);
  const both = { ...words, files: [file] };
  return file && navigator.canShare?.(both) ? both : words;
}

async function soundOf(place, button) {
  place.querySelector("[data-say]").textContent = place.dataset.fetching;
  const file = await fileOf(button.dataset.source, button.dataset.name, "audio/mpeg");
  return { title: place.dataset.headline, files: [file] }; // some phones drop it beside a text
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-share]");
  if (!button) return;
  const place = card();
  const say = place.querySelector("[data-say]");
  const what = button.dataset.share;
  button.disabled = true;
  try {
    const shown = await (what === "sound" ? soundOf(place, button) : wordsOf(place));
    if (navigator.canShare ? navigator.canShare(shown) : navigator.share && !shown.files) {
      await navigator.share(shown);
      report(place, what);
    } else if (what === "sound") {
      window.location.assign(button.dataset.source); // downloaded, to be sent by hand
      say.textContent = "";
    } else {
      await navigator.clipboard.writeText([shown.text, shown.url].filter(Boolean).join("\n\n"));
      say.textContent = place.dataset.none;
    }
  } catch {
    say.textContent = place.dataset.failed; // closed without choosing anybody, or no network
  } finally {
    button.disabled = false;
  }
});

function report(place, what) {
  const form = place.querySelector("[data-shared]");
  form.elements.what.value = what;
  form.requestSubmit();
}
