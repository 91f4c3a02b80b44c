"use strict";
// Narrows the list of all questions. Without it the whole list shows.
(() => {
  const form = document.getElementById("question-filter");
  const count = document.getElementById("question-count");
  const items = [...document.querySelectorAll(".questions > li")];

  function narrow() {
    const wanted = [...new FormData(form)].filter(([, value]) => value !== "");
    for (const item of items) item.hidden = !wanted.every(([name, value]) => item.dataset[name] === value);
    for (const topic of document.querySelectorAll(".topic")) topic.hidden = topic.querySelector("li:not([hidden])") === null;
    const shown = items.filter((item) => !item.hidden).length;
    count.textContent = shown === items.length ? `${shown} questions.` : `${shown} of ${items.length} questions.`;
  }

  form.addEventListener("change", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  narrow();
})();
