// The list of jobs tells them apart, and offers only what can be done.
import assert from "node:assert";
import {test} from "node:test";

import {browser, demo, open, signIn, useDemo} from "./visit.mjs";

useDemo();

async function submit(parameters, uid = "sales.invoices") {
  const response = await fetch(`${demo.url}/v1/bi/jobs`, {
    method: "POST",
    headers: {"api-key": demo.key, "organization-id": "wahat-group", "content-type": "application/json"},
    body: JSON.stringify({params: {uid, lang: "ar", template: "excel-auto", parameters}}),
  });
  assert.ok(response.ok);
  const {data} = await response.json();
  const headers = {"api-key": demo.key, "organization-id": "wahat-group"};
  await fetch(`${demo.url}/v1/bi/jobs/${data.jobId}?wait=20`, {headers});
}

const period = (from, to) => ({key: "period", value: {from, to}});

test("a job's row says its period and its filters, and the actions fit the jobs", async () => {
  await submit([period("2026-01-01", "2026-01-31")]);
  await submit([period("2026-01-01", "2026-02-28"), {key: "branch", value: {values: ["JED"]}}]);
  const {page, context, faults} = await open(browser, demo);
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/jobs?status=completed`);
  await page.waitForSelector(".job-row:nth-child(2) .request-words bdi");
  const words = await page.locator(".request-words").allInnerTexts();
  assert.match(words[0], /1 January 2026.*28 February 2026.*Jeddah Branch/s);
  assert.match(words[1], /1 January 2026.*31 January 2026/s);
  assert.deepStrictEqual(await page.locator(".bar-end button").allInnerTexts(), ["Delete all of these"]);
  await submit([period("2026-01-01", "2026-01-31")], "sales.by-region");
  await page.goto(`${demo.url}/console/jobs?dataModel=sales.by-region`);
  await page.waitForSelector(".bar-end button:has-text('Delete this job')");
  await page.click(".bar-end button");
  await page.waitForSelector("dialog h2:has-text('Delete this job')");
  assert.deepStrictEqual(faults, []);
  await context.close();
});

async function createKey(scopes) {
  const response = await fetch(`${demo.url}/v1/bi/keys`, {
    method: "POST",
    headers: {"api-key": demo.key, "organization-id": "wahat-group", "content-type": "application/json"},
    body: JSON.stringify({label: scopes.join(" "), scopes}),
  });
  return (await response.json()).data.secret;
}

test("what a key may not do is not offered, and the page says why", async () => {
  await submit([period("2026-04-01", "2026-04-30")]);
  const {page, context, faults} = await open(browser, demo, {lang: "ar"});
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await signIn(page, {...demo, key: await createKey(["read"])});
  await page.goto(`${demo.url}/console/reports/sales.invoices`);
  await page.waitForSelector(".form-side .notice");
  for (const offer of [".form-side .primary", "#preview", "#save-set"]) assert.strictEqual(await page.locator(offer).count(), 0, offer);
  assert.doesNotMatch(await page.innerText(".form-side .notice"), /[a-z]/);
  assert.ok(!asked.includes("/v1/bi/saved-requests"));
  await page.goto(`${demo.url}/console/jobs?status=completed`);
  await page.waitForSelector(".job-row");
  assert.strictEqual(await page.locator(".job-row .icon-button, .bar-end button").count(), 0);
  assert.ok(await page.isVisible(".job-row .job-actions .button"));
  await page.click(".job-row a");
  await page.waitForSelector(".outcome");
  assert.strictEqual(await page.locator(".heading-actions .button").count(), 0);
  assert.deepStrictEqual(faults, []);
  await context.close();
});

test("a report's warnings are marked with its own language, and a lost page leads back to its list", async () => {
  await submit([period("2026-01-01", "2026-01-31"), {key: "instanceIds", value: {values: [999999999]}}]);
  const {page, context} = await open(browser, demo);
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/jobs`);
  await page.click(".job-row a");
  await page.waitForSelector(".warnings[lang=ar][dir=rtl] .notice");
  for (const [path, list] of [["/jobs/00000000-0000-7000-8000-000000000000", "/console/jobs"], ["/reports/no.such", "/console"]]) {
    await page.goto(`${demo.url}/console${path}`);
    await page.click(".empty a.button");
    await page.waitForURL(demo.url + list);
  }
  await context.close();
});

test("on a narrow screen the filters are folded, and the first job is in sight", async () => {
  await submit([period("2026-03-01", "2026-03-31")]);
  const {page, context} = await open(browser, demo, {lang: "ar", width: 320});
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/jobs`);
  await page.waitForSelector(".job-row");
  assert.ok((await page.locator(".job-row").first().boundingBox()).y < 400);
  assert.ok(!(await page.isVisible("#job-filters")));
  await page.click(".fold-toggle");
  await page.waitForSelector("#job-filters:visible");
  await context.close();
});

test("a download works from a page that is older than its link", async () => {
  await submit([period("2026-01-01", "2026-01-31")]);
  const {page, context, faults} = await open(browser, demo);
  await signIn(page, demo);
  let isFirst = true;
  await page.route(/\/v1\/bi\/jobs\?/, async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    for (const job of answer.data.jobs) job.downloadUrl = job.downloadUrl?.replace(/[?].*/, "?expires=1&signature=none");
    isFirst = false;
    await route.fulfill({response, json: answer});
  });
  await page.goto(`${demo.url}/console/jobs?status=completed`);
  await page.waitForSelector(".job-row .job-actions .button");
  assert.ok(!isFirst && (await page.getAttribute(".job-row .job-actions .button", "href")).endsWith("signature=none"));
  const waiting = page.waitForEvent("download");
  await page.click(".job-row .job-actions .button");
  assert.match((await waiting).suggestedFilename(), /\.xlsx$/);
  assert.deepStrictEqual(faults, []);
  await context.close();
});

test("a job of some rows says so, and is changed and run with the same rows", async () => {
  const made = await fetch(`${demo.url}/v1/bi/jobs`, {
    method: "POST",
    headers: {"api-key": demo.key, "organization-id": "wahat-group", "content-type": "application/json"},
    body: JSON.stringify({params: {uid: "customers.list", lang: "en", template: "excel-auto", query: {page: 2, pageSize: 7}}}),
  });
  const {jobId} = (await made.json()).data;
  const {page, context, faults} = await open(browser, demo);
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/jobs/${jobId}`);
  await page.waitForSelector("main bdi:has-text('rows 8 to 14')");
  await page.goto(`${demo.url}/console/reports/customers.list?job=${jobId}`);
  await page.waitForSelector(".report-form .notice:has-text('rows 8 to 14')");
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/v1/bi/previews"));
  await page.click("#preview");
  const {query} = (await sent).postDataJSON().params;
  assert.deepStrictEqual([query.page, query.pageSize], [2, 7]);
  await page.click(".report-form .notice .button");
  const whole = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/v1/bi/previews"));
  await page.click("#preview");
  assert.strictEqual((await whole).postDataJSON().params.query?.page, undefined);
  assert.deepStrictEqual(faults, []);
  await context.close();
});
