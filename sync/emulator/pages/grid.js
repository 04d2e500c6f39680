// The grid: where the cursor stands, what keys and pointers do, what other windows changed.

import { Spreadsheet, person } from "/pages/api.js";
import { Tab, checkbox, choices, entered, letters, single, ticked } from "/pages/model.js";
import { Table } from "/pages/table.js";

const POLL = 1500;
const at = (id) => document.getElementById(id);
const editor = at("editor");
const formula = at("formula");
const book = new Spreadsheet(decodeURIComponent(location.pathname.split("/")[3]));
const table = new Table(document.querySelector("table"));

let tabs = [];
let tab = null;
let seen = "";
let locale = "vi_VN";
let cursor = { row: 0, column: 0 };
let other = cursor;
let typing = false;
let busy = Promise.resolve();

// ---- reading and writing -------------------------------------------------------------------

function tell(text) {
  at("message").textContent = text;
}

async function refresh() {
  const spreadsheet = await book.read();
  const text = JSON.stringify(spreadsheet);
  if (text === seen) return;
  seen = text;
  locale = spreadsheet.properties.locale ?? locale;
  at("title").textContent = spreadsheet.properties.title;
  document.title = `${spreadsheet.properties.title} · Máy chủ Sheets cục bộ`;
  tabs = spreadsheet.sheets.map((sheet) => new Tab(sheet));
  choose();
}

// One thing after another; every failure is told, and what stands on the server is shown.
function then(work) {
  busy = busy.then(work).then(() => tell("")).catch((error) => {
    seen = "";
    tell(error.message);
  });
  return busy;
}

function write(work) {
  return then(async () => {
    try {
      await work();
    } finally {
      await refresh();
    }
  });
}

function put(place, value) {
  const area = single(place);
  const target = tab;
  if (value === "") return write(() => book.clear(target.range(area)));
  return write(() => book.type(target.range(area), [[value]]));
}

// ---- tabs and the cursor -------------------------------------------------------------------

function choose() {
  const wanted = Number(new URLSearchParams(location.hash.slice(1)).get("gid"));
  const visible = tabs.filter((each) => !each.hidden);
  const before = tab?.id;
  tab = visible.find((each) => each.id === wanted) ?? visible[0];
  at("tabs").replaceChildren(...visible.map((each) => {
    const link = document.createElement("a");
    link.href = `#gid=${each.id}`;
    link.textContent = each.title;
    if (each === tab) link.setAttribute("aria-current", "page");
    return link;
  }));
  if (before !== undefined && before !== tab.id) {
    table.reach = { ROWS: 0, COLUMNS: 0 };
    cursor = other = { row: 0, column: 0 };
  }
  show();
}

function area() {
  return tab.whole({
    top: Math.min(cursor.row, other.row), bottom: Math.max(cursor.row, other.row) + 1,
    left: Math.min(cursor.column, other.column), right: Math.max(cursor.column, other.column) + 1,
  });
}

function clamp({ row, column }) {
  return {
    row: Math.max(0, Math.min(tab.size.ROWS - 1, row)),
    column: Math.max(0, Math.min(tab.size.COLUMNS - 1, column)),
  };
}

function show() {
  cursor = tab.anchor(clamp(cursor));
  other = clamp(other);
  table.draw(tab, { row: Math.max(cursor.row, Math.min(other.row, table.reach.ROWS)), column: cursor.column });
  table.mark(cursor, area());
  const cell = tab.cell(cursor.row, cursor.column);
  at("place").textContent = letters(cursor.column) + (cursor.row + 1);
  if (document.activeElement !== formula) formula.value = entered(cell, locale) ?? "";
  offer(choices(cell), formula.value);
  if (!typing) place();
}

function offer(words, value) {
  const select = at("choice");
  select.hidden = !words;
  if (!words) return;
  const options = words.includes(value) ? words : [value, ...words];
  select.replaceChildren(...options.map((word) => new Option(word, word, false, word === value)));
}

function place() {
  const td = table.at(cursor);
  if (!td) return;
  editor.style.left = `${td.offsetLeft}px`;
  editor.style.top = `${td.offsetTop}px`;
  editor.style.width = `${Math.max(td.offsetWidth, typing ? 160 : 0)}px`;
  editor.style.height = `${Math.max(td.offsetHeight, typing ? editor.scrollHeight : 0)}px`;
}

function go(next, extend = false) {
  if (extend) other = clamp(next);
  else cursor = other = clamp(next);
  show();
  table.at(tab.anchor(other))?.scrollIntoView({ block: "nearest", inline: "nearest" });
  focus();
}

