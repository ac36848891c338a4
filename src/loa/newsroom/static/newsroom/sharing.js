// Sending on by the phone's share sheet. What was really sent nobody can know: it is reported.

const card = () => document.querySelector("[data-sharing]");

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-share]");
  if (!button) return;
  const place = card();
  const say = place.querySelector("[data-say]");
  const text = place.querySelector("[data-share-text]").value.trim();
  const what = button.dataset.share;
  button.disabled = true;
  try {
    const shown = { title: place.dataset.headline, text };
    if (what === "sound") {
      say.textContent = place.dataset.fetching;
      const answer = await fetch(button.dataset.source);
      if (!answer.ok) throw new Error(String(answer.status));
      const type = { type: "audio/mpeg" };
      shown.files = [new File([await answer.blob()], button.dataset.name, type)];
      delete shown.text; // some phones drop the file when a text comes with it
    }
    if (navigator.canShare ? navigator.canShare(shown) : navigator.share && !shown.files) {
      await navigator.share(shown);
      report(place, what);
    } else if (what === "text") {
      await navigator.clipboard.writeText(text);
      say.textContent = place.dataset.none;
    } else {
      window.location.assign(button.dataset.source); // downloaded, to be sent by hand
      say.textContent = "";
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
