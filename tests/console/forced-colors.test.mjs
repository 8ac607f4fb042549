// Forced colors, as of Windows' contrast themes: each control can be seen, and so can its focus.
import assert from "node:assert";
import {join} from "node:path";
import {test} from "node:test";

import {folder} from "./packages.mjs";
import {views} from "./views.mjs";
import {browser, demo, open, signIn, useDemo} from "./visit.mjs";

useDemo();

const kMinContrast = 3;  // WCAG 1.4.11
const kMinPixels = 12;
const kMargin = 6;  // around a control, where its focus is drawn
const kControls = "a[href], button, input, select, textarea, summary";

/** A page that reads pictures: `count` tells how many pixels differ from the most frequent color by the contrast. */
async function openReader() {
  const context = await browser.newContext();
  const page = await context.newPage();
  const pixels = async (png) => page.evaluate(async (text) => {
    const blob = new Blob([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], {type: "image/png"});
    const image = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    return {width: image.width, data: [...new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer)]};
  }, png.toString("base64"));
  return {context, pixels};
}

function luminance(color) {
  const [r, g, b] = [color & 255, (color >> 8) & 255, (color >> 16) & 255].map((one) => one / 255)
    .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

/** How many pixels can be told from the color that most have. */
function visiblePixels({data}) {
  const counts = new Map();
  for (const color of data) counts.set(color, (counts.get(color) ?? 0) + 1);
  const [ground] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
  return data.filter((color) => color !== ground && contrast(color, ground) >= kMinContrast).length;
}
const changedPixels = (before, after) => before.data.filter((color, at) => contrast(color, after.data[at]) >= kMinContrast).length;

/** One visible control of each kind, by what makes its look. */
const controlsOf = (page) => page.evaluate((selector) => {
  const kinds = new Map();
  const dialog = document.querySelector("dialog[open]");
  for (const one of (dialog ?? document).querySelectorAll(selector)) {
    const isReachable = one.tabIndex >= 0 && !one.disabled && one.type !== "hidden" && one.checkVisibility() && one.getBoundingClientRect().width > 1;
    const kind = [one.tagName, one.type, one.className, one.parentElement.className, one.checked, one.getAttribute("aria-pressed"), one.getAttribute("aria-current")].join("|");
    if (isReachable && !kinds.has(kind)) kinds.set(kind, one);
  }
  [...kinds.values()].forEach((one, index) => one.setAttribute("data-control", index));
  return [...kinds.keys()];
}, kControls);

async function inspectControls(page, reader, view) {
  const found = [];
  const kinds = await controlsOf(page);
  for (const [index, kind] of kinds.entries()) {
    const control = page.locator(`[data-control="${index}"]`);
    await control.evaluate((one) => {
      document.activeElement?.blur();
      one.scrollIntoView({block: "center"});
    });
    const box = await control.boundingBox();
    const size = page.viewportSize();
    const clip = {x: Math.max(0, box.x - kMargin), y: Math.max(0, box.y - kMargin)};
    clip.width = Math.min(size.width, box.x + box.width + kMargin) - clip.x;
    clip.height = Math.min(size.height, box.y + box.height + kMargin) - clip.y;
    const take = async () => reader.pixels(await page.screenshot({clip, caret: "hide"}));
    const before = await take();
    if (visiblePixels(before) < kMinPixels) found.push(`${view}: not seen: ${kind}`);
    await control.evaluate((one) => one.focus({focusVisible: true, preventScroll: true}));
    if (changedPixels(before, await take()) < kMinPixels) found.push(`${view}: focus not seen: ${kind}`);
  }
  return found;
}

for (const look of [{lang: "en", theme: "light"}, {lang: "ar", theme: "dark"}]) {
  test(`controls and their focus are seen in forced colors, ${look.lang}, ${look.theme}`, async () => {
    const {page, context} = await open(browser, demo, {...look, forcedColors: "active"});
    const reader = await openReader();
    await signIn(page, demo);
    const found = [];
    for (const name of ["reports", "menu", "report-open", "report-types", "report-calendars", "report-request", "jobs", "job", "operator", "operator-key-form", "operator-audit"]) {
      await views[name](page, demo);
      await page.screenshot({path: join(folder, "pictures", `${name}-forced-${look.lang}-${look.theme}.png`), fullPage: true});
      found.push(...await inspectControls(page, reader, name));
    }
    assert.deepStrictEqual(found, []);
    await reader.context.close();
    await context.close();
  });
}
