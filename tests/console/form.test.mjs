// The form sends what was filled in, whatever the type of a parameter.
import assert from "node:assert";
import {spawnSync} from "node:child_process";
import {test} from "node:test";

import {browser, demo, open, signIn, useDemo} from "./visit.mjs";

useDemo();

const kBranchOfAbha = "\u0641\u0631\u0639 \u0623\u0628\u0647\u0627";

/** Runs the report, and returns the body that the page has sent. */
async function run(page) {
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/v1/bi/jobs"));
  await page.click(".form-side .primary");
  return (await sent).postDataJSON().params;
}

const valueOf = (params, key) => params.parameters.find((one) => one.key === key)?.value;

test("each type of a parameter is filled in and accepted", async () => {
  const {page, context, faults} = await open(browser, demo, {lang: "ar"});
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/reports/test.every-type`);
  await page.click("#parameter-region");
  await page.click("[role=option]:has-text('Western')");
  await page.click("#parameter-branch");
  await page.waitForSelector("#parameter-branch[aria-expanded=true]");
  await page.keyboard.type("JED");
  await page.click("[role=option]:has-text('JED')");
  await page.keyboard.press("Escape");
  await page.fill("#parameter-text", "<b>\u0646\u0635</b>");
  await page.fill("#parameter-count", "\u0664\u0662");
  assert.strictEqual(await page.inputValue("#parameter-rate"), "15");
  await page.fill("#parameter-rate", "12.5");
  await page.fill("#parameter-amount", "9,007,199,254,740,993.25");
  await page.fill("#parameter-weight", "\u0663\u066b\u0665");
  await page.check("#parameter-active input >> nth=0");
  await page.fill("#parameter-moment", "2026-01-31 08:30");
  await page.fill("#parameter-hour", "08:30");
  await page.fill("#parameter-length", "1:30:00");
  await page.fill("#parameter-page", "https://example.com/a?b=c");
  await page.check("#parameter-kind input >> nth=1");
  await page.selectOption("#parameter-period", "thisHijriYear");
  const params = await run(page);
  await page.waitForSelector(".outcome");
  assert.deepStrictEqual(valueOf(params, "branch"), {values: ["JED"]});
  assert.deepStrictEqual(valueOf(params, "count"), {value: 42});
  assert.deepStrictEqual(valueOf(params, "rate"), {value: "0.125"});
  assert.deepStrictEqual(valueOf(params, "amount"), {value: "9007199254740993.25"});
  assert.deepStrictEqual(valueOf(params, "weight"), {value: "3.5"});
  assert.deepStrictEqual(valueOf(params, "active"), {value: true});
  assert.deepStrictEqual(valueOf(params, "day"), {value: "today"});
  assert.deepStrictEqual(valueOf(params, "period"), {value: "thisHijriYear"});
  assert.deepStrictEqual(faults, []);
  assert.strictEqual(await page.locator("main b").count(), 0);
  await context.close();
});

test("what is typed into a look-up counts, however the field is left", async () => {
  const {page, context, faults} = await open(browser, demo, {lang: "ar"});
  await signIn(page, demo);
  const taken = async (typed, leave, options = 1) => {  // shown before the field is left; null: as many as there are
    await page.goto(`${demo.url}/console/reports/sales.invoices`);
    await page.click("#parameter-branch");
    await page.keyboard.type(typed);
    while (options !== null && (await page.locator("[role=option]").count()) !== options) await page.waitForTimeout(20);
    await leave();
    await page.waitForSelector(".chip");
    while ((await page.inputValue("#parameter-branch")) !== "") await page.waitForTimeout(20);
    return valueOf(await run(page), "branch").values;
  };
  const byTab = () => page.keyboard.press("Tab");
  const byClick = () => page.click("h1");
  assert.deepStrictEqual(await taken("JED", byTab), ["JED"]);
  assert.deepStrictEqual(await taken("jed", byClick), ["JED"]);
  assert.deepStrictEqual(await taken(kBranchOfAbha, byTab), ["AHB"]);
  assert.deepStrictEqual(await taken(kBranchOfAbha.split(" ")[1], byTab), ["AHB"]);
  assert.deepStrictEqual(await taken("JED\u060c ruh", byTab, null), ["JED", "RUH"]);
  assert.deepStrictEqual(await taken("xyz", byTab, 0), ["xyz"]);
  assert.deepStrictEqual(await taken("JED", () => page.click("[role=option]:has-text('JED')")), ["JED"]);
  assert.deepStrictEqual(await taken("JED", byTab, null), ["JED"]);
  assert.deepStrictEqual(faults, []);
  await context.close();
});

test("what is missing or wrong is said at its field, by the page and by the server", async () => {
  const {page, context} = await open(browser, demo);
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/reports/test.every-type`);
  await page.click(".form-side .primary");
  await page.waitForSelector(".error-summary:focus");
  await page.waitForSelector("#parameter-region[aria-invalid=true]");
  await page.click(".error-summary a >> nth=0");
  await page.waitForSelector("#parameter-region:focus");
  await page.keyboard.press("ArrowDown");
  await page.waitForSelector("[role=option]");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.check("#parameter-active input >> nth=1");
  await page.fill("#parameter-count", "5000");
  await page.fill("#parameter-page", "no address");
  await page.click(".form-side .primary");
  await page.waitForSelector("#parameter-count[aria-invalid=true]");
  assert.match(await page.innerText("#parameter-count-error"), /1000/);
  await context.close();
});

