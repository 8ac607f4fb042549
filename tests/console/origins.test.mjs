// The console at other addresses: a name that is no secure context, and a path of a reverse proxy.
import assert from "node:assert";
import {spawn} from "node:child_process";
import {createServer} from "node:net";
import {join} from "node:path";
import {after, before, test} from "node:test";

import {startDemo} from "./demo.mjs";
import {launch, open, signIn} from "./visit.mjs";

let demo;
before(async () => {
  demo = await startDemo();
  await demo.end();
});
after(() => demo?.stop());

const freePort = () => new Promise((done) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const {port} = probe.address();
    probe.close(() => done(port));
  });
});

/** Serves the demo's folder under a base URL, which gets the port in the place of PORT. */
async function serve(base) {
  const port = await freePort();
  const url = base.replace("PORT", port);
  const folder = join(demo.folder, "demo");
  const server = spawn(process.env.GORMIC_BI_TEST_EXECUTABLE,
                       ["serve", "--catalogue", join(folder, "catalogue"), "--data", join(folder, "data"), "--listen", `127.0.0.1:${port}`,
                        "--base-url", url, "--plain-http", "true"], {stdio: "ignore"});
  for (let i = 0; i < 300; ++i) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (ready?.ok) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  return {...demo, url, stop: () => new Promise((done) => server.once("exit", done) && server.kill())};
}

async function runReport(page, site) {
  await signIn(page, site);
  await page.click("a[href$='sales.by-region']");
  await page.waitForSelector(".report-form");
  await page.click("#as-request");
  await page.click("dialog .copyable .button");
  await page.waitForSelector("dialog .copyable .muted:not(:empty)");
  const selected = await page.evaluate(() => getSelection().toString());
  await page.keyboard.press("Escape");
  await page.click(".form-side .primary");
  await page.waitForSelector(".outcome .button.large");
  const waiting = page.waitForEvent("download");
  await page.click(".outcome .button.large");
  assert.match((await waiting).suggestedFilename(), /\.xlsx$/);
  return selected;
}

test("without TLS, off loopback, all works; the request is selected where it cannot be copied", async () => {
  const site = await serve("http://bi.example:PORT");
  const browser = await launch(["--host-resolver-rules=MAP bi.example 127.0.0.1"]);
  const {page, context, faults} = await open(browser, site);
  const selected = await runReport(page, site);
  assert.strictEqual(await page.evaluate(() => isSecureContext), false);
  assert.match(selected, /sales\.by-region/);
  assert.deepStrictEqual(faults, []);
  await context.close();
  await browser.close();
  await site.stop();
});

test("below a path, all links and files are below it", async () => {
  const site = await serve("http://127.0.0.1:PORT/reports");
  const browser = await launch();
  const {page, context, faults} = await open(browser, site, {lang: "ar"});
  await runReport(page, site);
  assert.ok(page.url().startsWith(`${site.url}/console/jobs/`));
  assert.deepStrictEqual(faults, []);
  await context.close();
  await browser.close();
  await site.stop();
});
