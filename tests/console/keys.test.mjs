// Keys and invitations through the page: what is made is shown once, and what ends says why.
import assert from "node:assert";
import {test} from "node:test";

import {browser, demo, open, signIn, useDemo} from "./visit.mjs";

useDemo();

const rowOf = (label) => `.list-row:has(strong bdi:text-is("${label}"))`;
const kSecret = /^gbi_[\w-]+$/;

async function openKeys({lang = "en"} = {}) {
  const visit = await open(browser, demo, {lang});
  await visit.context.grantPermissions(["clipboard-read", "clipboard-write"], {origin: demo.url});
  await signIn(visit.page, demo);
  await visit.page.goto(`${demo.url}/console/operator/keys`);
  await visit.page.waitForSelector(".list-row");
  return visit;
}

/** Copies what the dialog shows once, closes it by its button alone, and sees that no part of the page has it any more. */
async function takeResult(page) {
  await page.waitForSelector("dialog .copyable");
  await page.click("dialog .copyable .button");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.strictEqual(await page.inputValue("dialog textarea"), copied);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.mouse.click(3, 3);
  assert.strictEqual(await page.inputValue("dialog[open] textarea"), copied);
  await page.click("dialog footer .primary");
  await page.waitForSelector("dialog", {state: "detached"});
  const stored = "JSON.stringify([document.documentElement.outerHTML, {...localStorage}, {...sessionStorage}, history.state])";
  assert.ok(!(await page.evaluate(stored)).includes(copied));
  return copied;
}

async function createKey(page, label) {
  await page.click(".bar-end .primary");
  await page.fill("#key-label", label);
  await page.click("dialog form .primary");
  const secret = await takeResult(page);
  assert.match(secret, kSecret);
  await page.waitForSelector(rowOf(label));
  return secret;
}

async function confirmed(page, button) {
  await page.click(button);
  await page.click("dialog.small footer .button:last-child");
}

const isAccepted = async (key) =>
  (await fetch(`${demo.url}/v1/bi/data-models`, {headers: {"api-key": key, "organization-id": "wahat-group"}})).ok;

for (const lang of ["en", "ar"]) {
  test(`a key is made, rotated and revoked; each secret is shown once, in ${lang}`, async () => {
    const {page, context, faults} = await openKeys({lang});
    const label = `<b>\u0643\u0634\u0641</b> ${lang}`;
    const first = await createKey(page, label);
    assert.ok(await isAccepted(first));
    await confirmed(page, `${rowOf(label)} .secondary >> nth=0`);
    const second = await takeResult(page);
    assert.match(second, kSecret);
    assert.notStrictEqual(second, first);
    assert.ok(await isAccepted(second));
    await page.waitForSelector(`${rowOf(label)} >> nth=1`);
    for (let left = 2; left > 0; --left) {
      await confirmed(page, `${rowOf(label)} .danger-text >> nth=0`);
      await page.waitForSelector(`${rowOf(label)} .danger-text >> nth=${left - 1}`, {state: "detached"});
    }
    assert.ok(!(await isAccepted(first)) && !(await isAccepted(second)));
    assert.strictEqual(await page.locator("main b").count(), 0);
    assert.deepStrictEqual(faults, []);
    await context.close();
  });
}

test("a dialog gives the focus back to where it came from", async () => {
  const {page, context} = await openKeys();
  const isFocused = (selector) => page.waitForSelector(`${selector}:focus`, {timeout: 3000});
  for (const opener of [".bar-end .secondary", ".bar-end .primary", ".row-actions .secondary >> nth=0", ".row-actions .danger-text >> nth=0"]) {
    await page.focus(opener);
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog[open]");
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", {state: "detached"});
    await isFocused(opener.split(" >> ")[0]);
  }
  await page.goto(`${demo.url}/console/reports/sales.invoices`);
  await page.selectOption("#parameter-period", "dates");
  const opener = ".report-form .dates .icon-button";
  await page.click(opener);
  await isFocused("dialog .calendar td button");
  await page.keyboard.press("ArrowDown");
  await isFocused("dialog .calendar td button");
  await page.keyboard.press("Escape");
  await isFocused(opener);
  await context.close();
});

test("a revoked key's session ends within a second, and its page says why", async () => {
  for (const [lang, words] of [["en", /revoked/], ["ar", /\u0623\u064f?\u0644\u063a\u064a/]]) {
    const admin = await openKeys();
    const label = `Brief ${lang}`;
    const key = await createKey(admin.page, label);
    const other = await open(browser, demo, {lang});
    const stream = other.page.waitForResponse((response) => response.url().endsWith("/v1/bi/events"));
    await signIn(other.page, {...demo, key});
    await stream;
    await admin.page.click(`${rowOf(label)} .danger-text`);
    const start = performance.now();
    await admin.page.click("dialog.small footer .danger");
    await other.page.waitForSelector(".sign-in .notice");
    const milliseconds = performance.now() - start;
    assert.match(await other.page.innerText(".sign-in .notice"), words);
    assert.ok(milliseconds < 2000, `${milliseconds} ms`);  // the machine of the tests may be busy
    await other.context.close();
    await admin.context.close();
  }
});

