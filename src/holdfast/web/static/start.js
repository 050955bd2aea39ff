// The design system's own script, and drafts that are kept while they are typed: every page works
// without either.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// A form that names where to say so keeps what was typed as a draft once typing rests: it sends
// itself as its own button for drafts does, and asks for no page.
const RESTS = 2500;
for (const form of document.querySelectorAll("form[data-drafted]")) {
  const told = document.getElementById(form.dataset.drafted);
  let resting;
  let over = false;
  const keep = async () => {
    // As the form itself is sent: what holds files is read otherwise.
    const typed = new URLSearchParams(new FormData(form));
    typed.set("draft", "typing");
    try {
      const answer = await fetch(location.href, { method: "POST", body: typed, redirect: "manual" });
      // Whoever is signed out meanwhile is led to sign in: nothing more is sent until they are.
      if (answer.type === "opaqueredirect") over = true;
      if (answer.status !== 204) throw new Error("not kept");
      const now = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      told.textContent = `${told.dataset.kept} ${now}.`;
    } catch {
      told.textContent = told.dataset.notKept;
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(resting);
    if (!over) resting = setTimeout(keep, RESTS);
  });
  form.addEventListener("submit", () => {
    over = true;
    clearTimeout(resting);
  });
}
