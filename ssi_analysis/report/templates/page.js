"use strict";
// Draws each figure from the JSON beside it, in the colours the reader has chosen.
// Without this script the numbers of every chart stand open as tables.

// Until it is known that plotly.js is missing, nothing is said about it.
document.documentElement.classList.add("scripted");

const dark = matchMedia("(prefers-color-scheme: dark)");
// Half the width of the paper, in pixels that the style sheet makes smaller.
const PRINT_WIDTH = 470;
const PRINT_SCALE = 0.75;
const TICK_WIDTH = 70;

// Our palette on near-black; greys are mirrored, other colours stay.
const LIGHTER = {
  "0,114,178": "86,180,233",
  "213,94,0": "255,154,77",
  "207,227,240": "31,62,82",
};

function channels(colour) {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (hex) return [...hex.slice(1).map((part) => parseInt(part, 16)), 1];
  const rgb = /^rgba?\((\d+), *(\d+), *(\d+)(?:, *([\d.]+))?\)$/.exec(colour);
  return rgb && [...rgb.slice(1, 4).map(Number), Number(rgb[4] ?? 1)];
}

function lighter(colour) {
  const parts = channels(colour);
  if (!parts) return colour;
  const [red, green, blue, alpha] = parts;
  const isGrey = red === green && green === blue;
  const mirrored = isGrey ? [255 - red, 255 - green, 255 - blue].join() : undefined;
  const found = LIGHTER[[red, green, blue].join()] ?? mirrored;
  return found ? `rgba(${found},${alpha})` : colour;
}

function recoloured(value, key) {
  if (Array.isArray(value)) return value.map((part) => recoloured(part, key));
  if (value && typeof value === "object") {
    const parts = Object.entries(value);
    return Object.fromEntries(parts.map(([name, part]) => [name, recoloured(part, name)]));
  }
  return typeof value === "string" && /color(way)?$/.test(key) ? lighter(value) : value;
}

// Fewer ticks on a narrow axis: turned labels are hard to read.
function fewerTicks(axis, name, width) {
  const [start, end] = axis?.domain ?? [0, 1];
  const room = Math.max(2, Math.floor(((end - start) * width) / TICK_WIDTH));
  return name.startsWith("x") && !axis?.nticks ? { nticks: room } : {};
}

function themed(layout, width) {
  const style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue("--ink").trim();
  const rule = style.getPropertyValue("--rule").trim();
  const paper = style.getPropertyValue("--paper").trim();
  const axes = Object.keys({ xaxis: 0, yaxis: 0, ...layout })
    .filter((name) => /^[xy]axis\d*$/.test(name))
    .map((name) => {
      const ticks = fewerTicks(layout[name], name, width);
      return [name, { ...layout[name], ...ticks, gridcolor: rule, fixedrange: true }];
    });
  return {
    height: 360,
    ...layout,
    ...Object.fromEntries(axes),
    width,
    // Dragging would zoom where a finger wants to scroll.
    dragmode: false,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { ...layout.font, color: ink, family: style.fontFamily },
    hoverlabel: { ...layout.hoverlabel, bgcolor: paper, bordercolor: rule, font: { color: ink } },
  };
}

// What figures have in common stands once, and is referred to by its place.
function whole(text) {
  const common = JSON.parse(document.getElementById("common").textContent);
  return JSON.parse(text, (name, part) => common[part?.same_as] ?? part);
}

function draw({ isPrinted = false } = {}) {
  document.documentElement.classList.toggle("printed", isPrinted);
  for (const source of document.querySelectorAll("script[data-draws]")) {
    const figure = whole(source.textContent);
    const { data, layout } = dark.matches && !isPrinted ? recoloured(figure) : figure;
    const chart = document.getElementById(source.dataset.draws);
    const width = isPrinted ? PRINT_WIDTH : chart.clientWidth;
    const shown = themed(layout, width);
    if (isPrinted) shown.height *= PRINT_SCALE;
    Plotly.react(chart, data, shown, {
      displayModeBar: false,
      displaylogo: false,
      scrollZoom: false,
      showSendToCloud: false,
      typesetMath: false,
    });
  }
}

let drawnWidth = innerWidth;

// A phone's address bar changes the height with every scroll; that is no reason.
function drawWhenWidthChanged() {
  if (innerWidth === drawnWidth) return;
  drawnWidth = innerWidth;
  draw();
}

let closed = [];

function openForPrint() {
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const details of closed) details.open = true;
  if (window.Plotly) draw({ isPrinted: true });
}

function closeAfterPrint() {
  for (const details of closed) details.open = false;
  if (window.Plotly) draw();
}

// Runs the plotly.js that a single file carries, where the browser can unpack it.
async function unpack() {
  const packed = document.getElementById("packed");
  if (!packed || !window.DecompressionStream) return;
  const bytes = Uint8Array.from(atob(packed.textContent), (it) => it.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.textContent = await new Response(unpacked).text();
  document.head.append(script);
}

addEventListener("DOMContentLoaded", async () => {
  // A script that is damaged is as good as none.
  await unpack().catch(() => undefined);
  if (!window.Plotly) {
    document.documentElement.classList.remove("scripted");
    return;
  }
  draw();
  for (const details of document.querySelectorAll("details.numbers")) details.open = false;
  dark.addEventListener("change", () => draw());
  addEventListener("resize", drawWhenWidthChanged);
});
addEventListener("beforeprint", openForPrint);
addEventListener("afterprint", closeAfterPrint);
