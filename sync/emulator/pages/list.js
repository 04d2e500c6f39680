// The list of spreadsheets: make one, share it, stop sharing it.

import { call, person } from "/pages/api.js";

const FILES = "/drive/v3/files";
const KIND = "application/vnd.google-apps.spreadsheet";
const ROLES = { owner: "chủ sở hữu", writer: "được sửa", commenter: "được nhận xét", reader: "được xem" };
const list = document.getElementById("files");
const message = document.getElementById("message");
let shown = "";

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

async function attempt(work) {
  try {
    await work();
    message.hidden = true;
  } catch (error) {
    message.textContent = error.message;
    message.hidden = false;
  }
}

function permission(file, each) {
  const who = each.type === "anyone" ? "Bất kỳ ai có đường liên kết" : each.emailAddress;
  const line = element("li", {}, `${who} · ${ROLES[each.role] ?? each.role} `);
  if (each.role !== "owner") {
    const remove = element("button", { className: "link", textContent: "Thôi chia sẻ" });
    remove.addEventListener("click", () => attempt(async () => {
      await call("DELETE", `${FILES}/${file.id}/permissions/${each.id}`);
      await show();
    }));
    line.append(remove);
  }
  return line;
}

function sharing(file) {
  const form = element("form", { className: "share" });
  form.innerHTML = `<input name="email" type="email" placeholder="E-mail, hoặc để trống: mọi người">
    <select name="role"><option value="writer">được sửa</option>
    <option value="reader">được xem</option></select><button>Chia sẻ</button>`;
  form.elements.email.setAttribute("aria-label", `Chia sẻ ${file.name} cho`);
  form.elements.role.setAttribute("aria-label", "Quyền");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const email = form.elements.email.value.trim();
    const role = form.elements.role.value;
    const body = email ? { type: "user", emailAddress: email, role } : { type: "anyone", role };
    attempt(async () => {
      await call("POST", `${FILES}/${file.id}/permissions?sendNotificationEmail=false`, body);
      await show();
    });
  });
  return form;
}

function line(file) {
  const address = `/spreadsheets/d/${file.id}/edit`;
  const shares = (file.permissions ?? []).map((each) => permission(file, each));
  return element("li", { id: file.id },
    element("a", { href: address, textContent: file.name }),
    element("code", { textContent: location.origin + address }),
    element("details", { },
      element("summary", { textContent: `Chia sẻ (${shares.length})` }),
      element("ul", {}, ...shares), sharing(file)));
}

async function all() {
  const files = [];
  let page = "";
  do {
    const query = new URLSearchParams({
      q: `mimeType='${KIND}' and trashed=false`, orderBy: "name", pageSize: "1000",
      fields: "nextPageToken,files(id,name,permissions(id,type,role,emailAddress))",
    });
    if (page) query.set("pageToken", page);
    const answer = await call("GET", `${FILES}?${query}`);
    files.push(...answer.files ?? []);
    page = answer.nextPageToken;
  } while (page);
  return files;
}

async function show() {
  const files = await all();
  const now = JSON.stringify(files);
  if (now === shown) return;
  shown = now;
  const open = [...list.querySelectorAll("details[open]")].map((each) => each.parentElement.id);
  list.replaceChildren(...files.map(line));
  for (const id of open) document.getElementById(id)?.querySelector("details").setAttribute("open", "");
  document.getElementById("none").hidden = files.length > 0;
}

document.getElementById("new").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(async () => {
    const title = event.target.elements.title.value;
    const made = await call("POST", "/v4/spreadsheets", { properties: { title, locale: "vi_VN" } });
    location.href = `/spreadsheets/d/${made.spreadsheetId}/edit`;
  });
});
person(document.getElementById("person"));
attempt(show);
setInterval(() => { if (!document.hidden && !document.activeElement?.form) attempt(show); }, 4000);
