// The brief's behaviour: its language, its colours, the keyboard. All else works without it.
(() => {
"use strict";

const root = document.documentElement;
const $ = (id) => document.getElementById(id);
const { words } = JSON.parse($("data").textContent);
const lines = [...document.querySelectorAll(".line")];
const sections = [...document.querySelectorAll("#brief > section")];
const narrow = matchMedia("(max-width: 1099px)");
let lang = root.lang;
root.classList.add("js");

// Browsers may forbid storage to pages opened from a disk.
const memory = {
  get(key) { try { return localStorage.getItem("align-report-" + key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem("align-report-" + key, value); } catch { /* stays for this page only */ } },
};

// --- words -------------------------------------------------------------------------------------

// {n:pair|pairs} says what is counted, for one and for more.
const say = (key, values = {}) =>
  words[lang][key].replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (whole, name, one, more) => {
    if (!(name in values)) return whole;
    return more === undefined ? values[name] : `${values[name]} ${Number(values[name]) === 1 ? one : more}`;
  });

const valuesOf = ({ dataset }) => (dataset.v ? JSON.parse(dataset.v) : { n: dataset.n });

function speak(next) {
  lang = root.lang = next;
  for (const element of document.querySelectorAll("[data-t]")) {
    element.textContent = say(element.dataset.t, valuesOf(element));
  }
  for (const element of document.querySelectorAll("[data-a]")) {
    for (const pair of element.dataset.a.split(";")) {
      const [name, key] = pair.split(":");
      element.setAttribute(name, say(key, valuesOf(element)));
    }
  }
  for (const element of document.querySelectorAll("[data-en]")) element.textContent = element.dataset[next];
  $("language").textContent = next === "zh" ? "EN" : "中";
  $("language").lang = next === "zh" ? "en" : "zh";
  showTheme();
}

// --- light and dark ----------------------------------------------------------------------------

const themes = ["auto", "light", "dark"];
let theme = themes.includes(memory.get("theme")) ? memory.get("theme") : "auto";

function showTheme() {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  for (const name of ["title", "aria-label"]) $("theme").setAttribute(name, say("theme_" + theme));
  $("theme").dataset.a = `aria-label:theme_${theme};title:theme_${theme}`;
}

// --- moving about ------------------------------------------------------------------------------

let current = null;
let left = null;

const shown = (line) => line.offsetParent !== null || line.getClientRects().length > 0;

/** The first line below the bar: where j begins. */
function nearest() {
  const top = $("bar").getBoundingClientRect().bottom;
  return lines.find((line) => shown(line) && line.getBoundingClientRect().top >= top) || lines[0];
}

function step(by) {
  if (!lines.length) return;
  let at = current ? lines.indexOf(current) + by : lines.indexOf(nearest());
  while (lines[at] && !shown(lines[at])) at += by;
  if (!lines[at]) return;
  current = lines[at];
  current.focus({ preventScroll: true });
  current.scrollIntoView({ block: "nearest" });
}

/** Go to a pair, or to a finding in it; the line that led there is remembered. */
function go(hash, from) {
  const target = $(hash.slice(1));
  if (!target) return;
  left = from;
  if (location.hash !== hash) history.pushState(null, "", hash);
  target.focus({ preventScroll: true });
  if (narrow.matches) target.scrollIntoView({ block: "start" });
  else {
    const pane = $("pairs");
    pane.scrollTop += target.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  }
  const pair = target.closest(".pair");
  if (!pair) return;
  pair.classList.remove("arrived");
  void pair.offsetWidth;
  pair.classList.add("arrived");
}

function back() {
  if (!left) return;
  current = left.closest(".line") || left;
  left.focus({ preventScroll: true });
  current.scrollIntoView({ block: "nearest" });
  left = null;
}

function place() {
  const bar = $("bar").getBoundingClientRect().bottom + 40;
  let here = sections[0];
  for (const section of sections) if (section.getBoundingClientRect().top <= bar) here = section;
  for (const link of document.querySelectorAll("#bar nav a")) {
    if (link.hash === "#" + here.id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#b"], a[href^="#f"]');
  if (link && !link.closest("#bar") && $(link.hash.slice(1))?.closest("#pairs")) {
    event.preventDefault();
    go(link.hash, link);
  }
});
addEventListener("focusin", (event) => {
  const line = event.target.closest?.(".line");
  if (line) current = line;
});
addEventListener("scroll", place, { passive: true });

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
  if (event.target.matches("input, select, textarea")) return;
  const { key } = event;
  if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else if (key === "Enter" && event.target === current && current.dataset.pair) go("#b" + current.dataset.pair, current);
  else if (key === "Escape") back();
  else if (key === "?") $("help").showModal();
  else if (/^[1-5]$/.test(key)) { sections[key - 1].focus({ preventScroll: true }); sections[key - 1].scrollIntoView(); current = null; }
  else return;
  event.preventDefault();
});

$("language").addEventListener("click", () => speak(lang === "zh" ? "en" : "zh"));
$("theme").addEventListener("click", () => {
  theme = themes[(themes.indexOf(theme) + 1) % themes.length];
  memory.set("theme", theme);
  showTheme();
});
$("ask").addEventListener("click", () => $("help").showModal());
$("doubts")?.addEventListener("change", (event) => $("amounts").classList.toggle("only", event.target.checked));
showTheme();
place();
})();
