// Sessions: sign-in links, sign-out, a lost server, two tabs.
import assert from "node:assert";
import {spawnSync} from "node:child_process";
import {join} from "node:path";
import {test} from "node:test";

import {browser, demo, open, signIn, useDemo} from "./visit.mjs";

useDemo();

/** A browser without a screen shows each of its tabs, so the page is told. */
const setHidden = (page, isHidden) => page.evaluate((hidden) => {
  Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
}, isHidden);

async function expectTitle(page, wanted) {
  for (let i = 0; i < 100 && (await page.title()) !== wanted; ++i) await page.waitForTimeout(50);
  assert.strictEqual(await page.title(), wanted);
}

test("the demo's link signs in once, and leaves the address bar", async () => {
  const {page, context, faults} = await open(browser, demo);
  await page.goto(demo.link);
  await page.waitForSelector(".report-card");
  assert.ok(!page.url().includes("#"));
  assert.deepStrictEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""]);
  await context.close();
  const again = await open(browser, demo, {lang: "ar"});
  await again.page.goto(demo.link);
  await again.page.waitForSelector(".notice.error");
  await again.page.waitForSelector("#api-key");
  assert.deepStrictEqual(faults, []);
  await again.context.close();
});

test("after a sign-out in one tab the other one asks to sign in, and goes on where it was", async () => {
  const {page, context} = await open(browser, demo);
  await signIn(page, demo);
  const other = await context.newPage();
  await other.goto(`${demo.url}/console/jobs`);
  await other.waitForSelector(".job-row");
  await page.click(".menu summary");
  await page.click(".menu-panel > button");
  await page.waitForSelector("#api-key");
  await other.waitForSelector("#api-key");
  await other.fill("#api-key", demo.key);
  await other.press("#api-key", "Enter");
  await other.waitForSelector(".job-row");
  assert.ok(other.url().endsWith("/console/jobs"));
  await context.close();
});

test("two tabs share one event stream, and both show a new job at once", async () => {
  const {page, context} = await open(browser, demo);
  let streams = 0;
  context.on("request", (request) => {
    if (request.url().includes("/v1/bi/events")) ++streams;
  });
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/jobs`);
  await page.waitForSelector(".job-row");
  const other = await context.newPage();
  const opened = other.waitForTimeout(2500);
  await other.goto(`${demo.url}/console/jobs`);
  await other.waitForSelector(".job-row");
  await opened;
  const before = await page.locator(".job-row").count();
  streams = 0;
  await context.request.post(`${demo.url}/v1/bi/jobs`, {
    headers: {"api-key": demo.key, "organization-id": "wahat-group"},
    data: {params: {uid: "sales.by-region", lang: "ar", template: "excel-auto", parameters: [{key: "period", value: {value: "lastYear"}}]}},
  });
  for (const one of [page, other]) {
    await one.waitForSelector(`.job-row >> nth=${before}`, {timeout: 3000});
  }
  assert.ok(streams <= 1, `${streams} streams`);
  await context.close();
});

test("the title of a hidden tab counts the jobs that end, until it is seen again", async () => {
  const {page, context} = await open(browser, demo, {lang: "ar"});
  await signIn(page, demo);
  const plain = await page.title();
  assert.match(plain, /Gormic BI$/);
  const stream = page.waitForResponse((response) => response.url().endsWith("/v1/bi/events"));
  await page.reload();
  await stream;
  await setHidden(page, true);
  const headers = {"api-key": demo.key, "organization-id": "wahat-group"};
  const data = {params: {uid: "sales.by-region", lang: "ar", template: "excel-auto", parameters: [{key: "period", value: {value: "lastYear"}}]}};
  for (let i = 0; i < 2; ++i) await context.request.post(`${demo.url}/v1/bi/jobs`, {headers, data});
  await expectTitle(page, `(2) ${plain}`);
  await setHidden(page, false);
  await expectTitle(page, plain);
  await context.close();
});

test("a sign-out that the server does not hear is no sign-out", async () => {
  const {page, context} = await open(browser, demo);
  await signIn(page, demo);
  await context.setOffline(true);
  await page.click(".menu summary");
  await page.click(".menu-panel > button");
  await page.waitForSelector(".toast.error");
  assert.strictEqual(await page.locator("#api-key").count(), 0);
  await context.setOffline(false);
  await page.waitForSelector(".offline", {state: "detached"});
  await page.click(".menu summary");
  await page.click(".menu-panel > button");
  await page.waitForSelector("#api-key");
  await context.close();
});

test("an earlier answer that comes late does not undo a sign-in", async () => {
  const {page, context} = await open(browser, demo);
  let asked = 0;
  await page.route("**/v1/bi/sessions/current", async (route) => {
    const answer = await route.fetch();
    if (++asked === 1) await page.waitForSelector(".report-card");
    await route.fulfill({response: answer});
  });
  const link = spawnSync(process.env.GORMIC_BI_TEST_EXECUTABLE, ["open", "--print", "--data", join(demo.folder, "demo", "data")], {encoding: "utf8"});
  await page.goto(link.stdout.trim());
  await page.waitForSelector(".report-card");
  await page.waitForTimeout(500);
  assert.strictEqual(await page.locator("#api-key").count(), 0);
  await page.unroute("**/v1/bi/sessions/current");
  await page.goto("about:blank");
  await page.goto(link.stdout.trim());  // used, but its reader is signed in
  await page.waitForSelector(".report-card");
  await context.close();
});

test("a lost server is reported, and the page goes on when it is back", async () => {
  const {page, context} = await open(browser, demo, {lang: "ar"});
  await signIn(page, demo);
  await context.setOffline(true);
  await page.click(".main-nav a:nth-child(2)");
  await page.waitForSelector(".offline");
  await context.setOffline(false);
  await page.waitForSelector(".job-row");
  await page.waitForSelector(".offline", {state: "detached"});
  await context.close();
});

test("a revoked key ends the session within a second, and the page says why", async () => {
  const {page, context} = await open(browser, demo);
  const folder = join(demo.folder, "demo", "data");
  const created = spawnSync(process.env.GORMIC_BI_TEST_EXECUTABLE,
                            ["key", "create", "--data", folder, "--organization", "wahat-group", "--label", "brief"], {encoding: "utf8"});
  await signIn(page, {...demo, key: created.stdout.trim()});
  await page.goto(`${demo.url}/console/jobs`);
  await page.waitForSelector(".job-row");
  const {data} = await (await context.request.get(`${demo.url}/v1/bi/sessions/current`)).json();
  await page.waitForTimeout(1500);  // until the tab has the stream
  spawnSync(process.env.GORMIC_BI_TEST_EXECUTABLE, ["key", "revoke", "--data", folder, data.key.id]);
  await page.waitForSelector(".sign-in .notice", {timeout: 2000});
  assert.match(await page.innerText(".sign-in .notice"), /revoked/);
  await context.close();
});

test("only a choice of language is stored", async () => {
  const {page, context} = await open(browser, demo, {lang: "ar"});
  await page.goto(`${demo.url}/console`);
  await page.waitForSelector("#api-key");
  assert.strictEqual(await page.evaluate(() => localStorage.length), 0);
  await page.click(".top-actions .button");
  await page.waitForSelector("html[lang='en']");
  await page.reload();
  await page.waitForSelector("#api-key");
  assert.strictEqual(await page.evaluate(() => document.documentElement.dir), "ltr");
  await context.close();
});