test("a condition without a value is not sent", async () => {
  const {page, context} = await open(browser, demo);
  await signIn(page, demo);
  for (const field of ["number", "issuedOn", "status", "total"]) {
    await page.goto(`${demo.url}/console`);
    await page.goto(`${demo.url}/console/reports/sales.invoices`);
    await page.waitForSelector(".report-form");
    for (const summary of await page.$$(".section > summary")) await summary.click();
    await page.click(".filters > .button");
    await page.selectOption(".filter-line select >> nth=0", field);
    await page.click("#preview");
    await page.waitForSelector("#filter-0-error");
  }
  await context.close();
});

test("a refusal is in the language of the page, not of the report", async () => {
  const {page, context} = await open(browser, demo, {lang: "ar"});
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/reports/test.every-type`);
  await page.click(".form-side .segments button:nth-child(2)");
  await page.click("#parameter-region");
  await page.click("[role=option]:has-text('Western')");
  await page.check("#parameter-active input >> nth=0");
  await page.fill("#parameter-count", "5000");
  for (const button of ["#preview", ".form-side .primary"]) {
    await page.click(button);
    await page.waitForSelector("#parameter-count[aria-invalid=true]");
    for (const part of ["#parameter-count-error", ".error-summary strong"]) assert.match(await page.innerText(part), /[\u0621-\u064a]/);
    await page.reload();
  }
  await context.close();
});

test("a number beyond those of a page is run again as it was, and nothing reaches beyond its value", async () => {
  const {page, context} = await open(browser, demo);
  await signIn(page, demo);
  const markup = "<b>x</b>\u202e\u2066 y";
  const made = await context.request.post(`${demo.url}/v1/bi/jobs`, {
    headers: {"api-key": demo.key, "organization-id": "wahat-group", "content-type": "application/json"},
    data: `{"params":{"uid":"test.every-type","lang":"en","template":"excel-auto","parameters":[{"key":"region","value":{"value":"Western"}},
      {"key":"active","value":{"value":true}},{"key":"day","value":{"value":"today"}},{"key":"serial","value":{"value":9007199254740993}},{"key":"text","value":{"value":${JSON.stringify(markup)}}}]}}`,
  });
  const {jobId} = (await made.json()).data;
  await page.goto(`${demo.url}/console/jobs/${jobId}`);
  await page.waitForSelector("main bdi:has-text('9007199254740993')");
  const marked = await page.evaluate(() => [...document.querySelectorAll("main bdi")]
    .filter((one) => /[\u202a-\u202e\u2066-\u2069]/.test(one.textContent)).map((one) => one.outerHTML));
  assert.deepStrictEqual(marked, []);
  await page.goto(`${demo.url}/console/reports/test.every-type?job=${jobId}`);
  await page.waitForSelector(".report-form");
  assert.strictEqual(await page.inputValue("#parameter-serial"), "9007199254740993");
  const params = await run(page);
  assert.deepStrictEqual(valueOf(params, "serial"), {value: "9007199254740993"});
  assert.deepStrictEqual(valueOf(params, "text"), {value: markup});
  await context.close();
});

test("columns are put in order by keyboard", async () => {
  const {page, context} = await open(browser, demo);
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/reports/sales.invoices`);
  await page.waitForSelector(".report-form");
  for (const summary of await page.$$(".section > summary")) await summary.click();
  await page.focus("[data-key=number] .drag");
  await page.keyboard.press("ArrowDown");
  await page.waitForSelector("[data-key=number] .drag:focus");
  await page.keyboard.press("ArrowDown");
  await page.waitForSelector("li:nth-child(3)[data-key=number]");
  await page.uncheck("[data-key=vat] input");
  await page.click("#sort .button.quiet");
  await page.selectOption("#sort select.add", "total");
  const params = await run(page);
  assert.deepStrictEqual(params.query.fields, ["issuedOn", "branch", "number", "customer", "customerVat", "status", "net", "total"]);
  assert.deepStrictEqual(params.query.sort, [{field: "issuedOn", direction: "desc"}, {field: "total", direction: "asc"}]);
  await context.close();
});

