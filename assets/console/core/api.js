import {language, t} from "./messages.js";
import {basePath} from "./paths.js";
import {createStore} from "./store.js";

const kRetryMilliseconds = 2000;
const kProxyStatuses = new Set([502, 503, 504]);  // of a proxy whose server is gone

/** Whether the server answers. */
export const isOnline = createStore(true);
const unauthorizedListeners = new Set();
export const onUnauthorized = (listener) => unauthorizedListeners.add(listener);

/** An answer that is not the wanted one, with what to say to a person. `status` 0: there was none. */
export class ApiError extends Error {
  constructor(status, error = {}, retryAfter = 0) {
    super(error.message ?? t("state.failedHint"));
    this.status = status;
    this.code = error.code ?? "";
    this.details = error.details ?? [];
    this.count = error.count;
    this.retryAfter = retryAfter;
  }
}

let isProbing = false;
/** Asks until the server answers again; with jitter, so that not all pages ask at once. */
async function probe() {
  if (isProbing) return;
  isProbing = true;
  while (!isOnline.get()) {
    await new Promise((done) => setTimeout(done, kRetryMilliseconds * (0.5 + Math.random())));
    const response = await fetch(`${basePath}/healthz`).catch(() => null);
    if (response?.ok) isOnline.set(true);
  }
  isProbing = false;
}

export function reportOffline() {
  isOnline.set(false);
  probe();
}

const queryText = (query) => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== "") search.set(name, value);
  }
  const text = search.toString();
  return text && `?${text}`;
};

/** Only what is read is surely unchanged. */
function noAnswer(method) {
  reportOffline();
  return new ApiError(0, {message: t(method === "GET" ? "state.offlineHint" : "state.unknownHint")});
}

/** Whole numbers that a page cannot hold become texts. */
const parse = (text) => JSON.parse(text.replace(/"(?:\\.|[^"\\])*"|-?\d{16,}(?![\d.eE])/g, (one) =>
  (one[0] === '"' || Number.isSafeInteger(Number(one)) ? one : `"${one}"`)));

async function send(method, path, {query, body, signal, isBackground, headers = {}}) {
  const sent = {"accept-language": language.get(), ...headers};
  if (isBackground) sent["x-background"] = "true";
  if (body !== undefined) sent["content-type"] = "application/json";
  try {
    return await fetch(basePath + path + queryText(query), {
      method, signal, headers: sent, body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw noAnswer(method);
  }
}

/**
 * The whole answer of the API, parsed. Throws ApiError.
 * @param options {query, body, signal, headers, quiet, isBackground}; quiet: a 401 does not end the
 * session; isBackground: no person caused it, so that it does not keep the session alive.
 */
export async function request(method, path, options = {}) {
  const response = await send(method, path, options);
  const answer = await response.text().then(parse).catch(() => ({}));
  if (!response.ok && !answer.error && kProxyStatuses.has(response.status)) {
    throw noAnswer(method);
  }
  isOnline.set(true);
  if (response.ok) return answer;
  const error = new ApiError(response.status, answer.error, Number(response.headers.get("retry-after") ?? 0));
  if (response.status === 401 && !options.quiet) {
    for (const listener of unauthorizedListeners) listener(error);
  }
  throw error;
}

export const get = async (path, query, options) => (await request("GET", path, {query, ...options})).data;
export const post = async (path, body, headers) => (await request("POST", path, {body, headers})).data;
export const put = async (path, body, headers) => (await request("PUT", path, {body, headers})).data;
export const remove = async (path, query) => (await request("DELETE", path, {query})).data;
