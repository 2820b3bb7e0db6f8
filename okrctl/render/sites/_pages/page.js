"use strict";
// The pages are complete without this: it searches, filters, focuses the graph, and remembers light or dark.
(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const root = document.documentElement;

  const theme = one("#theme");
  const wanted = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : wanted.matches);
  const named = () => { theme.textContent = dark() ? "Light" : "Dark"; };
  try { const kept = localStorage.getItem("okrctl-theme"); if (kept === "dark" || kept === "light") root.dataset.theme = kept; } catch { /* a page from a file may keep nothing */ }
  theme.hidden = false;
  theme.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("okrctl-theme", root.dataset.theme); } catch { /* as above */ }
    named();
  });
  wanted.addEventListener("change", named);
  named();

  const links = all("nav a");
  const target = () => { try { return document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return null; } };
  const arrived = (event) => {
    const place = target();
    for (let at = place; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    const page = place ? place.closest(".page") : one("#company");
    for (const link of links) {
      if (page && link.getAttribute("href") === "#" + page.id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (page) document.title = page.querySelector("h1").textContent + " · OKRs";
    if (event && place) {
      if (place.classList.contains("page")) { scrollTo(0, 0); place.querySelector("h1").focus({ preventScroll: true }); }
      else place.scrollIntoView();
    }
  };
  addEventListener("hashchange", arrived);
  arrived();
  if (matchMedia("(max-width: 68.7rem)").matches) one(".departments").open = false;

  const form = one("#find"), text = one("#find-text"), items = all("[data-s]");
  const choices = all("select[data-by]", form);
  form.hidden = false;
  const words = new Map();
  const content = (item) => {
    if (!words.has(item)) words.set(item, item.textContent.toLowerCase() + " " + (item.dataset.t + " " + item.dataset.o).toLowerCase());
    return words.get(item);
  };
  const filter = () => {
    const sought = text.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const picked = choices.filter((each) => each.value).map((each) => [each.dataset.by, each.value]);
    const active = sought.length + picked.length > 0;
    for (const item of items) {
      item.hidden = active && !(picked.every(([by, value]) => (item.dataset[by] || "").split("|").includes(value)) && sought.every((word) => content(item).includes(word)));
    }
    for (const group of all(".objective, tbody.group")) {
      const parts = all("[data-s]", group).filter((each) => !each.classList.contains("o-row"));
      const head = group.classList.contains("objective") ? group : group.querySelector(".o-row");
      if (!head || head.dataset.s === undefined) continue;
      const some = parts.some((each) => !each.hidden);
      if (active && !head.hidden && !some) for (const each of parts) each.hidden = false;
      head.hidden = active && head.hidden && !some;
      group.hidden = head.hidden;
    }
    const shown = all("#key-results tr[data-s]:not(.o-row)").filter((each) => !each.hidden).length;
    one("#nothing").hidden = !active || shown > 0;
    one("#find-on").textContent = picked.length ? " " + picked.length : "";
    one("#find-count").textContent = active ? shown + (shown === 1 ? " key result" : " key results") : "";
  };
  const search = () => { if (text.value && !target()) location.hash = "key-results"; else if (text.value && target().closest(".page") === one("#company")) location.hash = "key-results"; filter(); };
  let soon = 0;
  text.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(search, 80); });
  for (const each of choices) each.addEventListener("change", () => { const page = target() && target().closest(".page"); if (!page || page.id === "company") location.hash = "key-results"; filter(); });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => { event.preventDefault(); location.hash = "key-results"; filter(); });
  addEventListener("keydown", (event) => {
    if (event.key === "k" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); text.focus(); text.select(); }
    if (event.key === "Escape" && document.activeElement === text) { text.value = ""; filter(); }
  });

  const focus = one("#focus"), exposed = one("#exposed");
  if (focus && one("#graph .flows")) {
    const ways = all("#graph .flow"), names = all("#graph .dept");
    one("#graph-tools").hidden = false;
    const graph = one("#graph .flows");
    const draw = (over = "") => {
      const chosen = over || focus.value;
      graph.classList.toggle("near", Boolean(chosen));
      const only = exposed.getAttribute("aria-pressed") === "true", near = new Set();
      for (const way of ways) {
        const away = (chosen && way.dataset.a !== chosen && way.dataset.b !== chosen) || (only && !way.classList.contains("exposed"));
        way.classList.toggle("away", Boolean(away));
        if (!away) { near.add(way.dataset.a); near.add(way.dataset.b); }
      }
      for (const name of names) name.classList.toggle("away", !near.has(name.dataset.d));
    };
    focus.addEventListener("change", () => draw());
    exposed.addEventListener("click", () => { exposed.setAttribute("aria-pressed", String(exposed.getAttribute("aria-pressed") !== "true")); draw(); });
    for (const name of names) {
      name.addEventListener("click", () => { focus.value = focus.value === name.dataset.d ? "" : name.dataset.d; draw(); });
      name.addEventListener("pointerenter", () => draw(name.dataset.d));
      name.addEventListener("pointerleave", () => draw());
    }
  }
})();
