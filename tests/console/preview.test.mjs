// The first rows: as the report has them, in its direction, and given up when the view closes.
import assert from "node:assert";
import {test} from "node:test";

import {browser, demo, open, signIn, useDemo} from "./visit.mjs";

useDemo();

test("the first rows are shown in the report's direction, whatever the page's", async () => {
  const {page, context, faults} = await open(browser, demo);
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/reports/sales.invoices`);
  await page.click(".form-side .segments button:nth-child(1)");
  await page.click("#preview");
  await page.waitForSelector(".sheet[dir=rtl] .row-data >> nth=49");
  await page.selectOption("#parameter-period", "lastYear");
  await page.waitForSelector(".preview .notice");
  await page.click(".preview .notice .button");
  await page.waitForSelector(".sheet .row-data >> nth=49");
  await page.waitForSelector(".preview .notice", {state: "detached"});
  assert.deepStrictEqual(faults, []);
  await context.close();
});

test("the preview never lies under the side of the form, and names what only the workbook has", async () => {
  const {page, context} = await open(browser, demo, {lang: "ar"});
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/reports/stock.ageing`);
  await page.click("#preview");
  await page.waitForSelector(".sheet .row-data >> nth=20");
  assert.match(await page.innerText(".preview .omitted"), /\u0645\u0645\u064a\u0651\u0632\u0629/);
  await page.locator(".sheet").evaluate((sheet) => scrollTo(0, sheet.getBoundingClientRect().top + scrollY - 100));
  const [side, sheet] = [await page.locator(".form-side > .card").boundingBox(), await page.locator(".sheet").boundingBox()];
  assert.ok(side.y + side.height <= sheet.y, `${side.y + side.height} of the side, ${sheet.y} of the rows`);
  await context.close();
});

test("what is wrong with the request is said at its field", async () => {
  const {page, context} = await open(browser, demo, {lang: "ar"});
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/reports/sales.invoices#${encodeURIComponent(JSON.stringify({params: {branch: ["XYZ"]}}))}`);
  await page.click("#preview");
  await page.waitForSelector("#parameter-branch-error:has-text('XYZ')");
  await context.close();
});

test("the first column of the report stays in sight, in both directions", async () => {
  for (const lang of ["ar", "en"]) {
    const {page, context} = await open(browser, demo, {lang, width: 320});
    await signIn(page, demo);
    await page.focus("a[href$='sales.invoices']");
    await page.keyboard.press("Enter");
    await page.waitForSelector("h1:focus");
    await page.click("#preview");
    await page.waitForSelector(".sheet td");
    const isSeen = await page.evaluate(() => {
      const sheet = document.querySelector(".sheet");
      sheet.scrollLeft = document.dir === "rtl" ? -9999 : 9999;
      const outer = sheet.getBoundingClientRect();
      const cell = sheet.querySelector("tbody td.anchor").getBoundingClientRect();
      return /^(INV|CN)-/.test(sheet.querySelector("tbody td.anchor").innerText) && cell.left >= outer.left && cell.right <= outer.right;
    });
    assert.ok(isSeen, lang);
    await context.close();
  }
});
