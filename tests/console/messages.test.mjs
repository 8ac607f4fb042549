// Every text of the console is a message, in both languages.
import assert from "node:assert";
import {readdirSync, readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {fileURLToPath} from "node:url";

const assets = fileURLToPath(new URL("../../assets/console", import.meta.url));
const messages = Object.fromEntries(["ar", "en"].map((lang) =>
  [lang, JSON.parse(readFileSync(join(assets, "messages", `${lang}.json`), "utf8"))]));

function* modules(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      if (name !== "vendor") yield* modules(path);
    } else if (name.endsWith(".js")) {
      yield {path, text: readFileSync(path, "utf8")};
    }
  }
}
const code = [...modules(assets)];
const groups = new Set(Object.keys(messages.en).map((key) => key.split(".")[0]));

const isKey = (text) => /^[a-zA-Z]+(\.[a-zA-Z]+)+$/.test(text) && groups.has(text.split(".")[0]);

test("each key in the code is a message", () => {
  const missing = [];
  for (const {path, text} of code) {
    for (const [, key] of text.matchAll(/"([a-zA-Z.]+)"/g)) {
      if (isKey(key) && !/\.(js|css|json)$/.test(key) && !(key in messages.en)) missing.push(`${path}: ${key}`);
    }
  }
  assert.deepStrictEqual(missing, []);
});

test("each message is used", () => {
  const all = code.map(({text}) => text).join("\n");
  const unused = Object.keys(messages.en).filter((key) => {
    const parts = key.split(".");
    const prefixes = parts.map((_, at) => parts.slice(0, at + 1).join("."));
    return !all.includes(`"${key}"`) && !prefixes.some((prefix) => all.includes(`\`${prefix}.\${`) || all.includes(`"${prefix}." +`));
  });
  assert.deepStrictEqual(unused, []);
});

test("both languages have the same messages, with the same values", () => {
  assert.deepStrictEqual(Object.keys(messages.ar), Object.keys(messages.en));
  const names = (text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
  for (const [key, english] of Object.entries(messages.en)) {
    const arabic = messages.ar[key];
    assert.strictEqual(typeof arabic, typeof english, key);
    if (typeof english === "string") assert.deepStrictEqual(names(arabic), names(english), key);
    else assert.deepStrictEqual(names(arabic.other), names(english.other), key);
  }
});

test("plurals have the forms of their language", () => {
  for (const [lang, texts] of Object.entries(messages)) {
    const wanted = new Intl.PluralRules(lang).resolvedOptions().pluralCategories.slice().sort();
    for (const [key, text] of Object.entries(texts)) {
      if (typeof text === "object") assert.deepStrictEqual(Object.keys(text).sort(), wanted, `${lang}: ${key}`);
    }
  }
});

test("no text for people is in the code", () => {
  const found = [];
  for (const {path, text} of code) {
    for (const [, words] of text.replace(/\/\*[^]*?\*\/|\/\/.*/g, "").matchAll(/>\s*([A-Z][a-z]+(?: [a-z]+)*)\s*</g)) found.push(`${path}: ${words}`);
    if (/[\u0600-\u06ff]/.test(text.replace(/\/\*[^]*?\*\/|\/\/.*/g, ""))) found.push(`${path}: Arabic letters`);
  }
  assert.deepStrictEqual(found, []);
});
