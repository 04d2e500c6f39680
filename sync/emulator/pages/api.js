// Speaks to the server's public API, as the person named on the page.

const PERSON = "person";

export function person(input) {
  input.value = localStorage.getItem(PERSON) ?? "";
  input.addEventListener("change", () => {
    localStorage.setItem(PERSON, input.value.trim());
    location.reload();
  });
}

const WORDS = {
  401: "Phiên làm việc đã hết hạn.",
  403: "Bạn chưa được chia sẻ bảng tính này. Hãy ghi địa chỉ e-mail ở ô “Tôi là”.",
  404: "Không có bảng tính này.",
  429: "Đã vượt số lượt trong một phút. Hãy chờ một lát.",
};

export async function call(method, path, body) {
  const who = localStorage.getItem(PERSON);
  const headers = { "Content-Type": "application/json" };
  if (who) headers.Authorization = `Bearer ${who}`;
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  if (answer.status === 204) return {};
  const json = await answer.json();
  if (!answer.ok) {
    const error = new Error(WORDS[answer.status] ?? json.error?.message ?? String(answer.status));
    error.status = answer.status;
    throw error;
  }
  return json;
}

const SHEET = "sheets(properties,merges,data(rowData.values(formattedValue,effectiveValue,"
  + "userEnteredValue,dataValidation,userEnteredFormat(textFormat.bold,backgroundColor,"
  + "horizontalAlignment,wrapStrategy,numberFormat.type),note),rowMetadata(hiddenByUser,"
  + "hiddenByFilter,pixelSize),columnMetadata(hiddenByUser,pixelSize)))";

export class Spreadsheet {
  constructor(id) {
    this.path = `/v4/spreadsheets/${encodeURIComponent(id)}`;
  }

  read() {
    const query = new URLSearchParams({
      includeGridData: "true", fields: `properties(title,locale),${SHEET}`,
    });
    return call("GET", `${this.path}?${query}`);
  }

  change(...requests) {
    return call("POST", `${this.path}:batchUpdate`, { requests });
  }

  // What a person types: USER_ENTERED, from the cell named by `range` on.
  type(range, values) {
    const query = "valueInputOption=USER_ENTERED";
    return call("PUT", `${this.path}/values/${encodeURIComponent(range)}?${query}`, {
      range, majorDimension: "ROWS", values,
    });
  }

  clear(range) {
    return call("POST", `${this.path}/values/${encodeURIComponent(range)}:clear`, {});
  }
}