test("the last admin key is not revoked, and the page says so", async () => {
  const {page, context} = await openKeys({lang: "ar"});
  await confirmed(page, ".list-row:has(.status:nth-of-type(2)) .danger-text");
  await page.waitForSelector(".toast.error");
  assert.match(await page.innerText(".toast.error"), /\u0645\u0641\u062a\u0627\u062d \u0622\u062e\u0631/);  // "another key"
  assert.ok(await isAccepted(demo.key));
  await context.close();
});

test("an invited person signs in by the link, once, with the rights that were chosen", async () => {
  const admin = await openKeys();
  await admin.page.click(".bar-end .secondary");
  await admin.page.fill("#key-label", "\u0633\u0627\u0631\u0629 \u0627\u0644\u0639\u062a\u064a\u0628\u064a");
  await admin.page.uncheck("dialog .choice:nth-child(3) input");
  await admin.page.click("dialog form .primary");
  const link = await takeResult(admin.page);
  assert.ok(link.startsWith(`${demo.url}/console/sign-in#`));
  const guest = await open(browser, demo, {lang: "ar"});
  await guest.page.goto(link);
  await guest.page.waitForSelector(".report-card");
  const {data} = await (await guest.context.request.get(`${demo.url}/v1/bi/sessions/current`)).json();
  assert.strictEqual(data.key.label, "\u0633\u0627\u0631\u0629 \u0627\u0644\u0639\u062a\u064a\u0628\u064a");
  assert.deepStrictEqual(data.key.scopes.sort(), ["read", "submit"]);
  assert.deepStrictEqual(guest.faults, []);
  await guest.context.close();
  const again = await open(browser, demo);
  await again.page.goto(link);
  await again.page.waitForSelector(".notice.error");
  await again.context.close();
  await admin.context.close();
});

test("a key that may not be granted is refused at its fields", async () => {
  const {page, context} = await openKeys();
  await page.click(".bar-end .primary");
  await page.waitForSelector("#key-organization option >> nth=1", {state: "attached"});  // those that the key manages
  await page.click("dialog form .primary");
  await page.waitForSelector("#key-label[aria-invalid=true]");
  await page.fill("#key-label", "Stranger");
  await page.fill("#key-expires", "2020-01-01");
  await page.click("dialog form .primary");
  await page.waitForSelector("#key-expires[aria-invalid=true]");
  await page.fill("#key-expires", "");
  await page.fill("#key-label", "\u202eegnartS");
  await page.click("dialog form .primary");
  await page.waitForSelector("#key-label[aria-invalid=true]");
  assert.strictEqual(await page.locator("dialog textarea").count(), 0);
  await context.close();
});

test("ended keys are folded away, and a key that was rotated says so", async () => {
  const {page, context, faults} = await openKeys();
  await createKey(page, "Pair");
  await confirmed(page, `${rowOf("Pair")} .secondary >> nth=0`);
  await takeResult(page);
  await page.waitForSelector(`${rowOf("Pair")} >> nth=1`);
  assert.deepStrictEqual(await page.locator(`${rowOf("Pair")}:has-text("Replaced")`).count(), 1);
  await confirmed(page, `${rowOf("Pair")}:has-text("Replaced") .danger-text`);
  await page.waitForSelector(`details ${rowOf("Pair")}`, {state: "attached"});
  assert.ok(!(await page.isVisible(`details ${rowOf("Pair")}`)));
  await page.click("details.card summary");
  assert.ok(await page.isVisible(`details ${rowOf("Pair")}`));
  assert.deepStrictEqual(faults, []);
  await context.close();
});

test("the audit is filtered by actions and keys that it names, and a wrong day is marked at its field", async () => {
  const {page, context, faults} = await openKeys();
  await createKey(page, "Audited");
  await page.goto(`${demo.url}/console/operator/audit`);
  await page.selectOption("#audit-action", "key.created");
  await page.waitForSelector(".table td bdi:text-is('Audited')");
  const entry = await page.innerText(".table tbody tr >> nth=0");
  assert.match(entry, /Key created.*Audited.*run reports.*those below it/s);
  assert.doesNotMatch(entry, /scopes=|data-of/);
  await page.fill("#audit-since", "2026-99-99");
  await page.press("#audit-since", "Tab");
  await page.waitForSelector("#audit-since[aria-invalid=true]");
  await page.waitForSelector(".table", {state: "detached"});
  assert.match(await page.innerText("#audit-since-error"), /2026-99-99 is no day\. Write .* 16\/06\/2026/);
  assert.ok((await page.locator("#audit-action").boundingBox()).height < 60);
  for (const [typed, day] of [["2020-01-01", "2020-01-01"], ["\u0663/\u0662/\u0662\u0660\u0662\u0660", "2020-02-03"], ["1/9/1441", "2020-04-24"]]) {
    await page.fill("#audit-since", typed);
    await page.press("#audit-since", "Tab");
    await page.waitForURL((url) => url.searchParams.get("since") === day);
    await page.waitForSelector(".table td bdi:text-is('Audited')");
    assert.strictEqual(await page.inputValue("#audit-since"), day.split("-").reverse().join("/"));
  }
  await page.goto(`${demo.url}/console/operator/audit?action=key.made`);
  await page.waitForSelector("#audit-action[aria-invalid=true]");
  assert.deepStrictEqual(faults, []);
  await context.close();
});
