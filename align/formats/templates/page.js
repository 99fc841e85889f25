// What the pages have in common: their language, their colours, what the browser remembers.
"use strict";

const root = document.documentElement;
const $ = (id) => document.getElementById(id);
const { words, ...own } = JSON.parse($("data").textContent);
let lang = root.lang;

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

// --- buttons -----------------------------------------------------------------------------------

/** Let the buttons of the bar work; `retell` says again what a page says by itself. */
function listenToBar(retell = () => {}) {
  $("language").addEventListener("click", () => { speak(lang === "zh" ? "en" : "zh"); retell(); });
  $("theme").addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    memory.set("theme", theme);
    showTheme();
  });
  $("ask").addEventListener("click", () => $("help").showModal());
}
