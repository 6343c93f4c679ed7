// Brings the cited words into view, opens what a link points into, follows reading in the outline.
"use strict";
(() => {
  const openTarget = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") {
      target.open = true;
      target.scrollIntoView();
    }
  };
  window.addEventListener("hashchange", openTarget);
  openTarget();

  // The browser scrolls to the passage; in a long one the cited words may still be out of sight.
  const showCited = () => {
    const cited = document.getElementById("cited");
    if (!cited) return;
    const { top, bottom } = cited.getBoundingClientRect();
    if (top < 80 || bottom > window.innerHeight - 40) {
      cited.scrollIntoView({ block: "center" });
    }
  };
  window.addEventListener("load", () => {
    const [navigated] = performance.getEntriesByType("navigation");
    if (navigated && navigated.type === "navigate") requestAnimationFrame(showCited);
  });

  // On a phone the outline closes once a heading is chosen.
  const narrow = document.querySelector(".outline.narrow");
  if (narrow) {
    narrow.addEventListener("click", (event) => {
      if (event.target.closest("a")) narrow.open = false;
    });
  }

  const links = new Map();
  for (const link of document.querySelectorAll(".outline.wide a")) {
    links.set(decodeURIComponent(link.hash.slice(1)), link);
  }
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let current = null;
  const follow = () => {
    let low = 0;
    let high = headings.length; // the last heading above the upper third of the window
    while (low < high) {
      const middle = (low + high) >> 1;
      if (headings[middle].getBoundingClientRect().top <= window.innerHeight / 3) low = middle + 1;
      else high = middle;
    }
    const link = low ? links.get(headings[low - 1].id) : null;
    if (link === current) return;
    if (current) current.removeAttribute("aria-current");
    current = link;
    if (!link) return;
    link.setAttribute("aria-current", "location");
    const box = link.closest(".outline");
    const top = link.offsetTop - box.offsetTop;
    if (top < box.scrollTop || top > box.scrollTop + box.clientHeight - 80) {
      box.scrollTop = top - box.clientHeight / 3;
    }
  };
  let waiting = false;
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  };
  window.addEventListener("scroll", later, { passive: true });
  window.addEventListener("resize", later);
  follow();
})();
