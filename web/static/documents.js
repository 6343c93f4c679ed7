// Filters the list of documents while one types; every word must occur.
"use strict";
(() => {
  const box = document.querySelector(".filter");
  if (!box) return;
  box.hidden = false;
  const input = box.querySelector("input");
  const entries = [...document.querySelectorAll(".entry")].map((entry) => ({
    entry,
    words: entry.textContent.toLowerCase(),
  }));
  const filter = () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { entry, words } of entries) {
      const fits = wanted.every((word) => words.includes(word));
      entry.hidden = !fits;
      if (fits) shown += 1;
    }
    document.getElementById("no-match").hidden = shown > 0;
  };
  input.addEventListener("input", filter);
  document.addEventListener("keydown", (event) => {
    const typing = document.activeElement.matches("input, select");
    if (event.key === "/" && !typing) {
      event.preventDefault();
      input.focus();
    } else if (event.key === "Escape" && document.activeElement === input) {
      input.value = "";
      filter();
    }
  });
  if (input.value) filter();
})();
