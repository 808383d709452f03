// Keys of every page: "/" searches, "g" and a letter opens a page, "?" shows the list of keys.
(() => {
  let going = 0;
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  document.getElementById("show-keys").addEventListener("click", () => document.getElementById("keys").showModal());

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const dialog = document.getElementById("keys");
    if (event.key === "?") {
      event.preventDefault();
      if (dialog.open) dialog.close();
      else dialog.showModal();
      return;
    }
    if (dialog.open) return;
    if (event.key === "/") {
      const search = document.querySelector("[data-search]");
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
      return;
    }
    if (event.key === "g") {
      going = Date.now();
      return;
    }
    if (Date.now() - going < 1500) {
      const link = document.querySelector(`nav a[data-key="${CSS.escape(event.key)}"]`);
      if (link) {
        event.preventDefault();
        link.click();
      }
    }
    going = 0;
  });
})();
