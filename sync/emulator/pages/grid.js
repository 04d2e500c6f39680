// The grid: where the cursor stands, what keys and pointers do, what other windows changed.

import { person } from "/pages/api.js";
import { Live } from "/pages/live.js";
import { menus } from "/pages/menus.js";
import { Tab, checkbox, choices, entered, letters, ticked } from "/pages/model.js";
import { structural } from "/pages/structure.js";
import { Table } from "/pages/table.js";

const at = (id) => document.getElementById(id);
const editor = at("editor");
const formula = at("formula");
const id = decodeURIComponent(location.pathname.split("/")[3]);
const live = new Live(id, choose, tell);
const table = new Table(document.querySelector("table"));

let tab = null;
let cursor = { row: 0, column: 0 };
let other = cursor;
let typing = false;

function tell(text) {
  at("message").textContent = text;
}

// ---- tabs and the cursor -------------------------------------------------------------------

function choose() {
  at("title").textContent = live.title;
  document.title = `${live.title} · Máy chủ Sheets cục bộ`;
  const wanted = Number(new URLSearchParams(location.hash.slice(1)).get("gid"));
  const visible = live.tabs.filter((each) => !each.hidden);
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
  table.draw(tab, cursor);
  table.mark(cursor, area());
  const cell = tab.cell(cursor.row, cursor.column);
  at("place").textContent = letters(cursor.column) + (cursor.row + 1);
  if (document.activeElement !== formula) formula.value = entered(cell, live.locale) ?? "";
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
  const old = entered(tab.cell(cursor.row, cursor.column), live.locale) ?? "";
  const where = cursor;
  stop();
  if (value !== old) live.put(tab, where, value);
}

function edit() {
  const cell = tab.cell(cursor.row, cursor.column);
  if (checkbox(cell)) return;
  begin(entered(cell, live.locale) ?? "");
  focus();
  editor.setSelectionRange(editor.value.length, editor.value.length);
}

function toggle(spot) {
  const cell = tab.cell(spot.row, spot.column);
  const values = checkbox(cell);
  live.put(tab, spot, values[ticked(cell) ? 0 : 1]);
}

function erase() {
  const chosen = area();
  const target = tab;
  live.write((book) => book.clear(target.range(chosen)));
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
    live.put(tab, cursor, formula.value);
    go(step("ROWS", 1, cursor));
  } else if (event.key === "Escape") {
    go(cursor);
  }
});
at("choice").addEventListener("change", (event) => live.put(tab, cursor, event.target.value).then(focus));

editor.addEventListener("copy", (event) => {
  if (typing) return;
  event.preventDefault();
  event.clipboardData.setData("text/plain", tab.text(area()));
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
  live.write((book) => book.type(target.range(chosen), values));
});

// ---- rows, columns, sorting ------------------------------------------------------------------

function change(wanted, sortColumn) {
  focus();
  const { request, by, refuse } = structural(wanted, tab, area(), sortColumn);
  if (refuse) {
    tell(refuse);
    return;
  }
  if (by) {
    cursor = { row: cursor.row + by.row, column: cursor.column + by.column };
    other = { row: other.row + by.row, column: other.column + by.column };
  }
  live.write((book) => book.change(request));
}

menus(() => {
  const { left, right } = area();
  const last = Math.max(left, Math.min(right, tab.used.COLUMNS) - 1);
  return { first: left, last, proposed: cursor.column };
}, change);

// ---- start -------------------------------------------------------------------------------------

window.addEventListener("hashchange", choose);
person(at("person"));
live.start(() => !typing).then(focus);
