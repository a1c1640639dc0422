"use strict";
// Runs in the Chromium that makes a page without script: draws each chart for a wide
// and for a narrow screen and leaves the drawings as the text of the document.

const SVG = "http://www.w3.org/2000/svg";
const WIDTHS = { wide: 912, narrow: 358 };
const KEPT = new Set([
  "d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "viewBox",
  "transform", "text-anchor", "clip-path", "id", "dy", "xmlns", "points", "style",
]);
// What every part has anyway, or has from the drawing as a whole.
const PLAIN = ["font-family", "vector-effect", "stroke-miterlimit", "pointer-events", "white-space"];
const WHOLE = { opacity: "1", "fill-opacity": "1", "stroke-opacity": "1" };

// Each point from the one before: a line through 104 weeks weighs a quarter less.
function relative(path) {
  if (!/^M[\d.,MLZ-]+$/.test(path)) return path;
  let [x, y] = [0, 0];
  const steps = path.replace(/([ML])([^MLZ]+)/g, (_, kind, point) => {
    const [toX, toY] = point.split(",").map(Number);
    const step = [toX - x, toY - y].map((it) => +it.toFixed(1));
    [x, y] = [toX, toY];
    return kind === "M" ? `M${toX},${toY}` : `l${step}`;
  });
  return steps.replace(/(?<!\d)0\./g, ".").replaceAll(",-", "-");
}

function isUnseen(element) {
  const { fill, fillOpacity, stroke, strokeOpacity, strokeWidth } = element.style;
  const isEmpty = fill === "none" || fillOpacity === "0";
  const hasNoLine = !stroke || stroke === "none" || strokeOpacity === "0" || strokeWidth === "0px";
  return /^(rect|path)$/.test(element.tagName) && !element.closest("defs") && isEmpty && hasNoLine;
}

function tidy(element) {
  for (const { name, value } of [...element.attributes]) {
    if (!KEPT.has(name)) element.removeAttribute(name);
    else if (/^(d|x|y|[xy][12]|transform|points)$/.test(name))
      element.setAttribute(name, value.replace(/\d+\.\d{2,}/g, (it) => String(+(+it).toFixed(1))));
  }
  for (const child of [...element.children]) tidy(child);
  if (element.hasAttribute("d")) element.setAttribute("d", relative(element.getAttribute("d")));
  const isEmpty = !element.children.length && !element.textContent.trim();
  const isNothing = isEmpty && /^(g|defs|text)$/.test(element.tagName);
  const isNoPath = element.tagName === "path" && !element.hasAttribute("d");
  if (isNothing || isNoPath || isUnseen(element)) element.remove();
}

// Plotly names the parts of a drawing by chance; the same chart has the same bytes.
function renamed(svg) {
  const names = new Map();
  for (const element of svg.querySelectorAll("[id]")) {
    names.set(element.id, `i${names.size}`);
    element.id = names.get(element.id);
  }
  for (const element of svg.querySelectorAll("[clip-path]")) {
    const [, name] = /url\(['"]?#([^'")]+)/.exec(element.getAttribute("clip-path")) ?? [];
    element.setAttribute("clip-path", `url(#${names.get(name)})`);
  }
}

// Each way of dressing stands once, with its colours for both schemes.
function dressed(svg) {
  const classes = new Map();
  for (const element of svg.querySelectorAll("[style]")) {
    const style = element.style;
    for (const name of PLAIN) style.removeProperty(name);
    for (const [name, value] of Object.entries(WHOLE))
      if (style.getPropertyValue(name) === value) style.removeProperty(name);
    const text = style.cssText.replace(/([;:,]) /g, "$1").replace(/;$/, "");
    element.removeAttribute("style");
    if (!text) continue;
    if (!classes.has(text)) classes.set(text, `c${classes.size}`);
    element.setAttribute("class", classes.get(text));
  }
  const rules = [...classes].map(([text, name]) => `.${name}{${text}}`).join("");
  const dark = [...classes].map(([text, name]) => {
    const colours = [...text.matchAll(/(fill|stroke):(rgba?\([^)]*\))/g)];
    const found = colours.map(([, part, colour]) => `${part}:${lighter(colour)}`).join(";");
    return found && `.${name}{${found}}`;
  }).join("");
  const sheet = document.createElementNS(SVG, "style");
  const type = getComputedStyle(document.documentElement).fontFamily;
  sheet.textContent = `svg{font-family:${type};white-space:pre}${rules}@media screen and (prefers-color-scheme:dark){${dark}}`;
  svg.prepend(sheet);
}

// A mark that is drawn many times stands once, and is placed by reference.
function placed(svg) {
  const marks = new Map();
  for (const path of svg.querySelectorAll("path[d][transform]")) {
    const place = /^translate\(([^,()]+),([^,()]+)\)$/.exec(path.getAttribute("transform"));
    const look = `${path.getAttribute("d")} ${path.getAttribute("class")}`;
    if (place) marks.set(look, [...(marks.get(look) ?? []), [path, place[1], place[2]]]);
  }
  const shapes = document.createElementNS(SVG, "defs");
  for (const same of marks.values()) {
    if (same.length < 3) continue;
    const shape = same[0][0].cloneNode();
    shape.removeAttribute("transform");
    shape.id = `m${shapes.children.length}`;
    shapes.append(shape);
    for (const [path, x, y] of same) {
      const use = document.createElementNS(SVG, "use");
      for (const [name, value] of Object.entries({ href: `#${shape.id}`, x, y }))
        use.setAttribute(name, value);
      path.replaceWith(use);
    }
  }
  if (shapes.children.length) svg.prepend(shapes);
}

async function drawing(chart, width) {
  const source = document.querySelector(`[data-draws="${chart.id}"]`);
  const { data, layout } = whole(source.textContent);
  const shown = themed(layout, width);
  await Plotly.react(chart, data, shown, { staticPlot: true, typesetMath: false });
  const options = { format: "svg", width, height: shown.height };
  const address = await Plotly.toImage(chart, options);
  const text = decodeURIComponent(address.slice(address.indexOf(",") + 1));
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  tidy(svg);
  renamed(svg);
  dressed(svg);
  placed(svg);
  return { width, height: shown.height, svg: new XMLSerializer().serializeToString(svg) };
}

addEventListener("load", async () => {
  const drawings = [];
  for (const chart of document.querySelectorAll(".chart")) {
    const both = {};
    for (const [name, width] of Object.entries(WIDTHS)) both[name] = await drawing(chart, width);
    drawings.push(both);
  }
  document.body.textContent = JSON.stringify(drawings);
});
