// What the whole console weighs on the wire.
import assert from "node:assert";
import {after, before, test} from "node:test";
import {readdirSync} from "node:fs";

import {startDemo} from "./demo.mjs";
import {launch, open, signIn} from "./visit.mjs";

const kMostBytes = 250_000;
const kMostCode = 60_000;
const kMostMilliseconds = 300;  // of the first view; the test allows ten times as many
const list = (folder) => readdirSync(new URL(`../../assets/console/${folder}`, import.meta.url)).filter((name) => !name.includes("LICENSE")).map((name) => folder + name);
const files = ["boot.js", "main.js", "style/console.css", "icon.svg", ...list("messages/"), ...list("vendor/fonts/")];

let demo;
before(async () => (demo = await startDemo()));
after(() => demo?.stop());

test("the first view is there at once", async () => {
  const browser = await launch();
  const {page, context} = await open(browser, demo);
  await signIn(page, demo);
  const times = [];
  for (let i = 0; i < 5; ++i) {
    const start = performance.now();
    await page.goto(`${demo.url}/console`);
    await page.waitForSelector(".report-card");
    times.push(performance.now() - start);
  }
  await context.close();
  await browser.close();
  console.log(`first view: ${times.map((time) => time.toFixed(0)).join(", ")} ms`);
  assert.ok(Math.min(...times) <= 10 * kMostMilliseconds);
});

test("the console is small", async () => {
  const page = await (await fetch(`${demo.url}/console`)).text();
  const [path] = /\/console\/assets\/[\w-]+\//.exec(page);
  let total = page.length;
  let code = 0;
  for (const name of files) {
    const answer = await fetch(demo.url + path + name, {headers: {"accept-encoding": "gzip"}});
    assert.strictEqual(answer.status, 200, name);
    const bytes = Number(answer.headers.get("content-length"));
    total += bytes;
    if (/\.(js|css)$/.test(name)) code += bytes;
  }
  console.log(`${total} bytes, ${code} of them scripts and style sheets`);
  assert.ok(total <= kMostBytes, `${total} bytes in all`);
  assert.ok(code <= kMostCode, `${code} bytes of scripts and style sheets`);
});
