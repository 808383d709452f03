// The two sides of a report: what is clicked on one is shown on the other; findings by key.
(() => {
  const sides = document.querySelector(".sides");
  if (!sides) return;
  const shown = document.getElementById("shown");
  const pictures = sides.dataset.pictures === "yes";

  const flash = (element) => {
    for (const old of document.querySelectorAll(".found")) old.classList.remove("found");
    element.classList.add("found");
    element.scrollIntoView({ block: "center", inline: "nearest" });
  };

  // Tables and outlines are loaded when they are looked at, or sooner when something in them is.
  const loading = new Map();
  const loaded = (holder) => {
    if (!holder) return Promise.resolve();
    if (!loading.has(holder)) {
      loading.set(holder, new Promise((resolve) => holder.addEventListener("htmx:afterSettle", () => resolve(), { once: true })));
      htmx.trigger(holder, "wanted");
    }
    return loading.get(holder);
  };
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries.filter((one) => one.isIntersecting)) {
        seen.unobserve(entry.target);
        void loaded(entry.target);
      }
    },
    { rootMargin: "400px" },
  );
  // What stands in closed details is not seen before they are opened.
  const watch = () => document.querySelectorAll(".lazy, .marks").forEach((holder) => seen.observe(holder));

  const tableOf = (cell) => cell.split("-").slice(0, -2).join("-");

  const showOnPage = async (item) => {
    const figure = document.getElementById(`page-${item.dataset.page}`);
    if (!figure) return;
    const marks = figure.querySelector(".marks");
    await loaded(marks);
    for (const old of shown.querySelectorAll("rect.here")) old.remove();
    const svg = marks.querySelector("svg");
    const box = item.dataset.box?.split(",").map(Number);
    if (!svg || !box || box.length !== 4) return figure.scrollIntoView({ block: "start" });
    const here = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const sizes = { x: box[0] - 2, y: box[1] - 2, width: box[2] - box[0] + 4, height: box[3] - box[1] + 4, class: "here" };
    for (const [name, value] of Object.entries(sizes)) here.setAttribute(name, value);
    svg.append(here);
    here.scrollIntoView({ block: "center", inline: "nearest" });
  };

  const showInText = async (item) => {
    const cell = item.dataset.cell;
    if (cell) {
      await loaded(document.getElementById(`at-${tableOf(cell)}`));
      const found = document.getElementById(`at-${cell}`);
      if (found) return flash(found);
    }
    const found = document.getElementById(`at-${item.dataset.target}`);
    if (found) flash(found);
  };

  const show = (item) => (pictures ? showOnPage(item) : showInText(item));

  const showFact = async (name) => {
    const cell = name.startsWith("of-");
    if (cell) {
      const details = document.getElementById(tableOf(name.slice(3)));
      if (!details) return;
      details.open = true;
      await loaded(details.querySelector(".lazy"));
    }
    const fact = document.getElementById(name);
    if (!fact) return;
    if (fact.matches("li.finding")) choose(fact, false);
    flash(fact);
  };

  const findings = () => [...document.querySelectorAll("li.finding")];
  const current = () => document.querySelector("li.finding.current");
  const choose = (finding, andShow = true) => {
    current()?.classList.remove("current");
    finding.classList.add("current");
    finding.focus({ preventScroll: true });
    finding.scrollIntoView({ block: "nearest" });
    if (andShow) show(finding);
  };

  document.addEventListener("click", (event) => {
    const there = event.target.closest("[data-of]");
    if (there && shown.contains(there)) return void showFact(there.dataset.of);
    if (event.target.closest("summary, a, form")) return;
    const fact = event.target.closest(".facts [data-target]");
    if (!fact) return;
    if (fact.matches("li.finding")) return event.target.closest("[data-go]") ? choose(fact) : undefined;
    show(fact);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog[open]")) return;
    if (event.key === "Enter" && event.target.matches("mark[data-of]")) return void showFact(event.target.dataset.of);
    if (event.key !== "j" && event.key !== "k") return;
    const all = findings();
    if (!all.length) return;
    const at = all.indexOf(current());
    const next = event.key === "j" ? Math.min(at + 1, all.length - 1) : Math.max(at - 1, 0);
    choose(all[next]);
  });

  const fromAddress = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    const fact = name ? document.getElementById(name) : null;
    if (fact?.matches("li.finding")) choose(fact);
    else if (fact?.matches("[data-target]")) {
      flash(fact);
      show(fact);
    } else if (name.startsWith("of-")) void showFact(name).then(() => {
      const cell = document.getElementById(name);
      if (cell) show(cell);
    });
  };
  addEventListener("hashchange", fromAddress);
  // htmx takes its elements up once the document is read, and no sooner.
  addEventListener("DOMContentLoaded", () => setTimeout(() => (watch(), fromAddress())));
})();
