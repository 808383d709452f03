// What every page does: say so when the server cannot be reached.
document.addEventListener("htmx:sendError", () => {
  const problem = document.getElementById("problem");
  problem.textContent = problem.dataset.away;
});
document.addEventListener("htmx:beforeRequest", () => {
  document.getElementById("problem").textContent = "";
});