function focus() {
  editor.focus({ preventScroll: true });
}

// The next visible line past the merge that the cursor stands in.
function step(dimension, by, from) {
  const merge = tab.merge(from.row, from.column);
  const [name, start, end] = dimension === "ROWS"
    ? ["row", "startRowIndex", "endRowIndex"] : ["column", "startColumnIndex", "endColumnIndex"];
  let index = from[name];
  if (merge) index = by > 0 ? merge[end] - 1 : merge[start];
  do index += by; while (index >= 0 && index < tab.size[dimension] && !tab.shows(dimension, index));
  return { ...from, [name]: index < 0 || index >= tab.size[dimension] ? from[name] : index };
}

// ---- typing --------------------------------------------------------------------------------

function begin(text) {
  typing = true;
  if (text !== undefined) editor.value = text;
  editor.classList.add("typing");
  place();
}

function stop() {
  typing = false;
  editor.value = "";
  editor.classList.remove("typing");
}

function commit() {
  if (!typing) return;
  const value = editor.value;
  const old = entered(tab.cell(cursor.row, cursor.column), locale) ?? "";
  const where = cursor;
  stop();
  if (value !== old) put(where, value);
}

function edit() {
  const cell = tab.cell(cursor.row, cursor.column);
  if (checkbox(cell)) return;
  begin(entered(cell, locale) ?? "");
  focus();
  editor.setSelectionRange(editor.value.length, editor.value.length);
}

function toggle(spot) {
  const cell = tab.cell(spot.row, spot.column);
  const values = checkbox(cell);
  put(spot, values[ticked(cell) ? 0 : 1]);
}

function erase() {
  const chosen = area();
  const target = tab;
  write(() => book.clear(target.range(chosen)));
}

const MOVES = {
  ArrowUp: ["ROWS", -1], ArrowDown: ["ROWS", 1], ArrowLeft: ["COLUMNS", -1], ArrowRight: ["COLUMNS", 1],
};

function resting(event) {
  if (MOVES[event.key]) {
    go(step(...MOVES[event.key], event.shiftKey ? other : cursor), event.shiftKey);
  } else if (event.key === "Enter" || event.key === "F2") {
    edit();
  } else if (event.key === "Tab") {
    go(step("COLUMNS", event.shiftKey ? -1 : 1, cursor));
  } else if (event.key === "Delete" || event.key === "Backspace") {
    erase();
  } else if (event.key === " " && checkbox(tab.cell(cursor.row, cursor.column))) {
    toggle(cursor);
  } else if (event.key === "Home") {
    go({ ...cursor, column: 0 });
  } else {
    return false;
  }
  return true;
}

function whileTyping(event) {
  if (event.key === "Escape") {
    stop();
    show();
  } else if (event.key === "Enter" && !event.altKey) {
    commit();
    go(step("ROWS", event.shiftKey ? -1 : 1, cursor));
  } else if (event.key === "Tab") {
    commit();
    go(step("COLUMNS", event.shiftKey ? -1 : 1, cursor));
  } else {
    return false;
  }
  return true;
}

editor.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey) return;
  const done = typing ? whileTyping(event) : resting(event);
  if (done) event.preventDefault();
});
editor.addEventListener("input", () => begin());

// ---- pointers, the line above the grid, the clipboard ----------------------------------------

function spotOf(target) {
  const each = target.closest("td, th");
  if (!each) return null;
  const { row, column } = each.dataset;
  return { row: row === undefined ? null : Number(row), column: column === undefined ? null : Number(column) };
}

at("sheet").addEventListener("pointerdown", (event) => {
  const spot = event.target === editor ? null : spotOf(event.target);
  if (!spot) return;
  event.preventDefault();
  commit();
  if (spot.row === null && spot.column === null) return;
  const end = { row: spot.row ?? tab.size.ROWS - 1, column: spot.column ?? tab.size.COLUMNS - 1 };
  if (!event.shiftKey) cursor = { row: spot.row ?? 0, column: spot.column ?? 0 };
  other = end;
  show();
  focus();
});
at("sheet").addEventListener("pointermove", (event) => {
  const spot = event.buttons === 1 && !typing && event.target.closest("td") && spotOf(event.target);
  if (spot && (spot.row !== other.row || spot.column !== other.column)) go(spot, true);
});
at("sheet").addEventListener("click", (event) => {
  if (event.target.type !== "checkbox") return;
  event.preventDefault();
  toggle(spotOf(event.target));
});
at("sheet").addEventListener("dblclick", (event) => {
  if (event.target.closest("td")) edit();
});
formula.addEventListener("keydown", (event) => {
  if (event.key === "Enter" || event.key === "Tab") {
    event.preventDefault();
    put(cursor, formula.value);
    go(step("ROWS", 1, cursor));
  } else if (event.key === "Escape") {
    go(cursor);
  }
});
at("choice").addEventListener("change", (event) => put(cursor, event.target.value).then(focus));

