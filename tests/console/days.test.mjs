// Days in the form, as clerks write them. 1 Muharram 1448 is 16 June 2026.
import assert from "node:assert";
import {test} from "node:test";

import {browser, demo, open, signIn, useDemo} from "./visit.mjs";

const kToday = "\u0627\u0644\u064a\u0648\u0645";
const kYear = new Date().toLocaleDateString("en-CA", {timeZone: "Asia/Riyadh"}).slice(0, 4);

useDemo();

async function openForm(lang, state = {}) {
  const opened = await open(browser, demo, {lang});
  await signIn(opened.page, demo);
  await opened.page.goto(`${demo.url}/console/reports/sales.invoices#${encodeURIComponent(JSON.stringify(state))}`);
  await opened.page.waitForSelector("#parameter-period");
  return opened;
}

const days = (page) => Promise.all(["from", "to"].map((end) => page.inputValue(`#parameter-period-${end}`)));

/** Writes both days, runs the report at once, and returns the period that is sent. */
async function sentFor(page, from, to) {
  await page.fill("#parameter-period-from", from);
  await page.fill("#parameter-period-to", to);
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/v1/bi/previews"));
  await page.click("#preview");
  return (await sent).postDataJSON().params.parameters.find((one) => one.key === "period").value;
}

test("a day is taken however it is written, and a Hijri one as Hijri", async () => {
  const {page, context, faults} = await openForm("ar", {params: {period: {from: "", to: ""}}});
  const cases = [
    ["1448-01-01", "1448-02-29", {from: "2026-06-16", to: "2026-08-12"}],
    ["01/01/1448", "\u0662\u0669/\u0662/\u0661\u0664\u0664\u0668", {from: "2026-06-16", to: "2026-08-12"}],
    ["16/06/2026", "2026/6/20", {from: "2026-06-16", to: "2026-06-20"}],
    ["\u0662\u0660\u0662\u0666-\u0660\u0666-\u0661\u0666", kToday, {from: "2026-06-16", to: "today"}],
  ];
  for (const [from, to, wanted] of cases) assert.deepStrictEqual(await sentFor(page, from, to), wanted);
  assert.deepStrictEqual(await days(page), ["16/06/2026", kToday]);
  assert.match(await page.innerText(".day-input >> nth=0"), /1 \S+ 1448/);
  assert.deepStrictEqual(faults, []);
  await context.close();
});

for (const lang of ["ar", "en"]) {
  test(`a day that is none is said once, with its field and which day, in ${lang}`, async () => {
    const {page, context} = await openForm(lang, {params: {period: {from: "", to: ""}}});
    await page.fill("#parameter-period-from", "1448-01-31");
    await page.fill("#parameter-period-to", "16/16/2026");
    await page.click("#preview");
    await page.waitForSelector(".error-summary:focus");
    assert.strictEqual(await page.locator(".error-summary a").count(), 2);
    const said = await page.locator("#parameter-period-error p").allInnerTexts();
    assert.strictEqual(said.length, 2);
    assert.match(said[0], /1448-01-31/);
    assert.match(said[1], /16\/16\/2026/);
    assert.doesNotMatch(await page.innerText("main"), /YYYY|yyyy/);
    await page.click(".error-summary a >> nth=1");
    await page.waitForSelector("#parameter-period-to:focus");
    await page.fill("#parameter-period-from", "20/06/2026");
    await page.fill("#parameter-period-to", "16/06/2026");
    await page.click("#preview");
    await page.waitForSelector("#parameter-period-error p:only-child:not(:has-text('1448'))");
    await context.close();
  });
}

test("the days of a period in words are kept when days are chosen", async () => {
  const {page, context} = await openForm("ar");
  for (const [word, wanted] of [["thisYear", [`01/01/${kYear}`, `31/12/${kYear}`]], ["lastYear", [`01/01/${kYear - 1}`, `31/12/${kYear - 1}`]]]) {
    await page.selectOption("#parameter-period", word);
    await page.selectOption("#parameter-period", "dates");
    await page.waitForSelector("#parameter-period-to");
    assert.deepStrictEqual(await days(page), wanted);
  }
  await context.close();
});

test("the first rows are covered by nothing", async () => {
  const {page, context} = await openForm("ar", {params: {period: "lastYear"}});
  await page.click("#preview");
  await page.waitForSelector(".sheet td");
  const covered = await page.evaluate(() => {
    const sheet = document.querySelector(".sheet");
    const box = sheet.getBoundingClientRect();
    scrollTo(0, scrollY + box.top - 120);
    const seen = sheet.getBoundingClientRect();
    return [0.05, 0.5, 0.95].filter((part) => !sheet.contains(document.elementFromPoint(seen.x + seen.width * part, seen.y + 60)));
  });
  assert.deepStrictEqual(covered, []);
  await context.close();
});

test("a whole Hijri month of another year is three choices, and Apply is in sight", async () => {
  const {page, context} = await open(browser, demo, {lang: "ar", width: 320});
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/reports/sales.invoices#${encodeURIComponent(JSON.stringify({params: {period: {from: "", to: ""}}}))}`);
  await page.click(".dates .icon-button");
  const hijri = page.locator(".calendar").nth(1);
  await hijri.locator("select").nth(1).selectOption("1447");
  await hijri.locator("table[aria-label*='1447']").waitFor();
  await hijri.locator("select").nth(0).selectOption("9");
  await hijri.locator(".button.wide").click();
  const box = await page.locator("dialog footer .primary").boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 320 && box.y + box.height <= 640, JSON.stringify(box));
  await page.click("dialog footer .primary");
  assert.deepStrictEqual(await days(page), ["18/02/2026", "19/03/2026"]);
  await context.close();
});
