// Each view: no violation of WCAG, of the policy of its content, or of its own layout.
// GORMIC_BI_TEST_CONSOLE_ALL=1 takes all widths, languages and themes.
import assert from "node:assert";
import {test} from "node:test";

import {views} from "./views.mjs";
import {browser, demo, inspect, open, signIn, useDemo} from "./visit.mjs";

const usual = [{lang: "en", width: 1280, theme: "light"}, {lang: "ar", width: 1280, theme: "light"},
               {lang: "en", width: 320, theme: "dark"}, {lang: "ar", width: 320, theme: "dark"}];
const all = ["en", "ar"].flatMap((lang) => [320, 480, 768, 1024, 1280, 1920].flatMap((width) =>
  ["light", "dark"].map((theme) => ({lang, width, theme}))));

useDemo();

for (const look of process.env.GORMIC_BI_TEST_CONSOLE_ALL ? all : usual) {
  test(`views in ${look.lang}, ${look.width} pixels wide, ${look.theme}`, async () => {
    const visit = await open(browser, demo, look);
    await visit.page.goto(`${demo.url}/console`);
    await visit.page.waitForSelector("#api-key");
    const found = await inspect(visit, "sign-in");
    await signIn(visit.page, demo);
    for (const [name, reach] of Object.entries(views)) {
      await reach(visit.page, demo);
      found.push(...await inspect(visit, name));
    }
    assert.deepStrictEqual(found.concat(visit.faults), []);
    await visit.context.close();
  });
}
