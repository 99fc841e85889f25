// The brief's behaviour: where its lines lead, the keyboard. All else works without it.
(() => {
root.classList.add("js");
const lines = [...document.querySelectorAll(".line")];
const sections = [...document.querySelectorAll("#brief > section")];
const narrow = matchMedia("(max-width: 1099px)");

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

listenToBar();
$("doubts")?.addEventListener("change", (event) => $("amounts").classList.toggle("only", event.target.checked));
showTheme();
place();
})();
