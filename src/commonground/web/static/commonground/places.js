// Draws the areas of the page's list from boundaries of this installation, and ties map and list
// together: what has the focus in the list is lit on the map, and what is chosen on the map is gone
// to in the list. Without it the page has a picture in the map's place and the same list.
/* global L */
const place = document.querySelector("#map");
const list = document.querySelector("#areas");
const told = document.querySelector("#told");
const INK = "#0b0c0c", PAPER = "#ffffff", BORDER = "#6f777b", NO_FIGURE = "url(#places-map-none)";
let colours = place.dataset.colours.split(" ");

const areas = [...list.rows].map((row) => ({
  row, code: row.dataset.code, button: row.querySelector("button"), shapes: [],
  is_outlined: "outlined" in row.dataset, of_class: Number(row.dataset.class),
}));
const byCode = new Map();
// an area that is several of them together is drawn as all of their shapes
for (const area of areas) for (const code of area.code.split("+")) byCode.set(code, area);

function styled(area) {
  const fill = area.of_class < 0 ? NO_FIGURE : colours[area.of_class];
  return area.is_outlined
    ? { fillColor: fill, fillOpacity: 1, color: INK, weight: 2 }
    : { fillColor: fill, fillOpacity: 1, color: BORDER, weight: 0.5 };
}

// the list -----------------------------------------------------------------------------------
let lit = null;

function saidOf(area) {
  const heads = [...list.parentElement.tHead.rows[0].cells].slice(1);
  const cells = [...area.row.cells].slice(1);
  const figures = cells.map((cell, at) => `${heads[at].textContent}: ${cell.textContent}`);
  return `${area.button.textContent}. ${figures.join("; ")}`;
}

function light(area) {
  if (lit === area) return;
  if (lit) {
    lit.row.classList.remove("cg-lit");
    for (const shape of lit.shapes) shape.setStyle(styled(lit));
  }
  lit = area;
  area.row.classList.add("cg-lit");
  for (const shape of area.shapes) {
    shape.setStyle({ color: "#d4351c", weight: 4 });
    shape.bringToFront();
  }
  told.textContent = saidOf(area);
}

function moveTo(area, { focus = true } = {}) {
  for (const one of areas) if (one.button.tabIndex === 0) one.button.tabIndex = -1;
  area.button.tabIndex = 0;
  if (focus) area.button.focus();
  else light(area);
}

function choose(area) {
  for (const one of areas) if (one.row.hasAttribute("aria-current")) one.row.removeAttribute("aria-current");
  area.row.setAttribute("aria-current", "true");
  const address = new URL(location.href);
  address.searchParams.set("area", area.code);
  history.replaceState(null, "", address);
  light(area);
}

const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
let shown = areas; // in the order of the list

function areaOf(node) {
  const row = node.closest("tr[data-code]");
  return row && byCode.get(row.dataset.code.split("+")[0]);
}

list.addEventListener("keydown", (event) => {
  if (!(event.key in STEPS)) return;
  event.preventDefault();
  const at = shown.indexOf(areaOf(event.target));
  moveTo(shown[Math.min(Math.max(at + STEPS[event.key], 0), shown.length - 1)]);
});
list.addEventListener("focusin", (event) => light(areaOf(event.target)));
list.addEventListener("mouseover", (event) => {
  const area = areaOf(event.target);
  if (area) light(area);
});
list.addEventListener("click", (event) => {
  const area = event.target.closest("button") && areaOf(event.target);
  if (!area) return;
  event.preventDefault();
  moveTo(area);
  choose(area);
  goTo(area);
});

// the map ------------------------------------------------------------------------------------
let map = null;

function goTo(area) {
  if (!map || !area.shapes.length) return;
  map.fitBounds(L.featureGroup(area.shapes).getBounds(), { maxZoom: map.getMinZoom() + 3, animate: false });
}

