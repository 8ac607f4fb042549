// The operator's view: what is wrong is said, and all checks are made when a person asks for them.
import assert from "node:assert";
import {renameSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";

import {folder} from "./packages.mjs";
import {browser, demo, open, signIn, useDemo} from "./visit.mjs";

useDemo();

for (const lang of ["en", "ar"]) {
  test(`all checks of doctor are made when they are asked for, in ${lang}`, async () => {
    const {page, context, faults, name} = await open(browser, demo, {lang});
    await signIn(page, demo);
    await page.goto(`${demo.url}/console/operator`);
    await page.waitForSelector(".checks .muted");
    assert.strictEqual(await page.locator(".checks .notice").count(), 0);
    await page.click(".checks .button");
    await page.waitForSelector(".checks .notice");
    const subjects = await page.locator(".checks .notice .code").allInnerTexts();
    for (const subject of ["disk", "database", "files", "clock", "source erp"]) assert.ok(subjects.includes(subject), `${subject} of ${subjects}`);
    await page.screenshot({path: join(folder, "pictures", `operator-checks-${name}.png`), fullPage: true});
    assert.deepStrictEqual(faults, []);
    await context.close();
  });
}

test("a source that does not answer is a finding, and not all is in order", async () => {
  const {page, context} = await open(browser, demo, {lang: "ar"});
  await signIn(page, demo);
  await page.goto(`${demo.url}/console/operator`);
  await page.waitForSelector("main > .notice.success");
  const file = join(demo.folder, "demo", "catalogue", "erp.db");
  renameSync(file, `${file}.gone`);
  await page.click(".list-row:has-text('erp') .button");
  await page.waitForSelector(".findings .notice.error:has-text('erp')");
  assert.strictEqual(await page.locator("main > .notice.success").count(), 0);
  renameSync(`${file}.gone`, file);
  await page.click(".list-row:has-text('erp') .button");
  await page.waitForSelector("main > .notice.success");
  await context.close();
});

test("a wrong key is refused in words of the page, not of the API", async () => {
  const {page, context} = await open(browser, demo, {lang: "ar"});
  await page.goto(`${demo.url}/console/sign-in`);
  await page.fill("#api-key", "gbi_wrong");
  await page.press("#api-key", "Enter");
  await page.waitForSelector(".notice.error");
  assert.doesNotMatch(await page.innerText(".notice.error"), /[a-z]/);
  await context.close();
});
