// Light or dark: what the reader chose last time, else what the system prefers.
"use strict";
(() => {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try { return localStorage.getItem("wenzheng.theme"); } catch { return null; }
  };
  const current = () => root.dataset.theme || (system.matches ? "dark" : "light");

  const chosen = stored();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  root.classList.add("js");

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".theme-toggle");
    const describe = () => {
      const words = current() === "dark" ? "换成浅色" : "换成深色";
      button.title = words;
      button.querySelector("span").textContent = words;
    };
    button.hidden = false;
    describe();
    system.addEventListener("change", describe);
    button.addEventListener("click", () => {
      root.dataset.theme = current() === "dark" ? "light" : "dark";
      try { localStorage.setItem("wenzheng.theme", root.dataset.theme); } catch { /* private window */ }
      describe();
    });
  });
})();
