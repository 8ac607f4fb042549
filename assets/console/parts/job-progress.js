import {formatDuration, formatNumber, formatTime} from "../core/format.js";
import {T, t} from "../core/messages.js";
import {html, useEffect, useRef} from "../core/view.js";
import {announce} from "./announcer.js";

const quarterOf = (percent) => Math.floor(percent / 25);

/** Rows, rate and phase of a running job. Without a known total there is no bar. */
export function JobProgress({job, speaks}) {
  const progress = job.progress;
  const spoken = useRef(null);
  const percent = progress?.percent;
  useEffect(() => {
    if (!speaks || job.status !== "running") return;
    const quarter = percent === undefined ? 0 : quarterOf(percent);
    if (spoken.current === quarter) return;
    spoken.current = quarter;
    announce(percent === undefined ? t("status.running") : t("progress.percent", {percent}));
  }, [job.status, percent]);
  if (!progress) return null;
  const passed = Math.floor((Date.now() - new Date(job.startedAt)) / 1000) * 1000;
  return html`<div class="progress">
    ${percent !== undefined && html`<progress max="100" value=${percent} aria-label=${t("progress.title")} />`}
    <p class="muted">${t(`phase.${progress.phase}`)}${passed > 0 && html`<span class="separator" />${formatDuration(passed)}`}
      ${progress.rows > 0 && html`<span class="separator" /><${T} k="progress.rows" count=${progress.rows} />`}
      ${progress.rowsPerSecond > 0 && html`<span class="separator" /><${T} k="progress.rate" count=${progress.rowsPerSecond} />`}
      ${percent !== undefined && html`<span class="separator" /><bdi>${formatNumber(percent)}%</bdi>`}</p>
  </div>`;
}

/** Why a job waits, in the page's language; the server's own words are in the report's. */
function Reason({waiting: {reason, places, until}}) {
  if (reason === "fault") return until ? html`<${T} k="waiting.faultUntil" time=${formatTime(until)} />` : t("waiting.fault");
  if (reason === "disk") return t("waiting.disk");
  if (reason === "invalidDataModel") return t("waiting.invalidDataModel");
  if (places.busy < places.total) return t("waiting.turn");
  return html`<${T} k=${`waiting.${places.kind}`} count=${places.total} busy=${places.busy} />${places.own > 0 && html` <${T} k=${places.total === 2 ? "waiting.ownOfTwo" : "waiting.own"} count=${places.own} />`}`;
}

/** Why a job waits, and its place. */
export function JobWaiting({job}) {
  if (job.status !== "pending" || !job.waiting) return null;
  return html`<p class="muted"><${Reason} waiting=${job.waiting} />
    ${job.queuePosition > 0 && html` <${T} k="job.ahead" count=${job.queuePosition} />`}</p>`;
}
