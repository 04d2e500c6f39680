/* The review page by keyboard: arrows move between lines, Alt+arrow moves the line, Enter edits. */
(() => {
  "use strict";
  let place = null;
  const rows = () => [...document.querySelectorAll("#outline .o-row")];
  const row = () => document.activeElement.closest(".o-row");
  const press = (name, within) => {
    const control = within.querySelector(`[data-key="${name}"]`);
    if (control) control.click();
    return Boolean(control);
  };
  const step = (by) => {
    const all = rows();
    const next = all[Math.max(0, all.indexOf(row()) + by)];
    if (next) next.querySelector(".o-words, textarea").focus();
  };
  const ALT = { ArrowLeft: "outdent", ArrowRight: "indent", ArrowUp: "merge" };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("textarea, input, select");
    if (typing && event.key !== "Escape") return;
    let done = false;
    if (event.ctrlKey && event.key === "z") done = press("undo", document);
    else if (event.altKey && row() && ALT[event.key]) done = press(ALT[event.key], row());
    else if (event.key === "Escape" && row()) done = press("close", row());
    else if (row() && event.key === "ArrowDown" && !event.altKey) { step(1); done = true; }
    else if (row() && event.key === "ArrowUp" && !event.altKey) { step(-1); done = true; }
    if (done) event.preventDefault();
  });
  document.addEventListener("htmx:beforeRequest", () => { place = row()?.id ?? place; });
  document.addEventListener("htmx:afterSettle", (event) => {
    const field = event.target.querySelector?.("textarea[autofocus]");
    if (field) field.focus();
    else if (place) document.querySelector(`#${place} .o-words`)?.focus({ preventScroll: true });
  });
  document.addEventListener("focusin", () => {
    const line = row()?.querySelector("a.key")?.getAttribute("href");
    if (!line) return;
    document.querySelector(".paper .here")?.classList.remove("here");
    const paper = document.querySelector(`.paper ${line}`);
    if (!paper) return;
    paper.classList.add("here");
    paper.scrollIntoView({ block: "nearest" });
  });
})();
