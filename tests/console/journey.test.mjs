// From the sign-in to the workbook, by keyboard alone.
import assert from "node:assert";
import {readFileSync} from "node:fs";
import {test} from "node:test";

import {browser, demo, open, signIn, useDemo} from "./visit.mjs";

const kMostTabs = 60;

useDemo();

/** Presses Tab until the focus is on what the selector means; it must be visible there. */
async function tabTo(page, selector) {
  for (let i = 0; i < kMostTabs; ++i) {
    await page.keyboard.press("Tab");
    const state = await page.evaluate((wanted) => {
      const focused = document.activeElement;
      const box = focused.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
      return {isThere: focused.matches(wanted), isVisible: !top || focused.contains(top) || top.contains(focused) || focused.closest("label")?.contains(top)};
    }, selector);
    if (state.isThere) return assert.ok(state.isVisible, `${selector} is hidden when it has the focus`);
  }
  assert.fail(`no Tab leads to ${selector}`);
}

for (const lang of ["en", "ar"]) {
  test(`sign in, choose, fill in, run and download by keyboard, in ${lang}`, async () => {
    const {page, context, faults} = await open(browser, demo, {lang});
    await page.goto(`${demo.url}/console/reports/sales.invoices`);
    await page.waitForSelector("#api-key");
    await tabTo(page, "#api-key");
    await page.keyboard.insertText(demo.key);
    await page.keyboard.press("Enter");
    await page.waitForSelector(".report-form");
    await tabTo(page, "#parameter-period");
    await page.keyboard.press("ArrowDown");
    await tabTo(page, "input[type=checkbox]");
    await page.keyboard.press("Space");
    await page.selectOption("#parameter-period", "lastYear");
    await tabTo(page, ".form-side .primary");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".outcome a.button.large");
    await page.waitForSelector(".outcome a.button:focus, h1:focus");
    if (await page.evaluate(() => document.activeElement.tagName === "H1")) await tabTo(page, ".outcome a.button.large");
    const waiting = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    const download = await waiting;
    assert.match(download.suggestedFilename(), /-2025-01-01\.xlsx$/);
    assert.strictEqual(readFileSync(await download.path()).subarray(0, 2).toString(), "PK");
    assert.deepStrictEqual(faults, []);
    await context.close();
  });
}

test("a form is what its address says, and the back button returns to it", async () => {
  const {page, context} = await open(browser, demo);
  await signIn(page, demo);
  await page.click("a[href$='sales.invoices']");
  await page.selectOption("#parameter-period", "lastQuarter");
  await page.waitForURL(/#.*lastQuarter/);
  const address = page.url();
  await page.click(".main-nav a:nth-child(2)");
  await page.waitForSelector("h1");
  await page.goBack();
  await page.waitForSelector("#parameter-period");
  assert.strictEqual(await page.inputValue("#parameter-period"), "lastQuarter");
  const other = await context.newPage();
  await other.goto(address);
  await other.waitForSelector("#parameter-period");
  assert.strictEqual(await other.inputValue("#parameter-period"), "lastQuarter");
  await context.close();
});

test("the calendars move by the arrow keys, and a period is chosen in either", async () => {
  for (const [lang, next] of [["en", "ArrowRight"], ["ar", "ArrowLeft"]]) {
    const {page, context} = await open(browser, demo, {lang});
    await signIn(page, demo);
    await page.goto(`${demo.url}/console/reports/sales.invoices`);
    await page.selectOption("#parameter-period", "dates");
    await page.fill("#parameter-period-from", "2026-02-18");
    await page.fill("#parameter-period-to", "2026-02-18");
    await page.click(".dates .icon-button");
    await page.waitForSelector(".calendar:nth-child(2) td");
    await page.focus(".calendar:nth-child(2) button[tabindex='0']");
    for (const key of [next, "ArrowDown", "Enter", "PageDown", "Enter"]) await page.keyboard.press(key);
    await page.click("dialog footer .primary");
    assert.strictEqual(await page.inputValue("#parameter-period-from"), "26/02/2026");
    assert.strictEqual(await page.inputValue("#parameter-period-to"), "28/03/2026");
    await context.close();
  }
});

test("a job's request returns to the form to be changed", async () => {
  const {page, context, faults} = await open(browser, demo, {lang: "ar"});
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/reports/sales.invoices`);
  await page.selectOption("#parameter-period", "lastYear");
  await page.check("input[type=checkbox] >> nth=0");
  await page.click(".form-main .section:nth-of-type(1) > summary");
  await page.fill("#search", "INV");
  await page.click(".filters > .button");
  await page.selectOption(".filter-line select:nth-of-type(1)", "total");
  await page.selectOption(".filter-line select:nth-of-type(2)", "gte");
  await page.fill("#filter-0", "\u0661\u066c\u0660\u0660\u0660\u066b\u0665");  // 1,000.5 in Arabic digits
  await page.click(".form-side .primary");
  await page.waitForSelector(".outcome");
  await page.click("a[href*='?job=']");
  await page.waitForSelector("#parameter-period-from");
  assert.strictEqual(await page.inputValue("#parameter-period-from"), "01/01/2025");
  assert.strictEqual(await page.inputValue("#parameter-period-to"), "31/12/2025");
  assert.ok(await page.isChecked("input[type=checkbox] >> nth=0"));
  assert.strictEqual(await page.inputValue("#search"), "INV");
  assert.strictEqual(Number(await page.inputValue("#filter-0")), 1000.5);
  assert.deepStrictEqual(faults, []);
  await context.close();
});
