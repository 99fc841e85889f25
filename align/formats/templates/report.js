// The report page's behaviour. Everything is already in the page when this runs: the script
// filters, marks and moves between what is there. Listeners stand on the containers, not on the
// rows, so that a page of thousands of pairs starts as quickly as one of forty.
(() => {
const { spots } = own;
const wide = matchMedia("(min-width: 1200px)");
const beads = $("beads");
const rows = [...beads.querySelectorAll("tr.r")];
const cards = [...document.querySelectorAll(".card")];
const items = [...document.querySelectorAll(".item")];

// --- words -------------------------------------------------------------------------------------

/** What the figures of the glossary mean, for those who point at one. */
function explain() {
  for (const key of ["hhi", "entropy"]) {
    for (const figure of document.querySelectorAll("." + key)) figure.title = say(key + "_what");
  }
}

/** Say again, in another language, what the page says by itself. */
function retell() {
  explain();
  for (const element of document.querySelectorAll(".none[lang]")) element.lang = lang;
  sift();
  siftCards();
  siftItems();
  markCursor(cursor);
}

// --- moving about ------------------------------------------------------------------------------

let current = rows[0] || null;
let textAt = 0;

/** Make a row the one that Tab reaches, and its terms with it. */
function select(row) {
  if (current && current !== row) {
    current.tabIndex = -1;
    for (const link of current.querySelectorAll("a")) link.tabIndex = -1;
  }
  current = row;
  row.tabIndex = 0;
  for (const link of row.querySelectorAll("a")) link.tabIndex = 0;
  markCursor(rowNumber(row));
}

const rowNumber = (row) => Number(row.id.slice(1));

function show(view) {
  root.dataset.view = view;
  if (view !== "text") root.dataset.pane = view;
  const now = wide.matches ? root.dataset.pane : view;
  for (const link of document.querySelectorAll("#bar nav a")) {
    if (link.dataset.view === now) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** Go to what an address names, and leave a way back. */
function go(hash, from) {
  const target = hash.length > 1 && $(hash.slice(1));
  if (!target) return;
  if (from) history.replaceState(null, "", "#" + from.id);
  if (location.hash !== hash) history.pushState(null, "", hash);
  arrive(target);
}

function arrive(target) {
  const section = target.closest("main > section");
  const view = section && section.id !== "map" ? section.id : "text";
  if (root.dataset.view === "text" && view !== "text") textAt = scrollY;
  show(view);
  if (target.hidden) reveal(target);
  if (target.matches("tr.r")) select(target);
  target.focus({ preventScroll: true });
  const pane = target.closest(".pane");
  if (pane && wide.matches) {
    const head = pane.querySelector(".pane-head").offsetHeight;
    const offset = () => target.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    // Twice: what lies between may get its true height only once it is near.
    for (let turn = 0; turn < 2; turn++) pane.scrollTop += offset() - (target === pane ? 0 : head + 4);
  } else if (target.matches("section")) {
    // On a narrow screen one section stands at a time; the text is found where it was left.
    const head = $("top").offsetHeight;
    scrollTo(0, target.id === "text" && !wide.matches && textAt > head ? textAt : head);
  } else {
    const block = target.matches("tr") ? "center" : "start";
    target.scrollIntoView({ block });
    requestAnimationFrame(() => target.scrollIntoView({ block }));
  }
  if (target.matches("section")) return;
  target.classList.remove("arrived");
  void target.offsetWidth;
  target.classList.add("arrived");
}

/** Undo the filter that hides an element. */
function reveal(target) {
  if (target.matches("tr.r")) {
    $("search").value = "";
    $("show").value = "all";
    sift();
  } else if (target.matches(".card")) {
    $("filter").value = "";
    $("wavering").checked = false;
    siftCards();
  } else {
    $("severity").value = $("rule").value = "";
    siftItems();
  }
}

function step(by, fits = () => true) {
  for (let at = rows.indexOf(current) + by; rows[at]; at += by) {
    if (!rows[at].hidden && fits(rows[at])) {
      select(rows[at]);
      rows[at].focus({ preventScroll: true });
      rows[at].scrollIntoView({ block: "nearest" });
      return;
    }
  }
}

function edge(list) {
  const row = list.find((each) => !each.hidden);
  if (row) {
    select(row);
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }
}

function stepTerm(by) {
  const terms = [...current.querySelectorAll("a.t")];
  const at = terms.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : terms.length - 1) : at + by;
  if (terms[next]) terms[next].focus();
  else if (terms.length) current.focus();
}

// --- searching and filtering the text ----------------------------------------------------------

const texts = new Map();
const textOf = (row) => {
  if (!texts.has(row)) {
    texts.set(row, [...row.querySelectorAll("td[lang]")].map((cell) => cell.textContent.toLowerCase()).join("\n"));
  }
  return texts.get(row);
};
const kinds = { findings: "has", null: "null", moved: "moved", low: "low" };

function sift() {
  const query = $("search").value.trim().toLowerCase();
  const kind = kinds[$("show").value];
  const found = [];
  for (const row of rows) {
    const fits = (!kind || row.classList.contains(kind)) && (!query || textOf(row).includes(query));
    if (row.hidden === fits) row.hidden = !fits;
    if (fits) found.push(row);
  }
  const sifted = Boolean(query || kind);
  beads.classList.toggle("sifted", sifted && found.length < 1000);
  for (const body of beads.tBodies) body.hidden = sifted && !body.querySelector("tr:not([hidden])");
  $("nothing").hidden = found.length > 0 || !rows.length;
  $("shown").textContent = sifted ? say("shown", { n: found.length, total: rows.length }) : "";
  underline(query, found);
  if (found.length && current.hidden) select(found[0]);
}

/** Mark what was searched for, without touching the text itself. */
function underline(query, found) {
  if (!window.Highlight) return;
  CSS.highlights.delete("search");
  if (!query) return;
  const ranges = [];
  for (const row of found.slice(0, 500)) {
    for (const cell of row.querySelectorAll("td[lang]")) ranges.push(...rangesOf(query, cell));
  }
  CSS.highlights.set("search", new Highlight(...ranges));
}

function rangesOf(query, cell) {
  const nodes = [];
  let whole = "";
  const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    nodes.push([whole.length, walk.currentNode]);
    whole += walk.currentNode.data.toLowerCase();
  }
  const spot = (at) => {
    const [start, node] = nodes.findLast(([first]) => first <= at);
    return [node, Math.min(at - start, node.data.length)];
  };
  const ranges = [];
  for (let at = whole.indexOf(query); at >= 0; at = whole.indexOf(query, at + query.length)) {
    const range = document.createRange();
    range.setStart(...spot(at));
    const [node, end] = spot(at + query.length - 1);
    range.setEnd(node, Math.min(end + 1, node.data.length));
    ranges.push(range);
  }
  return ranges;
}

// --- terms -------------------------------------------------------------------------------------

let lit = null;

/** Mark a term's counterpart in its pair, and more lightly every place of the entry. */
function light(term) {
  if (term === lit) return;
  for (const old of beads.querySelectorAll(".t.on, .t.kin")) old.classList.remove("on", "kin");
  lit = term;
  if (!term) return;
  for (const each of beads.querySelectorAll(`a.t[href="${term.getAttribute("href")}"]`)) each.classList.add("kin");
  const group = term.closest("tr").querySelectorAll(`a.t[data-g="${term.dataset.g}"]`);
  for (const each of group) each.classList.add("on");
}

// --- glossary and findings ---------------------------------------------------------------------

const cardText = (card) =>
  [...card.querySelectorAll("h3, .meta, .chip, .variants b, .note")].map((part) => part.textContent).join("\n").toLowerCase();
const title = (card, side) => card.querySelector(`h3 .${side}`).textContent;
const orders = {
  order: (a, b) => cards.indexOf(a) - cards.indexOf(b),
  wavers: (a, b) => a.dataset.h - b.dataset.h || b.dataset.n - a.dataset.n,
  count: (a, b) => b.dataset.n - a.dataset.n,
  zh: (a, b) => title(a, "zh").localeCompare(title(b, "zh"), "zh"),
  en: (a, b) => title(a, "en").localeCompare(title(b, "en"), "en"),
};

function siftCards() {
  const query = $("filter").value.trim().toLowerCase();
  let count = 0;
  for (const card of cards) {
    card.hidden = ($("wavering").checked && !card.classList.contains("wavers")) || (query && !cardText(card).includes(query));
    if (!card.hidden) count++;
  }
  $("entries").textContent = count < cards.length ? say("entries_shown", { n: count, total: cards.length }) : "";
}

function siftItems() {
  const severity = $("severity").value;
  const rule = $("rule").value;
  let count = 0;
  for (const item of items) {
    item.hidden = Boolean((severity && item.dataset.severity !== severity) || (rule && item.dataset.rule !== rule));
    if (!item.hidden) count++;
  }
  $("found").textContent = count < items.length ? say("findings_shown", { n: count, total: items.length }) : "";
}

function unfold(button) {
  const places = button.dataset.more.split(" ").map((number) => {
    const link = document.createElement("a");
    link.href = "#b" + number;
    link.textContent = number;
    return link;
  });
  button.replaceWith(...places.flatMap((link) => [link, " "]));
  places[0].focus();
}

// --- the map -----------------------------------------------------------------------------------

const slider = $("slider");
const drawing = $("drawing");
const HEIGHT = drawing.viewBox.baseVal.height;
let cursor = rows.length ? rowNumber(rows[0]) : 1;
let zoom = 1;

const outline = ([a, b, c, d]) =>
  a < 0 ? `M100 ${c}H60V${d}H100Z` : c < 0 ? `M0 ${a}H40V${b}H0Z` : `M0 ${a}H12C50 ${a} 50 ${c} 88 ${c}H100V${d}H88C50 ${d} 50 ${b} 12 ${b}H0Z`;

function markCursor(number) {
  const spot = spots[number - 1];
  const row = $("b" + number);
  if (!spot || !row) return;
  cursor = number;
  $("cursor").setAttribute("d", outline(spot));
  slider.setAttribute("aria-valuenow", number);
  slider.setAttribute("aria-valuetext", markText(number, row));
}

/** The pair at a point of the map: by the rail that is nearer, among those that are shown. */
function pairAt(event) {
  const box = drawing.getBoundingClientRect();
  const y = ((event.clientY - box.top) / box.height) * HEIGHT;
  const x = (event.clientX - box.left) / box.width;
  const sides = x < 0.5 ? [0, 2] : [2, 0];
  for (const side of sides) {
    const at = spots.findIndex((spot) => spot[side] >= 0 && spot[side] <= y && y <= spot[side + 1]);
    if (at >= 0) return at + 1;
  }
  return 0;
}

function tip(number) {
  const row = number && $("b" + number);
  const box = $("tip");
  box.hidden = !row;
  if (!row) return;
  const spot = spots[number - 1];
  const lines = [document.createElement("b")];
  lines[0].textContent = markText(number, row);
  for (const [side, length] of [["zh", 40], ["en", 90]]) {
    const cell = row.querySelector("td." + side);
    const own = [...cell.querySelectorAll(":scope > :not(.tag)")].map((part) => part.textContent).join(" ");
    const line = document.createElement("p");
    line.lang = cell.lang;
    line.textContent = own.length > length ? own.slice(0, length) + "…" : own;
    lines.push(line);
  }
  box.replaceChildren(...lines);
  const map = $("map").getBoundingClientRect();
  const drawn = drawing.getBoundingClientRect();
  const middle = drawn.top - map.top + ((spot[0] < 0 ? spot[2] : spot[0]) / HEIGHT) * drawn.height;
  box.style.top = Math.max(0, Math.min(middle, map.height - box.offsetHeight)) + "px";
}

function markText(number, row) {
  const key = row.classList.contains("moved") ? "map_value_moved" : row.classList.contains("null") ? "map_value_null" : "map_value";
  return say(key, { n: number, total: spots.length, score: row.querySelector(".c").textContent });
}

/** Draw without outlines where there are more pairs than pixels. */
function crowd() {
  drawing.classList.toggle("many", rows.length > 300 * zoom);
}

function magnify(by) {
  const frame = slider.parentElement;
  const middle = (frame.scrollTop + frame.clientHeight / 2) / slider.offsetHeight;
  zoom = Math.max(1, Math.min(64, zoom * by));
  slider.style.height = zoom * 100 + "%";
  crowd();
  frame.scrollTop = middle * slider.offsetHeight - frame.clientHeight / 2;
}

/** Show on the map which part of the text is on the screen. */
function where() {
  const box = beads.getBoundingClientRect();
  const top = Math.max($("bar").getBoundingClientRect().bottom + 44, box.top + 44);
  const bottom = Math.min(innerHeight - 4, box.bottom - 4);
  const at = (y) => {
    const found = document.elementFromPoint(box.left + box.width / 3, y);
    return found && found.closest("tr.r");
  };
  const first = top < bottom && at(top);
  const last = first && at(bottom);
  if (!first || !last) return $("here").setAttribute("d", "");
  let from = HEIGHT;
  let to = 0;
  for (let n = rowNumber(first); n <= rowNumber(last); n++) {
    const [a, b] = spots[n - 1];
    if (a >= 0) [from, to] = [Math.min(from, a), Math.max(to, b)];
  }
  $("here").setAttribute("d", from < to ? `M0 ${from}H100V${to}H0Z` : "");
  if (zoom > 1) {
    const frame = slider.parentElement;
    const y = (from / HEIGHT) * slider.offsetHeight;
    if (y < frame.scrollTop || y > frame.scrollTop + frame.clientHeight) frame.scrollTop = y - frame.clientHeight / 3;
  }
}

let asked = false;
function askWhere() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => { asked = false; where(); });
}

