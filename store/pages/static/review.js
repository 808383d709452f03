// Reviewing by key: a accepts, d dismisses, c corrects, u undoes; values to correct open by a click.
(() => {
  const panel = document.getElementById("values");
  if (!panel) return;
  const doc = panel.dataset.doc;
  const current = () => document.querySelector("li.finding.current") || document.querySelector("li.finding.open");
  const act = (name) => document.querySelector(name === "undo" ? "#undo:not([hidden]) button" : null) || current()?.querySelector(`[data-act=${name}]`);
  const keys = { a: "accept", d: "dismiss", c: "correct", u: "undo" };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.contains(event.target)) return close();
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog[open]")) return;
    if (event.key === "Escape") return close();
    const button = keys[event.key] && act(keys[event.key]);
    if (!button) return;
    event.preventDefault();
    const finding = button.closest("li.finding");
    if (finding && !finding.matches(".current")) {
      current()?.classList.remove("current");
      finding.classList.add("current");
    }
    if (keys[event.key] !== "dismiss") return button.click();
    button.parentElement.open = true;
    button.parentElement.querySelector("input[name=note]").focus();
  });

  function close() {
    panel.replaceChildren();
  }
  panel.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) close();
  });
  // The panel is read out and filled in from its first field.
  panel.addEventListener("htmx:afterSettle", () => {
    if (!panel.dataset.quiet) panel.querySelector("input[name=value]")?.focus({ preventScroll: true });
    delete panel.dataset.quiet;
  });

  // A number or citation that is clicked shows what was read of it.
  document.addEventListener("click", (event) => {
    const there = event.target.closest("td[data-figure], .cited [data-target], rect.cell, rect.mention, mark[data-of], td[data-of]");
    if (!there || !there.closest("#shown, #facts")) return;
    const name = there.dataset.figure || (there.dataset.of || there.dataset.target).replace(/^of-/, "");
    panel.dataset.quiet = "yes";
    htmx.ajax("GET", `/reports/${doc}/values?of=${encodeURIComponent(name)}`, { target: "#values", swap: "innerHTML" });
  });

  // A finding that was decided keeps its place and its mark; its outline shows how it stands.
  let chosen = "";
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (event.target.matches?.("li.finding.current")) chosen = event.target.id;
  });
  document.addEventListener("htmx:afterSettle", () => {
    const finding = chosen && document.getElementById(chosen);
    if (!finding) return;
    finding.classList.add("current");
    finding.focus({ preventScroll: true });
    for (const outline of document.querySelectorAll(`[id="at-${CSS.escape(chosen)}"]`))
      outline.classList.toggle("done", !finding.matches(".open"));
    chosen = "";
  });

  // A corrected number shows in the tables that are open.
  document.addEventListener("corrected", () => {
    for (const holder of document.querySelectorAll(".lazy[hx-get]"))
      if (holder.querySelector("table")) htmx.ajax("GET", holder.getAttribute("hx-get"), { target: holder, swap: "innerHTML" });
    if (panel.querySelector(".value") && !panel.querySelector("[role=status]")) close();
  });
})();
