// One event stream for all tabs. The tab that has it sends what it hears to the others by
// BroadcastChannel; where it falls silent, another one takes its place.
import {request, reportOffline} from "./api.js";
import {basePath} from "./paths.js";
import {loadSession, session} from "./session.js";

const kBeatMilliseconds = 1500;
const kSilenceMilliseconds = 4000;
const kPollMilliseconds = 3000;
const kPollsPerTrial = 5;
const kHiddenMilliseconds = 300_000;

const listeners = new Set();
/** Calls `listener(name, data)` for events "job" and "reset". Returns what ends it. */
export function onEvent(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const self = crypto.getRandomValues(new Uint32Array(1))[0];
const channel = new BroadcastChannel("gormic-bi.events");
let source = null;
let lastBeat = 0;
let pollTimer = 0;
let timer = 0;
let hiddenSince = 0;

function deliver(name, data) {
  if (name === "session") return loadSession();  // whose answer says why
  for (const listener of [...listeners]) listener(name, data);
}

function publish(name, data) {
  deliver(name, data);
  channel.postMessage({name, data});
}

function closeStream() {
  source?.close();
  source = null;
  clearTimeout(pollTimer);
}

/** Where the stream is refused, its listeners look for themselves; now and then it is tried again. */
function poll(count) {
  source = {close() {}};
  clearTimeout(pollTimer);
  pollTimer = setTimeout(async () => {
    await request("GET", "/v1/bi/jobs", {query: {pageSize: 1}, isBackground: true}).catch(() => {});
    if (!source) return;
    publish("reset", {});
    if (count < kPollsPerTrial) poll(count + 1);
    else openStream();
  }, kPollMilliseconds * (0.5 + Math.random()));
}

function openStream() {
  source = new EventSource(`${basePath}/v1/bi/events`);
  for (const name of ["job", "reset", "session"]) {
    source.addEventListener(name, (event) => publish(name, JSON.parse(event.data)));
  }
  source.onopen = () => publish("reset", {});
  source.onerror = (event) => {
    if (event.target.readyState === EventSource.CLOSED) poll(1);
    else reportOffline();
  };
}

channel.onmessage = ({data}) => {
  if (data.beat) {
    lastBeat = Date.now();
    if (source && data.beat < self) closeStream();  // two tabs have a stream: the lower number stays
  } else {
    deliver(data.name, data.data);
  }
};

function tick() {
  const isPaused = hiddenSince > 0 && Date.now() - hiddenSince > kHiddenMilliseconds;
  if (isPaused) return closeStream();
  if (source) channel.postMessage({beat: self});
  else if (Date.now() - lastBeat > kSilenceMilliseconds) openStream();
}

document.addEventListener("visibilitychange", () => {
  hiddenSince = document.hidden ? Date.now() : 0;
  if (session.get()?.isSignedIn) tick();
});
addEventListener("pagehide", closeStream);

session.subscribe((now) => {
  clearInterval(timer);
  closeStream();
  if (!now?.isSignedIn) return;
  timer = setInterval(tick, kBeatMilliseconds);
  setTimeout(tick, 100 + Math.random() * 200);
});