function moveCursor(by) {
  if (!rows.length) return;
  const target = Math.max(1, Math.min(spots.length, cursor + by));
  let at = target;
  const sign = by < 0 ? -1 : 1;
  while (at >= 1 && at <= spots.length && !$("b" + at)) at += sign;
  markCursor(at);
  tip(cursor);
  const frame = slider.parentElement;
  const spot = spots[cursor - 1];
  const y = ((spot[0] < 0 ? spot[2] : spot[0]) / HEIGHT) * slider.offsetHeight;
  if (y < frame.scrollTop || y > frame.scrollTop + frame.clientHeight - 20) frame.scrollTop = y - frame.clientHeight / 2;
}

// --- keys --------------------------------------------------------------------------------------

let singleKeys = memory.get("keys") !== "off";
const mapSteps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 };
const rowKeys = {
  ArrowDown: () => step(1), ArrowUp: () => step(-1),
  ArrowRight: () => stepTerm(1), ArrowLeft: () => stepTerm(-1),
  Home: () => edge(rows), End: () => edge([...rows].reverse()),
};
const rowLetters = {
  j: () => step(1), k: () => step(-1),
  n: () => step(1, (row) => row.classList.contains("has")),
  p: () => step(-1, (row) => row.classList.contains("has")),
};

function onKey(event) {
  // Enter and letters belong to the input method while it composes; Safari tells by 229 only.
  if (event.isComposing || event.keyCode === 229) return;
  if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
  const target = event.target;
  const act = keyFor(event, target);
  if (!act) return;
  event.preventDefault();
  act();
}