editor.addEventListener("copy", (event) => {
  if (typing) return;
  event.preventDefault();
  const chosen = area();
  const lines = [];
  for (let row = chosen.top; row < Math.min(chosen.bottom, tab.used.ROWS); row += 1) {
    const cells = [];
    for (let column = chosen.left; column < Math.min(chosen.right, tab.used.COLUMNS); column += 1) {
      cells.push((tab.cell(row, column).formattedValue ?? "").replaceAll(/[\t\n]/g, " "));
    }
    lines.push(cells.join("\t"));
  }
  event.clipboardData.setData("text/plain", lines.join("\n"));
});
editor.addEventListener("paste", (event) => {
  if (typing) return;
  event.preventDefault();
  const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
  const values = text.split(/\r?\n/).map((line) => line.split("\t"));
  const target = tab;
  const chosen = {
    top: cursor.row, bottom: cursor.row + values.length, left: cursor.column,
    right: cursor.column + Math.max(...values.map((line) => line.length)),
  };
  write(() => book.type(target.range(chosen), values));
});

// ---- rows, columns, sorting ------------------------------------------------------------------

function span(dimension) {
  const chosen = area();
  const [startIndex, endIndex] = dimension === "ROWS"
    ? [chosen.top, chosen.bottom] : [chosen.left, chosen.right];
  return { sheetId: tab.id, dimension, startIndex, endIndex };
}

function shift(dimension, by) {
  const name = dimension === "ROWS" ? "row" : "column";
  cursor = { ...cursor, [name]: cursor[name] + by };
  other = { ...other, [name]: other[name] + by };
}

const DO = {
  insert(dimension, side) {
    const { startIndex, endIndex } = span(dimension);
    const start = side === "before" ? startIndex : endIndex;
    const range = { ...span(dimension), startIndex: start, endIndex: start + endIndex - startIndex };
    if (side === "after") shift(dimension, endIndex - startIndex);
    return { insertDimension: { range, inheritFromBefore: start > 0 } };
  },
  delete(dimension) {
    return { deleteDimension: { range: span(dimension) } };
  },
  move(dimension, side) {
    const source = span(dimension);
    const destinationIndex = side === "before" ? source.startIndex - 1 : source.endIndex + 1;
    if (destinationIndex < 0 || destinationIndex > tab.size[dimension]) return null;
    shift(dimension, side === "before" ? -1 : 1);
    return { moveDimension: { source, destinationIndex } };
  },
  sort(sortOrder) {
    const chosen = area();
    if (chosen.bottom - chosen.top < 2) {
      tell("Hãy chọn các hàng cần sắp xếp trước.");
      return null;
    }
    const dimensionIndex = Number(at("sort-column").value);
    return { sortRange: { range: tab.grid(chosen), sortSpecs: [{ dimensionIndex, sortOrder }] } };
  },
};

for (const menu of document.querySelectorAll(".tools details")) {
  menu.addEventListener("toggle", () => {
    if (!menu.open) return;
    for (const each of document.querySelectorAll(".tools details[open]")) if (each !== menu) each.open = false;
    const chosen = area();
    const right = Math.min(chosen.right, Math.max(tab.used.COLUMNS, chosen.left + 1));
    at("sort-column").replaceChildren(...Array.from({ length: right - chosen.left }, (_, index) => {
      const column = chosen.left + index;
      return new Option(letters(column), column, false, column === cursor.column);
    }));
  });
}
document.addEventListener("click", (event) => {
  const wanted = event.target.dataset?.do;
  if (wanted) {
    const [what, ...how] = wanted.split(" ");
    const request = DO[what](...how);
    if (request) write(() => book.change(request));
    focus();
  }
  if (wanted || !event.target.closest(".tools")) {
    for (const each of document.querySelectorAll(".tools details[open]")) each.open = false;
  }
});

// ---- start -------------------------------------------------------------------------------------

window.addEventListener("hashchange", choose);
person(at("person"));
then(refresh).then(focus);
setInterval(() => { if (!document.hidden && !typing) then(refresh); }, POLL);
