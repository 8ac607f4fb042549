import {get, isOnline, post, remove, request} from "./api.js";
import {onEvent} from "./events.js";
import {t} from "./messages.js";
import {useStore} from "./store.js";
import {useCallback, useEffect, useRef, useState} from "./view.js";
import {attempt, notify} from "../parts/announcer.js";

const kProgressMilliseconds = 1000;
const kGatherMilliseconds = 120;

export const isEnded = (job) => ["completed", "failed", "canceled"].includes(job.status);
const pathOf = (id) => `/v1/bi/jobs/${encodeURIComponent(id)}`;

/**
 * Something about jobs that stays up to date: loaded at first, when an event concerns it, and each
 * second while `isActive(data)` and the page is visible. {data, error, reload}
 */
function useLive(load, inputs, isActive, concerns) {
  const [result, setResult] = useState({});
  const online = useStore(isOnline);
  const turn = useRef(0);
  const reload = useCallback(async (isBackground) => {
    const mine = ++turn.current;
    try {
      const data = await load({isBackground: isBackground === true});
      if (mine === turn.current) setResult({data});
    } catch (error) {
      if (mine === turn.current) setResult((before) => ({data: before.data, error}));
    }
  }, inputs);
  useEffect(() => {
    let gathering = 0;
    reload();
    const end = onEvent((name, data) => {
      if (name !== "reset" && !concerns(data)) return;
      clearTimeout(gathering);
      gathering = setTimeout(reload, kGatherMilliseconds, true);
    });
    return () => {
      end();
      clearTimeout(gathering);
      ++turn.current;
    };
  }, [reload]);
  useEffect(() => {
    if (!result.data || !isActive(result.data) || !online) return;
    const timer = setTimeout(() => !document.hidden && reload(true), kProgressMilliseconds);
    return () => clearTimeout(timer);
  }, [result, online]);
  useEffect(() => {
    if (online && result.error) reload();
  }, [online]);
  return {...result, reload};
}

/** `filters`: the query of the list. data: {jobs, nextCursor}. */
export const useJobs = (filters) =>
  useLive((options) => get("/v1/bi/jobs", filters, options), [JSON.stringify(filters)],
          ({jobs}) => jobs.some((job) => !isEnded(job)), () => true);

/** data: the job, with the warnings of its answer. */
export const useJob = (id) =>
  useLive(async (options) => {
    const {data, warnings} = await request("GET", pathOf(id), options);
    return {...data.job, warnings};
  }, [id], (job) => !isEnded(job), (event) => event.id === id);

/** Both are true if it was done; a refusal is shown, and the caller loads the job's present state. */
const done = (word) => () => notify(t(word)) ?? true;
export const cancelJob = (id) => attempt(() => post(`${pathOf(id)}/cancel`).then(done("job.canceled")));
export const deleteJob = (id) => attempt(() => remove(pathOf(id)).then(done("job.deleted")));
/**
 * Changes all jobs that match. `method`: "cancel" or "delete"; `ask(count)`: whether the person agrees.
 * The server counts first, and changes nothing if another number matches by then.
 */
export async function changeMatching(method, filters, ask) {
  const [verb, path] = method === "cancel" ? ["POST", "/v1/bi/jobs/cancel"] : ["DELETE", "/v1/bi/jobs"];
  const send = (expect) => request(verb, path, {query: {...filters, expect: String(expect)}});
  return attempt(async () => {
    let expected = 0;
    for (;;) {
      try {
        const {data} = await send(expected);
        return notify(t(method === "cancel" ? "jobs.canceledMany" : "jobs.deletedMany", {count: data.canceled ?? data.deleted}));
      } catch (error) {
        if (error.status !== 409 || error.count === undefined) throw error;
        if (!(await ask(error.count))) return null;
        expected = error.count;
      }
    }
  });
}

/** The id of the new job, or undefined. */
export const retryJob = async (id) => (await attempt(() => post(`${pathOf(id)}/retry`)))?.jobId;

/** The address of the file, below this page's own: a link of the server may begin with another name. */
export function fileUrl(job) {
  if (!job.downloadUrl) return null;
  const url = new URL(job.downloadUrl);
  return url.pathname + url.search;
}
