// Returns what keeps people from using the page, one sentence each. The formulas of contrast are WCAG 2.2's.
const faults = [];

const isShown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

const called = (element) =>
  `<${element.tagName.toLowerCase()}${element.id ? ` id="${element.id}"` : ""}> "${element.textContent.trim().slice(0, 30)}"`;

const nameOf = (element) => {
  const labelled = (element.getAttribute("aria-labelledby") ?? "")
    .split(/\s+/)
    .map((id) => document.getElementById(id)?.textContent ?? "")
    .join(" ");
  const labels = [...(element.labels ?? [])].map((label) => label.textContent).join(" ");
  return [labelled, element.getAttribute("aria-label"), labels, element.title, element.alt, element.textContent]
    .map((text) => (text ?? "").trim())
    .find((text) => text !== "");
};

const channels = (color) => {
  const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return { rgb: [red, green, blue], alpha: alpha / 255 };
};

const luminance = (rgb) => {
  const [red, green, blue] = rgb
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const over = (top, below) => top.rgb.map((value, i) => value * top.alpha + below[i] * (1 - top.alpha));

const backgroundOf = (element) => {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    layers.unshift(channels(getComputedStyle(at).backgroundColor));
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches
    && getComputedStyle(document.documentElement).colorScheme.includes("dark");
  return layers.reduce((below, layer) => over(layer, below), dark ? [18, 18, 18] : [255, 255, 255]);
};

if (!document.documentElement.lang) {
  faults.push("the page names no language");
}
if (!document.title.trim()) {
  faults.push("the page has no title");
}
if (document.querySelectorAll("main").length !== 1) {
  faults.push("the page has not one main part");
}

const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
ids.filter((id, i) => ids.indexOf(id) !== i).forEach((id) => faults.push(`the id "${id}" is given twice`));

for (const element of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, img")) {
  const isOrnament = element.tagName === "IMG" && element.getAttribute("alt") === "";
  if (isShown(element) && !isOrnament && !nameOf(element)) {
    faults.push(`${called(element)} has no name`);
  }
}

let level = 0;
for (const heading of [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(isShown)) {
  const own = Number(heading.tagName[1]);
  if (own > level + 1) {
    faults.push(`${called(heading)} skips a level`);
  }
  level = own;
}

const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const holders = new Set();
while (walker.nextNode()) {
  if (walker.currentNode.data.trim() && isShown(walker.currentNode.parentElement)) {
    holders.add(walker.currentNode.parentElement);
  }
}
for (const element of [...holders].filter((holder) => !holder.closest(":disabled"))) {
  const style = getComputedStyle(element);
  const background = backgroundOf(element);
  const [light, dark] = [luminance(over(channels(style.color), background)), luminance(background)].sort((a, b) => b - a);
  const ratio = (light + 0.05) / (dark + 0.05);
  const size = parseFloat(style.fontSize);
  const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (ratio < (isLarge ? 3 : 4.5)) {
    faults.push(`${called(element)} has a contrast of ${ratio.toFixed(2)}`);
  }
}
return faults;
