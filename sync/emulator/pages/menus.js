// The menus over the grid: open one at a time, close after use.

import { letters } from "/pages/model.js";

const MENUS = ".tools details";

function closeAll(but) {
  for (const each of document.querySelectorAll(`${MENUS}[open]`)) if (each !== but) each.open = false;
}

// `columns` gives the first and last column to sort by and the one proposed; `run` takes the word
// of the button pressed.
export function menus(columns, run) {
  const select = document.getElementById("sort-column");
  for (const menu of document.querySelectorAll(MENUS)) {
    menu.addEventListener("toggle", () => {
      if (!menu.open) return;
      closeAll(menu);
      const { first, last, proposed } = columns();
      select.replaceChildren();
      for (let column = first; column <= last; column += 1) {
        select.append(new Option(letters(column), column, false, column === proposed));
      }
    });
  }
  document.addEventListener("click", (event) => {
    const wanted = event.target.dataset?.do;
    if (wanted) run(wanted, Number(select.value));
    if (wanted || !event.target.closest(".tools")) closeAll();
  });
}
