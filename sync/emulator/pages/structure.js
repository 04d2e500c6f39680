// What the menus ask for, as requests of batchUpdate: rows, columns, sorting.

function span(tab, area, dimension) {
  const [startIndex, endIndex] = dimension === "ROWS"
    ? [area.top, area.bottom] : [area.left, area.right];
  return { sheetId: tab.id, dimension, startIndex, endIndex };
}

function along(dimension, count) {
  return dimension === "ROWS" ? { row: count, column: 0 } : { row: 0, column: count };
}

function insert(tab, area, dimension, side) {
  const range = span(tab, area, dimension);
  const count = range.endIndex - range.startIndex;
  const start = side === "before" ? range.startIndex : range.endIndex;
  const inserted = { ...range, startIndex: start, endIndex: start + count };
  const request = { insertDimension: { range: inserted, inheritFromBefore: start > 0 } };
  return { request, by: side === "after" ? along(dimension, count) : null };
}

function move(tab, area, dimension, side) {
  const source = span(tab, area, dimension);
  const destinationIndex = side === "before" ? source.startIndex - 1 : source.endIndex + 1;
  if (destinationIndex < 0 || destinationIndex > tab.size[dimension]) return { refuse: "Đã ở tận cùng." };
  const by = along(dimension, side === "before" ? -1 : 1);
  return { request: { moveDimension: { source, destinationIndex } }, by };
}

function sort(tab, area, sortOrder, dimensionIndex) {
  if (area.bottom - area.top < 2) return { refuse: "Hãy chọn các hàng cần sắp xếp trước." };
  const sortSpecs = [{ dimensionIndex, sortOrder }];
  return { request: { sortRange: { range: tab.grid(area), sortSpecs } } };
}

// `wanted` is a button's word: "insert ROWS before", "delete COLUMNS", "sort ASCENDING".
// Gives the request and how far the cursor goes along, or why it cannot be done.
export function structural(wanted, tab, area, sortColumn) {
  const [what, how, side] = wanted.split(" ");
  if (what === "insert") return insert(tab, area, how, side);
  if (what === "move") return move(tab, area, how, side);
  if (what === "sort") return sort(tab, area, how, sortColumn);
  return { request: { deleteDimension: { range: span(tab, area, how) } } };
}