test("columns and sort are put in order by the mouse, in both directions of a page", async () => {
  for (const lang of ["en", "ar"]) {
    const {page, context, faults} = await open(browser, demo, {lang});
    await signIn(page, demo);
    await page.goto(`${demo.url}/console/reports/sales.invoices`);
    await page.waitForSelector(".report-form");
    for (const summary of await page.$$(".section > summary")) await summary.click();
    await page.selectOption("#sort select.add", "total");
    await page.selectOption("#sort select.add", "number");
    await page.dragAndDrop("#sort [data-key=number] .drag", "#sort li:first-child");
    await page.waitForSelector("#sort li:first-child[data-key=number]");
    await page.dragAndDrop("#columns [data-key=number] .drag", "#columns li:nth-child(3)");
    await page.waitForSelector("#columns li:nth-child(3)[data-key=number]");
    assert.strictEqual(await page.locator(".dragged, .drop").count(), 0);
    const params = await run(page);
    assert.deepStrictEqual(params.query.sort.map((one) => one.field), ["number", "issuedOn", "total"]);
    assert.strictEqual(params.query.fields[2], "number");
    assert.deepStrictEqual(faults, []);
    await context.close();
  }
});

/** Puts cells into the clipboard as Excel does, and pastes them into the field. */
async function pasteCells(page, rows, field) {
  await page.evaluate(async (cells) => {
    const plain = cells.map((row) => row.join("\t") + "\r\n").join("");
    const html = `<table>${cells.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</table>`;
    const item = {"text/plain": plain, "text/html": html};
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(Object.entries(item).map(([type, text]) => [type, new Blob([text], {type})])))]);
  }, rows);
  await page.focus(field);
  await page.keyboard.press("Control+V");
}

