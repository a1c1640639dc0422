"use strict";
// Hides the cells that do not hold every word of the filter, and the weeks and teams
// of which nothing is left. Without this script everything is shown.

addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("filter");
  const table = document.querySelector(".weeks");
  const said = document.getElementById("found");
  if (!table) return;
  const rows = [...table.tBodies[0].rows];
  const heads = [...table.tHead.rows[0].cells];

  function holds(cell, words) {
    const text = `${cell.parentElement.cells[0].textContent} ${cell.textContent}`.toLowerCase();
    return words.every((word) => text.includes(word));
  }

  function apply() {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = rows.map((row) =>
      [...row.cells].slice(1).map((cell) => !words.length || holds(cell, words)));
    rows.forEach((row, place) => {
      row.hidden = !shown[place].some(Boolean);
      [...row.cells].slice(1).forEach((cell, team) => {
        cell.hidden = !shown.some((week) => week[team]);
        cell.classList.toggle("out", !shown[place][team]);
      });
    });
    heads.slice(1).forEach((head, team) => {
      head.hidden = !shown.some((week) => week[team]);
    });
    const count = shown.flat().filter(Boolean).length;
    said.textContent = words.length ? `${count} of ${shown.flat().length} cells` : "";
  }

  box.closest("form").hidden = false;
  box.addEventListener("input", apply);
  // The filter is at work already; there is nowhere to send it.
  box.closest("form").addEventListener("submit", (event) => event.preventDefault());
// A browser that comes back to this page may have kept the words.
  apply();
});
