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
const kEdge = 2;  // pixels around a control
const kFocusMargin = 28;  // where its focus may be drawn: a report's is around its card
const kControls = "a[href], button, input, select, textarea, summary";

/** What a page that reads pictures finds: how many pixels of the control can be told from the color that
 *  most have, and how many of it and around it its focus changes. */
function compare({before, after, control, minContrast}) {
  const luminance = (color) => {
    const [r, g, b] = [color & 255, (color >> 8) & 255, (color >> 16) & 255].map((one) => one / 255)
      .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const differ = (one, other) => {
    if (one === other) return false;
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05) >= minContrast;
  };
  const read = async (text, x, y, width, height) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], {type: "image/png"}));
    const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
    pen.drawImage(image, 0, 0);
    return [...new Uint32Array(pen.getImageData(x, y, width ?? image.width, height ?? image.height).data.buffer)];
  };
  return (async () => {
    const seen = await read(before, control.x, control.y, control.width, control.height);
    const counts = new Map();
    for (const color of seen) counts.set(color, (counts.get(color) ?? 0) + 1);
    const [ground] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
    const [old, now] = [await read(before, 0, 0), await read(after, 0, 0)];
    return {seen: seen.filter((color) => differ(color, ground)).length, changed: old.filter((color, at) => differ(color, now[at])).length};
  })();
}

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

/** The part of the window with a control and what is around it; null if it is outside. */
function clipOf(box, size, margin) {
  const x = Math.floor(Math.max(0, box.x - margin));
  const y = Math.floor(Math.max(0, box.y - margin));
  const width = Math.ceil(Math.min(size.width, box.x + box.width + margin)) - x;
  const height = Math.ceil(Math.min(size.height, box.y + box.height + margin)) - y;
  return box.y >= 0 && width > 0 && height > 0 ? {x, y, width, height} : null;
}

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
    const clip = clipOf(box, page.viewportSize(), kFocusMargin);
    if (!clip) continue;  // the link that is there while it has the focus
    const inner = clipOf(box, page.viewportSize(), kEdge);
    const take = async () => (await page.screenshot({clip, caret: "hide"})).toString("base64");
    const before = await take();
    await control.evaluate((one) => one.focus({focusVisible: true, preventScroll: true}));
    const {seen, changed} = await reader.evaluate(compare, {
      before, after: await take(), minContrast: kMinContrast, control: {...inner, x: inner.x - clip.x, y: inner.y - clip.y},
    });
    if (seen < kMinPixels) found.push(`${view}: not seen: ${kind}`);
    if (changed < kMinPixels) found.push(`${view}: focus not seen: ${kind}`);
  }
  return found;
}

for (const look of [{lang: "en", theme: "light"}, {lang: "ar", theme: "dark"}]) {
  test(`controls and their focus are seen in forced colors, ${look.lang}, ${look.theme}`, async () => {
    const {page, context} = await open(browser, demo, {...look, forcedColors: "active"});
    const reader = await browser.newPage();
    await signIn(page, demo);
    const found = [];
    for (const name of ["reports", "menu", "report-open", "report-types", "report-calendars", "report-request", "jobs", "job", "operator", "operator-key-form", "operator-audit"]) {
      await views[name](page, demo);
      await page.screenshot({path: join(folder, "pictures", `${name}-forced-${look.lang}-${look.theme}.png`), fullPage: true});
      found.push(...await inspectControls(page, reader, name));
    }
    assert.deepStrictEqual(found, []);
    await reader.close();
    await context.close();
  });
}
