// Ctrl+Enter in the console's field runs the question.
document.getElementById("ask")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
});