function keyFor(event, target) {
  const key = event.key;
  if (target === $("search")) {
    if (key === "Enter") return () => { const row = rows.find((each) => !each.hidden); if (row) arrive(row); };
    if (key === "Escape") return leaveSearch;
  }
  if (target.matches("input, select, textarea")) return null;
  if (target === slider) {
    if (key in mapSteps) return () => moveCursor(mapSteps[key]);
    if (key === "Enter" || key === " ") return () => { tip(0); go("#b" + cursor, slider); };
  }
  const row = target.closest("tr.r");
  if (row && key in rowKeys) return rowKeys[key];
  if (row && key === "Enter" && target === row) return () => stepTerm(1);
  if (row && key === "Escape" && target !== row) return () => row.focus();
  if (!row && key === "Escape" && target.closest(".pane") && current) return () => go("#" + current.id);
  if (!singleKeys) return null;
  if (row && key in rowLetters) return rowLetters[key];
  if (key === "/") return () => { show("text"); $("search").focus(); $("search").select(); };
  if (key === "?") return () => $("help").showModal();
  return null;
}

function leaveSearch() {
  $("search").value = "";
  sift();
  if (current) arrive(current);
}

// --- start -------------------------------------------------------------------------------------

function listen() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    const more = event.target.closest(".more");
    if (more) return unfold(more);
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.getAttribute("href"), link.closest("tr.r, .card, .item"));
  });
  addEventListener("popstate", () => {
    const target = location.hash.length > 1 && $(location.hash.slice(1));
    if (target) arrive(target);
  });
  beads.addEventListener("focusin", (event) => {
    const row = event.target.closest("tr.r");
    if (row && row !== current) select(row);
    light(event.target.closest("a.t"));
  });
  beads.addEventListener("focusout", () => light(null));
  beads.addEventListener("pointerover", (event) => light(event.target.closest("a.t")));
  beads.addEventListener("pointerleave", () => light(null));
  beads.addEventListener("click", (event) => {
    const row = event.target.closest("tr.r");
    if (row && !event.target.closest("a") && getSelection().isCollapsed) row.focus({ preventScroll: true });
  });
  $("search").addEventListener("input", (event) => { if (!event.isComposing) sift(); });
  $("search").addEventListener("compositionend", sift);
  $("show").addEventListener("change", sift);
  $("clear").addEventListener("click", () => { $("show").value = "all"; leaveSearch(); });
  $("filter").addEventListener("input", siftCards);
  $("wavering").addEventListener("change", siftCards);
  $("sort").addEventListener("change", (event) => $("cards").append(...[...cards].sort(orders[event.target.value])));
  $("severity").addEventListener("change", siftItems);
  $("rule").addEventListener("change", siftItems);
  listenToBar(retell);
  $("keys").checked = singleKeys;
  $("keys").addEventListener("change", (event) => {
    singleKeys = event.target.checked;
    memory.set("keys", singleKeys ? "on" : "off");
  });
  drawing.addEventListener("pointermove", (event) => tip(pairAt(event)));
  drawing.addEventListener("pointerleave", () => tip(0));
  drawing.addEventListener("click", (event) => { const number = pairAt(event); tip(0); if (number) go("#b" + number); });
  slider.addEventListener("blur", () => tip(0));
  $("zoom-in").addEventListener("click", () => magnify(2));
  $("zoom-out").addEventListener("click", () => magnify(0.5));
  addEventListener("scroll", askWhere, { passive: true });
  addEventListener("resize", askWhere);
  wide.addEventListener("change", () => show(root.dataset.view));
}

root.classList.add("js");
crowd();
// A table laid out as a grid is no longer a table to every screen reader, unless it says so.
beads.setAttribute("role", "table");
for (const part of beads.querySelectorAll("thead, tbody")) part.setAttribute("role", "rowgroup");
for (const row of beads.rows) row.setAttribute("role", "row");
for (const cell of beads.querySelectorAll("td")) cell.setAttribute("role", "cell");
for (const cell of beads.querySelectorAll("tbody th")) cell.setAttribute("role", "rowheader");
for (const cell of beads.querySelectorAll("thead th")) cell.setAttribute("role", "columnheader");
for (const row of rows) row.tabIndex = -1;
for (const link of beads.querySelectorAll("a")) link.tabIndex = -1;
listen();
showTheme();
explain();
show("text");
if (current) select(current);
const address = location.hash.length > 1 && $(location.hash.slice(1));
if (address) arrive(address);
askWhere();
})();
