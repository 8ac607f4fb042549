// A browser page that notes what the console must never do.
import {mkdirSync} from "node:fs";
import {join} from "node:path";
import {after, before} from "node:test";

import {startDemo} from "./demo.mjs";
import {AxeBuilder, chromium, folder} from "./packages.mjs";

const kTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const pictures = join(folder, "pictures");
mkdirSync(pictures, {recursive: true});

export const launch = (more = []) => chromium.launch({executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", ...more]});

/** Of the file that calls `useDemo`, while its tests run. */
export let demo;
export let browser;

/** Starts the demo and a browser before the tests of a file, and ends them after these. */
export function useDemo() {
  before(async () => {
    demo = await startDemo();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    demo?.stop();
  });
}

/** A new person's page: {page, context, faults}. `faults` gets what a view must not do. */
export async function open(browser, demo, {lang = "en", width = 1280, theme = "light", forcedColors = "none"} = {}) {
  const context = await browser.newContext({
    viewport: {width, height: width > 600 ? 800 : 640}, locale: lang === "ar" ? "ar-SA" : "en-GB",
    colorScheme: theme, forcedColors, reducedMotion: "reduce", timezoneId: "Asia/Riyadh", acceptDownloads: true,
  });
  const faults = [];
  await context.exposeBinding("noteFault", (_, text) => faults.push(text));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      window.noteFault(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(demo.url + "/")) faults.push(`foreign request: ${request.url()}`);
  });
  return {page, context, faults, name: `${lang}-${width}-${theme}`};
}

export async function signIn(page, demo) {
  await page.goto(`${demo.url}/console/sign-in`);
  await page.fill("#api-key", demo.key);
  await page.press("#api-key", "Enter");
  await page.waitForSelector(".report-card");
}

/** Keeps a picture of the view, and returns what is wrong with it. */
export async function inspect({page, name}, view) {
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => scrollTo(0, 0));
  const found = await page.evaluate(() => {
    const faults = [];
    for (const element of document.querySelectorAll("[style]")) faults.push(`style attribute: ${element.outerHTML.slice(0, 120)}`);
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) faults.push(`scrolls sideways: ${root.scrollWidth} of ${root.clientWidth}`);
    if (root.dir !== (root.lang === "ar" ? "rtl" : "ltr")) faults.push("direction of the page");
    if (!document.querySelector("h1")) faults.push("no heading");
    for (const text of document.body.innerText.match(/\b[a-z][a-zA-Z]+\.[a-z][a-zA-Z.]+[A-Z][a-zA-Z]*\b/g) ?? []) {
      faults.push(`a message's key: ${text}`);
    }
    return faults;
  });
  // An open menu covers parts of links that are free again when it closes.
  const axe = await new AxeBuilder({page}).withTags(kTags).disableRules(view === "menu" ? ["target-size"] : []).analyze();
  for (const violation of axe.violations) {
    for (const node of violation.nodes) found.push(`${violation.id}: ${node.html.slice(0, 160)} ${node.any.concat(node.all).map((one) => one.message).join("; ")}`);
  }
  await page.screenshot({path: join(pictures, `${view}-${name}.png`), fullPage: true});
  return found.map((fault) => `${view}-${name}: ${fault}`);
}