function draw(boundaries) {
  place.hidden = false;
  map = L.map(place, {
    attributionControl: false, zoomControl: false, zoomSnap: 0.25, scrollWheelZoom: false,
    zoomAnimation: false, fadeAnimation: false, renderer: L.svg({ padding: 0.3 }),
  });
  L.control.zoom({ zoomInTitle: place.dataset.nearer, zoomOutTitle: place.dataset.farther }).addTo(map);
  const drawn = L.geoJSON(boundaries, {
    filter: (feature) => byCode.has(feature.properties.code),
    style: (feature) => styled(byCode.get(feature.properties.code)),
    onEachFeature: (feature, shape) => byCode.get(feature.properties.code).shapes.push(shape),
  });
  map.fitBounds(drawn.getBounds(), { padding: [8, 8] });
  map.setMinZoom(map.getZoom() - 0.5);
  drawn.addTo(map);
  for (const area of areas) if (area.is_outlined) for (const shape of area.shapes) shape.bringToFront();
  const areaAt = (event) => byCode.get(event.layer.feature.properties.code);
  drawn.on("mouseover", (event) => light(areaAt(event)));
  drawn.on("click", (event) => {
    const area = areaAt(event);
    moveTo(area);
    choose(area);
  });
  const chosen = areas.find((one) => one.row.hasAttribute("aria-current"));
  if (chosen) {
    moveTo(chosen, { focus: false });
    chosen.row.scrollIntoView({ block: "nearest" });
  }
  place.dataset.drawn = String(areas.filter((one) => one.shapes.length).length);
}

async function asked(address) {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// the slider ---------------------------------------------------------------------------------
const slider = document.querySelector("#slider");

function swatch(fill, words) {
  const line = document.createElement("li");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of [["width", 28], ["height", 18], ["aria-hidden", "true"]]) svg.setAttribute(key, value);
  const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const look = { x: 1, y: 1, width: 26, height: 16, fill, stroke: BORDER };
  for (const [key, value] of Object.entries(look)) box.setAttribute(key, value);
  svg.append(box);
  const said = document.createElement("span");
  said.textContent = words;
  line.append(svg, said);
  return line;
}

function slide() {
  const range = slider.querySelector("input");
  const output = slider.querySelector("output");
  const whole = slider.querySelector("#whole");
  const findings = document.querySelector("#findings");
  let months = null;

  function show(at) {
    colours = months.colours;
    const legend = months.legend[at].map((words, one) => swatch(colours[one] ?? NO_FIGURE, words));
    document.querySelector("#legend").replaceChildren(...legend);
    months.codes.forEach((code, one) => {
      const area = byCode.get(code.split("+")[0]);
      area.of_class = months.classes[at][one];
      area.is_outlined = false;
      const count = months.counts[at][one];
      area.count = count ?? -1;
      area.row.cells[1].textContent = count === null ? whole.dataset.unknown : count.toLocaleString();
      for (const shape of area.shapes) shape.setStyle(styled(area));
    });
    shown = [...areas].sort((one, other) => other.count - one.count);
    list.append(...shown.map((area) => area.row));
    if (lit) { const again = lit; lit = null; light(again); }
    output.textContent = months.words[at];
    document.querySelector("h1").textContent = months.titles[at];
    const notes = months.notes[at].map((words) => {
      const line = document.createElement("li");
      line.textContent = words;
      return line;
    });
    document.querySelector("#notes").replaceChildren(...notes);
    // what was found of the whole period is not of this month
    if (findings) findings.hidden = true;
    document.querySelector("#after").hidden = !months.is_whole[at];
    whole.hidden = false;
    const address = new URL(location.href);
    for (const name of ["first", "last"]) {
      address.searchParams.set(name, months.months[at]);
      document.querySelector(`#id_${name}`).value = months.months[at];
    }
    history.replaceState(null, "", address);
    for (const link of document.querySelectorAll("[data-take]")) link.search = address.search;
  }

  range.addEventListener("input", async () => {
    months ??= asked(place.dataset.months);
    months = await months;
    range.setAttribute("aria-valuetext", months.words[range.value]);
    show(Number(range.value));
  });
  whole.addEventListener("click", () => location.assign(whole.dataset.href));
  slider.hidden = false;
}

document.querySelector("#keys").hidden = false;
for (const area of areas) area.button.tabIndex = -1;
(areas.find((one) => one.row.hasAttribute("aria-current")) ?? areas[0]).button.tabIndex = 0;
if (slider) slide();
asked(place.dataset.shapes).then(draw).catch(() => {
  told.textContent = place.dataset.failed;
});
