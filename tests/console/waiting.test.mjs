// While a job waits, the page says why, with numbers.
import assert from "node:assert";
import {test} from "node:test";

import {browser, demo, open, signIn, useDemo} from "./visit.mjs";

useDemo();

const headers = () => ({"api-key": demo.key, "organization-id": "wahat-group", "content-type": "application/json"});

async function submitSlow() {
  const body = {params: {uid: "test.slow", lang: "ar", template: "excel-auto"}};
  const answer = await fetch(`${demo.url}/v1/bi/jobs`, {method: "POST", headers: headers(), body: JSON.stringify(body)});
  return (await answer.json()).data.jobId;
}

const jobOf = async (id) => (await (await fetch(`${demo.url}/v1/bi/jobs/${id}`, {headers: headers()})).json()).data.job;

async function untilRunning(id) {
  while ((await jobOf(id)).status !== "running") await new Promise((done) => setTimeout(done, 50));
}

test("a job that waits says how many places are busy, and how many jobs are before it", async () => {
  const ids = [];
  for (let i = 0; i < 2; ++i) {
    ids.push(await submitSlow());
    await untilRunning(ids[i]);
  }
  for (let i = 0; i < 2; ++i) ids.push(await submitSlow());
  const {waiting, queuePosition} = await jobOf(ids[3]);
  assert.deepStrictEqual([waiting.reason, waiting.places, queuePosition], ["dataModel", {kind: "dataModel", total: 2, busy: 2, own: 2}, 1]);
  for (const [lang, words] of [["en", "2 of 2 places for this report are busy. Your organization has 2 of them. 1 job is before it."],
                               ["ar", "\u0627\u0644\u0645\u0643\u0627\u0646\u0627\u0646 \u0644\u0647\u0630\u0627 \u0627\u0644\u062a\u0642\u0631\u064a\u0631 \u0645\u0634\u063a\u0648\u0644\u0627\u0646. \u0643\u0644\u0627\u0647\u0645\u0627 \u0644\u0645\u0646\u0634\u0623\u062a\u0643."]]) {
    const {page, context, faults} = await open(browser, demo, {lang});
    await signIn(page, demo);
    await page.goto(`${demo.url}/console/jobs/${ids[3]}`);
    await page.waitForSelector(`.outcome .muted:has-text("${words}")`);
    await page.goto(`${demo.url}/console/jobs`);
    await page.waitForSelector(`.job-row .muted:has-text("${words}")`);
    assert.deepStrictEqual(faults, []);
    await context.close();
  }
  for (const id of ids) await fetch(`${demo.url}/v1/bi/jobs/${id}/cancel`, {method: "POST", headers: headers()});
  assert.strictEqual((await jobOf(ids[3])).status, "canceled");
});
