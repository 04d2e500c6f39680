// The spreadsheet as it stands on the server: read again and again, written to one thing at a time.

import { Spreadsheet } from "/pages/api.js";
import { Tab, single } from "/pages/model.js";

const POLL = 1500;

export class Live {
  // `changed` is called when something new was read; `tell` shows what went wrong, "" when nothing.
  constructor(id, changed, tell) {
    this.book = new Spreadsheet(id);
    this.changed = changed;
    this.tell = tell;
    this.tabs = [];
    this.title = "";
    this.locale = "vi_VN";
    this.seen = "";
    this.busy = Promise.resolve();
  }

  // Reads now, then every moment that `idle` allows.
  start(idle) {
    setInterval(() => { if (!document.hidden && idle()) this.then(() => this.refresh()); }, POLL);
    return this.then(() => this.refresh());
  }

  async refresh() {
    const spreadsheet = await this.book.read();
    const text = JSON.stringify(spreadsheet);
    if (text === this.seen) return;
    this.seen = text;
    this.title = spreadsheet.properties.title;
    this.locale = spreadsheet.properties.locale ?? this.locale;
    this.tabs = spreadsheet.sheets.map((sheet) => new Tab(sheet));
    this.changed();
  }

  then(work) {
    this.busy = this.busy.then(work).then(() => this.tell("")).catch((error) => {
      this.seen = "";
      this.tell(error.message);
    });
    return this.busy;
  }

  // Whatever becomes of the work, what then stands on the server is shown.
  write(work) {
    return this.then(async () => {
      try {
        await work(this.book);
      } finally {
        await this.refresh();
      }
    });
  }

  // Types into the cell; when rows moved since it was seen, into the same row where it is now.
  put(tab, place, value) {
    const row = JSON.stringify(tab.data[place.row]);
    return this.write(async (book) => {
      await this.refresh();
      const now = this.tabs.find((each) => each.id === tab.id) ?? tab;
      const range = now.range(single({ ...place, row: now.follow(place.row, row) }));
      await (value === "" ? book.clear(range) : book.type(range, [[value]]));
    });
  }
}
