import {formatNumber} from "../core/format.js";
import {T, t} from "../core/messages.js";
import {html, useEffect, useRef} from "../core/view.js";
import {announce} from "./announcer.js";
import {Prose} from "./basics.js";

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
  return html`<div class="progress">
    ${percent !== undefined && html`<progress max="100" value=${percent} aria-label=${t("progress.title")} />`}
    <p class="muted">${t(`phase.${progress.phase}`)}
      ${progress.rows > 0 && html`<span class="separator" /><${T} k="progress.rows" count=${progress.rows} />`}
      ${progress.rowsPerSecond > 0 && html`<span class="separator" /><${T} k="progress.rate" count=${progress.rowsPerSecond} />`}
      ${percent !== undefined && html`<span class="separator" /><bdi>${formatNumber(percent)}%</bdi>`}</p>
  </div>`;
}

/** Why a job waits: the server's words, and its place. */
export function JobWaiting({job}) {
  if (job.status !== "pending") return null;
  return html`<p class="muted"><${Prose}>${job.waiting?.message}<//>
    ${job.queuePosition > 0 && html` <${T} k="job.ahead" count=${job.queuePosition} />`}</p>`;
}
