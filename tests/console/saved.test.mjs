// What the console keeps on the server: favourites and saved sets; and actions on many jobs.
import assert from "node:assert";
import {test} from "node:test";

import {browser, demo, open, signIn, useDemo} from "./visit.mjs";

useDemo();

test("a favourite stays one, on other devices, too", async () => {
  const {page, context} = await open(browser, demo, {lang: "ar"});
  await signIn(page, demo);
  const star = ".report-card:has(a[href$='stock.ageing']) button";
  await page.click(star);
  await page.waitForSelector(`${star}[aria-pressed=true]`);
  await context.close();
  const other = await open(browser, demo);
  await signIn(other.page, demo);
  await other.page.waitForSelector(`section:first-of-type ${star}[aria-pressed=true]`);
  await other.page.click(`section:first-of-type ${star}`);
  await other.page.waitForSelector(`${star}[aria-pressed=false]`);
  await other.context.close();
});

test("a card says what its report is for, what it needs, and by what its rows are chosen", async () => {
  for (const [lang, words] of [["en", ["All invoices of a period", "Needs: Period", "Filters: Invoice No., Issue date, Status, Total incl. VAT"]],
                               ["ar", ["\u062c\u0645\u064a\u0639 \u0641\u0648\u0627\u062a\u064a\u0631 \u0627\u0644\u0641\u062a\u0631\u0629", "\u064a\u062d\u062a\u0627\u062c \u0625\u0644\u0649: \u0627\u0644\u0641\u062a\u0631\u0629"]]]) {
    const {page, context} = await open(browser, demo, {lang});
    await signIn(page, demo);
    const text = await page.innerText(".report-card:has(a[href$='sales.invoices'])");
    for (const part of words) assert.ok(text.includes(part), `${part} in ${text}`);
    await page.fill(".search input", lang === "en" ? "sheet per customer" : "\u0631\u0633\u0645 \u0628\u064a\u0627\u0646\u064a");
    await page.waitForSelector(".report-card >> nth=1", {state: "detached"});
    await context.close();
  }
});

test("a saved set fills the form, and its periods stay relative", async () => {
  const {page, context, faults} = await open(browser, demo, {lang: "ar"});
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/reports/sales.invoices`);
  await page.selectOption("#parameter-period", "lastQuarter");
  await page.check("#parameter-status input >> nth=2");
  await page.click("#save-set");
  await page.fill("#saved-name", "<b>\u0627\u0644\u0645\u062a\u0623\u062e\u0631\u0629</b>");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#saved-sets");
  const id = await page.inputValue("#saved-sets");
  assert.match(page.url(), /\/reports\/sales\.invoices#/);
  await page.goto(`${demo.url}/console/reports/sales.invoices?saved=${id}`);
  await page.waitForSelector("#parameter-period");
  assert.strictEqual(await page.inputValue("#parameter-period"), "lastQuarter");
  assert.ok(await page.isChecked("#parameter-status input >> nth=2"));
  await page.goto(`${demo.url}/console/reports/sales.invoices`);
  await page.selectOption("#saved-sets", id);
  await page.waitForSelector("#parameter-status input:checked");
  await page.click(".saved .icon-button");
  await page.click("dialog .danger");
  await page.waitForSelector("#saved-sets", {state: "detached"});
  assert.strictEqual(await page.locator("main b").count(), 0);
  assert.deepStrictEqual(faults, []);
  await context.close();
});

test("a name that exists is seen to replace its criteria before they are saved", async () => {
  const {page, context} = await open(browser, demo);
  await signIn(page, demo);
  const save = async (name, words) => {
    await page.click("#save-set");
    await page.fill("#saved-name", name);
    await page.waitForSelector(`dialog .primary:has-text("${words}")`);
    const warnings = await page.locator("dialog .notice.warning").allInnerTexts();
    await page.click("dialog form .primary");
    await page.waitForSelector("dialog", {state: "detached"});
    return warnings;
  };
  await page.goto(`${demo.url}/console/reports/sales.invoices`);
  await page.selectOption("#parameter-period", "lastQuarter");
  assert.deepStrictEqual(await save("Twice", "Save"), []);
  const id = await page.inputValue("#saved-sets");
  await page.reload();  // nothing is chosen
  await page.waitForSelector("#saved-sets");
  await page.selectOption("#parameter-period", "lastYear");
  const [warning] = await save("Twice", "Replace");
  assert.match(warning, /Twice.? exists already/);
  assert.strictEqual(await page.locator("#saved-sets option:text-is('Twice')").count(), 1);
  await page.goto(`${demo.url}/console/reports/sales.invoices?saved=${id}`);
  await page.waitForSelector("#parameter-period");
  assert.strictEqual(await page.inputValue("#parameter-period"), "lastYear");
  await context.close();
});

test("all jobs of a filter are deleted after a confirmation with their number", async () => {
  const {page, context} = await open(browser, demo);
  await signIn(page, demo);
  const headers = {"api-key": demo.key, "organization-id": "wahat-group"};
  for (let i = 0; i < 3; ++i) {
    const data = {params: {uid: "sales.by-region", lang: "ar", template: "excel-auto", parameters: [{key: "period", value: {value: "lastYear"}}]}};
    const {data: {jobId}} = await (await context.request.post(`${demo.url}/v1/bi/jobs`, {headers, data})).json();
    await context.request.get(`${demo.url}/v1/bi/jobs/${jobId}?wait=25`, {headers});
  }
  await page.goto(`${demo.url}/console/jobs`);
  await page.waitForSelector(".job-row");
  await page.fill(".filter-bar input[type=search]", "sales by REGION");
  await page.waitForSelector(".job-row >> nth=2");
  await page.click(".bar-end .danger-text");
  await page.waitForSelector("dialog:has-text('3 jobs')");
  await page.click("dialog .danger");
  await page.waitForSelector(".empty");
  await page.click(".empty .button");
  await page.waitForSelector(".job-row");
  await context.close();
});
