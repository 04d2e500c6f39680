// Draws a tab as a table; only the rows that changed are drawn anew.

import { checkbox, letters, ticked } from "/pages/model.js";

const SPARE = { ROWS: 25, COLUMNS: 5 };
const LEAST = { ROWS: 40, COLUMNS: 12 };
const HEADER = 46;

function colour(format) {
  const { red = 0, green = 0, blue = 0 } = format;
  return `rgb(${[red, green, blue].map((part) => Math.round(part * 255)).join(" ")})`;
}

function dress(td, cell, merge) {
  const format = cell.userEnteredFormat ?? {};
  const align = format.horizontalAlignment?.toLowerCase();
  const number = cell.effectiveValue?.numberValue !== undefined;
  if (align) td.classList.add(align);
  else if (number) td.classList.add("number");
  else if (checkbox(cell)) td.classList.add("center");
  if (format.textFormat?.bold) td.classList.add("bold");
  if (format.wrapStrategy === "WRAP" || merge) td.classList.add("wrap");
  if (format.backgroundColor) td.style.backgroundColor = colour(format.backgroundColor);
  if (cell.note) {
    td.classList.add("note");
    td.title = cell.note;
  }
}

function fill(td, cell) {
  if (checkbox(cell)) {
    const box = Object.assign(document.createElement("input"), {
      type: "checkbox", checked: ticked(cell), tabIndex: -1,
    });
    td.append(box);
  } else {
    td.textContent = cell.formattedValue ?? "";
  }
}

export class Table {
  constructor(table) {
    this.table = table;
    this.head = table.tHead;
    this.body = table.tBodies[0];
    this.columns = table.querySelector("colgroup");
    this.drawn = new Map();
    this.reach = { ROWS: 0, COLUMNS: 0 };
  }

  // The lines drawn: those in use and some to spare, more as the cursor goes there.
  lines(tab, dimension, cursor) {
    const wanted = Math.max(
      tab.used[dimension] + SPARE[dimension], LEAST[dimension], cursor + SPARE[dimension] + 1,
      this.reach[dimension],
    );
    this.reach[dimension] = wanted;
    const count = Math.min(tab.size[dimension], wanted);
    return Array.from({ length: count }, (_, index) => index)
      .filter((index) => tab.shows(dimension, index));
  }

  draw(tab, cursor) {
    const columns = this.lines(tab, "COLUMNS", cursor.column);
    const rows = this.lines(tab, "ROWS", cursor.row);
    const key = JSON.stringify([tab.id, columns, tab.lines.COLUMNS, tab.frozen]);
    if (key !== this.key) {
      this.key = key;
      this.drawn.clear();
      this.drawHead(tab, columns);
    }
    const old = this.drawn;
    this.drawn = new Map(rows.map((row) => {
      const text = JSON.stringify([tab.data[row], tab.lines.ROWS[row], this.near(tab, row)]);
      const kept = old.get(row);
      return [row, kept?.text === text ? kept : { text, tr: this.drawRow(tab, row, columns) }];
    }));
    // Left in place where nothing changed: a row taken out between press and release loses its click.
    const trs = [...this.drawn.values()].map((each) => each.tr);
    const same = trs.length === this.body.rows.length && trs.every((tr, at) => tr === this.body.rows[at]);
    if (same) return;
    this.body.replaceChildren(...trs);
    this.freeze(tab);
  }

  near(tab, row) {
    return tab.merges.filter((m) => row >= m.startRowIndex && row < m.endRowIndex);
  }

  drawHead(tab, columns) {
    const sizes = columns.map((column) => tab.lines.COLUMNS[column]?.pixelSize ?? 100);
    this.columns.replaceChildren(...[HEADER, ...sizes].map((size) => {
      const col = document.createElement("col");
      col.style.width = `${size}px`;
      return col;
    }));
    const tr = document.createElement("tr");
    tr.append(document.createElement("th"), ...columns.map((column) => {
      const th = document.createElement("th");
      th.textContent = letters(column);
      th.dataset.column = column;
      return th;
    }));
    this.head.replaceChildren(tr);
  }

  drawRow(tab, row, columns) {
    const tr = document.createElement("tr");
    const th = document.createElement("th");
    th.textContent = row + 1;
    th.dataset.row = row;
    tr.append(th);
    for (const column of columns) {
      const merge = tab.merge(row, column);
      const covered = merge && (merge.startRowIndex !== row || merge.startColumnIndex !== column);
      if (!covered) tr.append(this.drawCell(tab, row, column, merge));
    }
    const height = tab.lines.ROWS[row]?.pixelSize;
    if (height && height !== 21) tr.style.height = `${height}px`;
    return tr;
  }

  drawCell(tab, row, column, merge) {
    const td = document.createElement("td");
    td.dataset.row = row;
    td.dataset.column = column;
    if (merge) {
      const count = (from, to, dimension) => Array.from({ length: to - from }, (_, i) => from + i)
        .filter((index) => tab.shows(dimension, index)).length;
      td.rowSpan = count(merge.startRowIndex, merge.endRowIndex, "ROWS") || 1;
      td.colSpan = count(merge.startColumnIndex, merge.endColumnIndex, "COLUMNS") || 1;
    }
    const cell = tab.cell(row, column);
    dress(td, cell, merge);
    fill(td, cell);
    if (row === tab.frozen.ROWS - 1) td.classList.add("last-row");
    if (column === tab.frozen.COLUMNS - 1) td.classList.add("last-column");
    return td;
  }

  // Frozen lines stick below the letters and right of the numbers.
  freeze(tab) {
    if (!tab.frozen.ROWS && !tab.frozen.COLUMNS) return;
    const top = this.head.offsetHeight;
    for (const [row, { tr }] of this.drawn) {
      for (const each of tr.cells) {
        const column = each.dataset.column;
        const inRows = row < tab.frozen.ROWS;
        const inColumns = column !== undefined && column < tab.frozen.COLUMNS;
        if (inRows) each.style.top = `${Math.max(top, tr.offsetTop)}px`;
        if (inColumns) each.style.left = `${each.offsetLeft}px`;
        each.classList.toggle("frozen", inRows || inColumns);
      }
    }
  }

  at({ row, column }) {
    return this.body.querySelector(`td[data-row="${row}"][data-column="${column}"]`);
  }

  mark(cursor, area) {
    for (const each of this.table.querySelectorAll(".picked, .cursor")) {
      each.classList.remove("picked", "cursor");
    }
    const many = area.bottom - area.top > 1 || area.right - area.left > 1;
    for (const each of this.table.querySelectorAll("td, th")) {
      const row = each.dataset.row ?? area.top;
      const column = each.dataset.column ?? area.left;
      const inside = row >= area.top && row < area.bottom && column >= area.left && column < area.right;
      const named = each.dataset.row !== undefined || each.dataset.column !== undefined;
      if (inside && named && (many || each.tagName === "TH")) each.classList.add("picked");
    }
    this.at(cursor)?.classList.add("cursor");
  }
}
