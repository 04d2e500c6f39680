// One tab as plain values: cells, merges, which lines show, names in A1 notation.

const EMPTY = {};

export function letters(column) {
  let name = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

export class Tab {
  constructor(sheet) {
    this.id = sheet.properties.sheetId ?? 0;
    this.title = sheet.properties.title;
    this.hidden = sheet.properties.hidden ?? false;
    const grid = sheet.properties.gridProperties;
    this.size = { ROWS: grid.rowCount, COLUMNS: grid.columnCount };
    this.frozen = { ROWS: grid.frozenRowCount ?? 0, COLUMNS: grid.frozenColumnCount ?? 0 };
    const data = sheet.data?.[0] ?? {};
    this.data = data.rowData ?? [];
    this.lines = { ROWS: data.rowMetadata ?? [], COLUMNS: data.columnMetadata ?? [] };
    this.merges = sheet.merges ?? [];
    this.used = {
      ROWS: this.data.length,
      COLUMNS: Math.max(0, ...this.data.map((row) => row.values?.length ?? 0)),
    };
  }

  cell(row, column) {
    return this.data[row]?.values?.[column] ?? EMPTY;
  }

  shows(dimension, index) {
    const line = this.lines[dimension][index];
    return !(line?.hiddenByUser || line?.hiddenByFilter);
  }

  // The merged rectangle over a cell, if any.
  merge(row, column) {
    return this.merges.find((m) => row >= m.startRowIndex && row < m.endRowIndex
      && column >= m.startColumnIndex && column < m.endColumnIndex);
  }

  // The cell that holds what is shown at a place: a merge's first.
  anchor({ row, column }) {
    const merge = this.merge(row, column);
    return merge ? { row: merge.startRowIndex, column: merge.startColumnIndex } : { row, column };
  }

  // Grown until it cuts no merge.
  whole(area) {
    const grown = { ...area };
    for (const m of this.merges) {
      const meets = m.startRowIndex < grown.bottom && m.endRowIndex > grown.top
        && m.startColumnIndex < grown.right && m.endColumnIndex > grown.left;
      if (meets) {
        grown.top = Math.min(grown.top, m.startRowIndex);
        grown.bottom = Math.max(grown.bottom, m.endRowIndex);
        grown.left = Math.min(grown.left, m.startColumnIndex);
        grown.right = Math.max(grown.right, m.endColumnIndex);
      }
    }
    return grown;
  }

  range(area) {
    const title = `'${this.title.replaceAll("'", "''")}'`;
    const first = letters(area.left) + (area.top + 1);
    return `${title}!${first}:${letters(area.right - 1)}${area.bottom}`;
  }

  // Where the row that held `text` (as JSON) is now; where it was, when that cannot be told.
  follow(row, text) {
    if (text === undefined || JSON.stringify(this.data[row]) === text) return row;
    const found = this.data.flatMap((each, at) => (JSON.stringify(each) === text ? [at] : []));
    return found.length === 1 ? found[0] : row;
  }

  // The area as text to paste elsewhere: tabs between cells.
  text(area) {
    const lines = [];
    for (let row = area.top; row < Math.min(area.bottom, this.used.ROWS); row += 1) {
      const cells = [];
      for (let at = area.left; at < Math.min(area.right, this.used.COLUMNS); at += 1) {
        cells.push((this.cell(row, at).formattedValue ?? "").replaceAll(/[\t\n]/g, " "));
      }
      lines.push(cells.join("\t"));
    }
    return lines.join("\n");
  }

  grid(area) {
    return {
      sheetId: this.id, startRowIndex: area.top, endRowIndex: area.bottom,
      startColumnIndex: area.left, endColumnIndex: area.right,
    };
  }
}

export function single({ row, column }) {
  return { top: row, bottom: row + 1, left: column, right: column + 1 };
}

function localised(value, locale) {
  return locale.startsWith("vi") ? String(value).replace(".", ",") : String(value);
}

// What a person sees in the line above the grid and edits: the formula, or the value as typed.
export function entered(cell, locale) {
  const value = cell.userEnteredValue ?? EMPTY;
  if (value.formulaValue !== undefined) return value.formulaValue;
  if (value.numberValue !== undefined) {
    const type = cell.userEnteredFormat?.numberFormat?.type ?? "";
    return /DATE|TIME|PERCENT/.test(type) ? cell.formattedValue : localised(value.numberValue, locale);
  }
  if (value.boolValue !== undefined) return value.boolValue ? "TRUE" : "FALSE";
  const text = value.stringValue ?? "";
  return /^[=+]|^'/.test(text) ? `'${text}` : text;
}

// The two values of a checkbox, unticked first; null where the cell is none.
export function checkbox(cell) {
  const condition = cell.dataValidation?.condition;
  if (condition?.type !== "BOOLEAN") return null;
  const [yes, no] = (condition.values ?? []).map((each) => each.userEnteredValue);
  return yes === undefined ? [false, true] : [no ?? "", yes];
}

export function ticked(cell) {
  const value = cell.effectiveValue ?? EMPTY;
  const [, yes] = checkbox(cell);
  return (value.boolValue ?? value.stringValue ?? value.numberValue) === yes;
}

export function choices(cell) {
  const condition = cell.dataValidation?.condition;
  if (condition?.type !== "ONE_OF_LIST") return null;
  return condition.values.map((each) => each.userEnteredValue);
}