test("a column of Excel is pasted as the values of a parameter, by code or by name", async () => {
  const {page, context, faults} = await open(browser, demo, {lang: "ar"});
  await context.grantPermissions(["clipboard-read", "clipboard-write"], {origin: demo.url});
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/reports/sales.invoices`);
  await page.waitForSelector(".report-form");
  for (const summary of await page.$$(".section > summary")) await summary.click();
  await pasteCells(page, [["INV-JED-000001"], ["INV-JED-000002"]], "#ids");
  await page.keyboard.press("Tab");  // the one column that may be meant
  await pasteCells(page, [["RUH"], ["jed"], [kBranchOfAbha]], "#parameter-branch");
  await page.waitForSelector(".chip >> nth=2");
  const params = await run(page);
  assert.deepStrictEqual(valueOf(params, "branch"), {values: ["RUH", "JED", "AHB"]});
  assert.deepStrictEqual(params.query.filters, {and: [{field: "number", op: "in", value: ["INV-JED-000001", "INV-JED-000002"]}]});
  assert.deepStrictEqual(faults, []);
  await context.close();
});

test("ids are values of the column that the form names, pasted from Excel", async () => {
  const {page, context, faults} = await open(browser, demo);
  await context.grantPermissions(["clipboard-read", "clipboard-write"], {origin: demo.url});
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/reports/customers.list`);
  await page.waitForSelector(".report-form");
  for (const summary of await page.$$(".section > summary")) await summary.click();
  assert.match(await page.innerText("#ids-help"), /Customer code/);
  await pasteCells(page, [["C-00003"], ["C-00001"], [""], ["C-00003"]], "#ids");
  await page.waitForSelector("#ids ~ .hint:has-text('2')");
  await page.click("#preview");
  await page.waitForSelector(".sheet td");
  assert.deepStrictEqual(await page.locator(".sheet td:has-text('C-0')").allInnerTexts(), ["C-00003", "C-00001"]);
  assert.deepStrictEqual(faults, []);
  await context.close();
});

test("a report in both languages makes two jobs", async () => {
  const {page, context} = await open(browser, demo);
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/reports/sales.by-region`);
  await page.click(".form-side .segments button:nth-child(3)");
  await page.click(".form-side .primary");
  await page.waitForSelector(".job-row >> nth=1");
  assert.ok(page.url().endsWith("/console/jobs"));
  await context.close();
});

test("the request is copied as four programs write it, without the key", async () => {
  const {page, context} = await open(browser, demo);
  await context.grantPermissions(["clipboard-read", "clipboard-write"], {origin: demo.url});
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/reports/sales.invoices`);
  await page.waitForSelector(".report-form");
  for (const summary of await page.$$(".section > summary")) await summary.click();
  await page.fill("#search", "a'\u202eb\u2066");
  await page.click("#as-request");
  const texts = [];
  for (let i = 1; i <= 4; ++i) {
    await page.click(`dialog .segments button:nth-child(${i})`);
    await page.click("dialog .copyable .button");
    texts.push(await page.evaluate(() => navigator.clipboard.readText()));
  }
  assert.strictEqual(JSON.parse(texts[0]).params.uid, "sales.invoices");
  assert.match(texts[1], /^curl -s '.*\/v1\/bi\/jobs'/);
  assert.match(texts[2], /await fetch\(/);
  assert.match(texts[3], /requests\.post\(/);
  for (const text of texts) {
    assert.ok(!text.includes("gbi_"));
    assert.ok(!/[\u202e\u2066]/.test(text) && text.includes("\\u202eb\\u2066"), text);
    assert.ok(!/"values?":\s*\{/.test(text), text);  // plain values
  }
  assert.strictEqual(JSON.parse(texts[0]).params.query.search, "a'\u202eb\u2066");
  // Without a key the server refuses them, and each program prints why.
  for (const [program, options] of [["bash", ["-c", texts[1]]], ["node", ["--input-type=module", "-e", texts[2]]],
    ["/usr/bin/python3", ["-c", texts[3]]]]) {
    const done = spawnSync(program, options, {encoding: "utf8"});
    assert.match(done.stdout + done.stderr, /UNAUTHORIZED/, program);
  }
  await context.close();
});
