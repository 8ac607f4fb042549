// What each job of a list was asked for. A list of the API has no requests, and those never change:
// each is loaded once, one after the other, so that they leave the connections free.
import {get} from "../core/api.js";
import {html, useEffect, useState} from "../core/view.js";
import {withNames} from "../form/names.js";
import {requestInWords} from "../form/words.js";

const kMost = 500;
const requests = new Map();  // by the job's id: {model, params}; null if it is not to be had
const models = new Map();    // by uid: the promise of one
let last = Promise.resolve();

const ignoring = (promise) => promise.catch(() => null);

function loadModel(uid) {
  if (!models.has(uid)) models.set(uid, ignoring(get(`/v1/bi/data-models/${encodeURIComponent(uid)}`, {}, {isBackground: true})));
  return models.get(uid);
}

async function load({id, dataModel}) {
  if (requests.has(id)) return requests.get(id);
  const [described, found] = [await loadModel(dataModel), await ignoring(get(`/v1/bi/jobs/${encodeURIComponent(id)}`, {}, {isBackground: true}))];
  const known = described && found?.job.params ? {model: await withNames(described.dataModel, found.job.params), params: found.job.params} : null;
  if (requests.size >= kMost) requests.clear();
  if (found) requests.set(id, known);
  return known;
}

/** The parameters, filters and columns of a job in words, in one line. */
export function JobRequest({job}) {
  const [known, setKnown] = useState(() => requests.get(job.id));
  useEffect(() => {
    let isWanted = true;
    last = last.then(async () => {
      const found = isWanted && (await load(job));
      if (isWanted) setKnown(found);
    });
    return () => {
      isWanted = false;
    };
  }, [job.id]);
  const rows = known ? requestInWords(known.model, known.params) : [];
  return html`<p class="muted clamp request-words">${rows.map((row, index) => html`${index > 0 && html`<span class="separator" />`}<bdi>${row.label}</bdi>: <bdi>${row.text}</bdi>`)}</p>`;
}
