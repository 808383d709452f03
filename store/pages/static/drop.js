// Dropped or chosen files: checked against the limits here, so that nothing large travels in vain.
(() => {
  const drop = document.getElementById("drop");
  if (!drop) return;
  const form = drop.querySelector("form");
  const files = document.getElementById("files");
  const problem = document.getElementById("problem");

  const send = () => {
    const chosen = [...files.files];
    problem.textContent = "";
    const size = chosen.reduce((sum, file) => sum + file.size, 0);
    if (chosen.length > Number(drop.dataset.most)) problem.textContent = drop.dataset.tooMany;
    // The envelope around the files counts, too.
    else if (size + 1000 * (chosen.length + 1) > Number(drop.dataset.limit)) problem.textContent = drop.dataset.tooLarge;
    else if (chosen.length) form.requestSubmit();
    if (problem.textContent) form.reset();
  };

  document.getElementById("choose").addEventListener("click", () => files.click());
  files.addEventListener("change", send);
  form.addEventListener("htmx:beforeRequest", () => drop.classList.add("busy"));
  form.addEventListener("htmx:afterRequest", () => {
    drop.classList.remove("busy");
    form.reset();
  });
  form.addEventListener("htmx:xhr:progress", (event) => {
    if (event.detail.lengthComputable) document.getElementById("sent").value = (100 * event.detail.loaded) / event.detail.total;
  });

  // The whole page takes drops: a file let fall beside the field would else replace the page.
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  let depth = 0;
  addEventListener("dragenter", (event) => {
    if (carries(event) && ++depth) drop.classList.add("over");
  });
  addEventListener("dragleave", (event) => {
    if (carries(event) && --depth <= 0) drop.classList.remove("over");
  });
  addEventListener("dragover", (event) => {
    if (carries(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    depth = 0;
    drop.classList.remove("over");
    files.files = event.dataTransfer.files;
    send();
  });
})();
