import {assetUrl} from "./paths.js";
import {writePreference} from "./preferences.js";
import {createStore} from "./store.js";
import {html} from "./view.js";

const kIsolate = "\u2068";
const kEndIsolate = "\u2069";
const placeholder = /\{(\w+)\}/;

export const language = createStore(document.documentElement.lang);
const loaded = new Map();

/** After an upgrade the files of an old page are gone: it loads itself again, once. */
function reloadOnce() {
  const key = "gormic-bi.reloaded";
  if (sessionStorage.getItem(key) === location.href) return;
  sessionStorage.setItem(key, location.href);
  location.reload();
}

/** Loads the messages of a language, then makes it the page's. */
export async function useLanguage(code) {
  if (!loaded.has(code)) {
    const response = await fetch(assetUrl(`messages/${code}.json`));
    if (!response.ok) return reloadOnce();
    loaded.set(code, {texts: await response.json(), plural: new Intl.PluralRules(code)});
  }
  document.documentElement.lang = code;
  document.documentElement.dir = code === "ar" ? "rtl" : "ltr";
  language.set(code);
}

/** Only a choice is stored; otherwise the browser's language counts. */
export async function chooseLanguage(code) {
  writePreference("language", code);
  await useLanguage(code);
}

function textOf(key, values) {
  const {texts, plural} = loaded.get(language.get());
  const text = texts[key];
  if (text === undefined) return key;
  if (typeof text === "string") return text;
  return text[plural.select(values.count)] ?? text.other;
}

const formatted = (value) => (typeof value === "number" ? value.toLocaleString("en-US") : value);

/** A message as plain text; its values are isolated, so that their direction changes nothing. */
export function t(key, values = {}) {
  return textOf(key, values).replace(/\{(\w+)\}/g, (_, name) => {
    const value = formatted(values[name]);
    return /^[\d.,]+$/.test(value) ? value : kIsolate + value + kEndIsolate;
  });
}

/** A message as nodes: each value is a <bdi>, or the node that was passed. */
export function T({k, ...values}) {
  return textOf(k, values).split(placeholder).map((part, index) => {
    if (index % 2 === 0) return part;
    const value = formatted(values[part]);
    return typeof value === "object" ? value : html`<bdi>${value}</bdi>`;
  });
}

/** Whether there is a message; for keys that are made of the server's words. */
export const hasMessage = (key) => loaded.get(language.get()).texts[key] !== undefined;

/** The page's language of a text that the server sends in both. */
export const localized = (text) => text?.[language.get()] || text?.en || text?.ar || "";
