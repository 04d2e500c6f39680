/* What HTML cannot say by itself: a lost connection, a menu that closes, printing. */
(() => {
  "use strict";
  const messages = () => document.getElementById("messages");
  const tell = (text) => {
    const note = document.createElement("p");
    note.className = "notice error";
    note.setAttribute("role", "alert");
    note.textContent = text;
    messages().replaceChildren(note);
    note.scrollIntoView({ block: "nearest" });
  };
  const vietnamese = document.documentElement.lang.startsWith("vi");
  const lost = vietnamese
    ? "Mất kết nối với máy chủ: thay đổi vừa rồi chưa được lưu. Hãy kiểm tra mạng rồi thử lại."
    : "The server cannot be reached: the last change was not saved. Check the network and try again.";
  document.addEventListener("htmx:sendError", () => tell(lost));
  document.addEventListener("htmx:timeout", () => tell(lost));
  document.addEventListener("htmx:afterSettle", (event) => {
    const alert = event.target.querySelector?.('[role="alert"]');
    if (alert) alert.scrollIntoView({ block: "center" });
  });
  /* A plain http address of the office's own network has no clipboard but this one. */
  const copy = async (source) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(source.value ?? source.textContent);
    if (source.select) source.select();
    else getSelection().selectAllChildren(source);
    document.execCommand("copy");
  };
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const act = event.target.closest("[data-do]");
    if (!act) return;
    if (act.dataset.do === "print") window.print();
    if (act.dataset.do === "copy") {
      copy(document.getElementById(act.dataset.from)).then(() => {
        act.textContent = act.dataset.done;
      });
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-check-all]")) {
      const boxes = event.target.closest("form").querySelectorAll('input[type="checkbox"]');
      for (const box of boxes) box.checked = event.target.checked;
    }
    const said = event.target.type === "date" && event.target.nextElementSibling;
    if (said) said.textContent = event.target.value.split("-").reverse().join("/");
    if (!event.target.matches("[data-submit]")) return;
    const box = event.target.closest(".drawn");
    const place = [location.pathname, scrollY, box?.scrollTop, box?.scrollLeft];
    if (box) sessionStorage.setItem("place", JSON.stringify(place));
    event.target.form.requestSubmit();
  });
  /* A sheet that is read again because of a choice in it stays where it was looked at. */
  const [path, y, top, left] = JSON.parse(sessionStorage.getItem("place") ?? "[]");
  sessionStorage.removeItem("place");
  if (path === location.pathname) {
    document.querySelector(".drawn")?.scrollTo(left, top);
    scrollTo(0, y);
  }
})();
