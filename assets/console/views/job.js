import {clockNote, formatBytes, formatDuration, formatTime} from "../core/format.js";
import {cancelJob, deleteJob, fileUrl, isEnded, retryJob, useJob} from "../core/jobs.js";
import {T, t} from "../core/messages.js";
import {titleOf, useModel, useModels} from "../core/models.js";
import {pathTo} from "../core/paths.js";
import {navigate} from "../core/router.js";
import {hasScope} from "../core/session.js";
import {useTitle} from "../core/title.js";
import {html, useEffect, useRef, useState} from "../core/view.js";
import {withNames} from "../form/names.js";
import {requestInWords} from "../form/words.js";
import {announce} from "../parts/announcer.js";
import {Button, Code, Failure, FileName, Heading, LinkButton, Loading, Notice, Prose} from "../parts/basics.js";
import {confirm} from "../parts/dialog.js";
import {Download} from "../parts/download.js";
import {JobProgress, JobWaiting} from "../parts/job-progress.js";
import {Status} from "../parts/status.js";

function Actions({job, reload}) {
  const cancel = async () => {
    await cancelJob(job.id);
    reload();
  };
  const retry = async () => {
    const id = await retryJob(job.id);
    if (id) navigate(pathTo("jobs", id));
    else reload();
  };
  const drop = async () => {
    const agreed = await confirm({title: t("job.deleteTitle"), text: t("job.deleteText"), action: t("action.delete"), isDangerous: true});
    if (agreed && (await deleteJob(job.id))) navigate(pathTo("jobs"));
  };
  return html`
    ${!isEnded(job) && hasScope("cancel") && html`<${Button} icon="close" onClick=${cancel}>${t("job.cancel")}<//>`}
    ${isEnded(job) && hasScope("submit") && html`<${Button} icon="refresh" onClick=${retry}>${t("job.runAgain")}<//>
      <${LinkButton} href=${`${pathTo("reports", job.dataModel)}?job=${job.id}`}>${t("job.change")}<//>`}
    ${isEnded(job) && hasScope("cancel") && html`<${Button} icon="trash" kind="quiet danger-text" onClick=${drop}>${t("action.delete")}<//>`}`;
}

/** Of texts in the report's language, which may be another than the page's. */
const inLanguageOf = ({lang}) => ({lang, dir: lang === "ar" ? "rtl" : "ltr"});

/** The one thing that matters now: the wait, the progress, the file, or the fault. */
function Outcome({job}) {
  const link = useRef(null);
  const before = useRef(job.status);
  useEffect(() => {
    if (before.current === job.status) return;
    before.current = job.status;
    announce(t(`status.${job.status}`));
    if (job.status === "completed") link.current?.querySelector("a")?.focus();
  }, [job.status]);
  const file = fileUrl(job);
  return html`<section class="card outcome" ref=${link} aria-label=${t("job.state")}>
    <div class="outcome-head"><${Status} status=${job.status} />
      ${job.outputFileName && html`<${FileName}>${job.outputFileName}<//>`}</div>
    <${JobWaiting} job=${job} />
    <${JobProgress} job=${job} speaks />
    ${job.failure && html`<div ...${inLanguageOf(job)}><${Notice} kind="error"><${Prose}>${job.failure.message}<//><//></div>`}
    ${job.status === "completed" && html`<p class="muted"><${T} k="job.rows" count=${job.rows} /><span class="separator" />${formatBytes(job.bytes)}</p>`}
    <${Download} job=${job} kind="primary large" />
    ${job.status === "completed" && !file && html`<${Notice}>${t("job.fileGone")}<//>`}
  </section>`;
}

const FactList = ({facts}) => html`<dl class="facts">
  ${facts.filter(([, value]) => value).map(([key, value]) => html`<div key=${key}><dt>${t(key)}</dt><dd>${value}</dd></div>`)}</dl>`;

function Facts({job, models}) {
  const spent = job.finishedAt && job.startedAt ? new Date(job.finishedAt) - new Date(job.startedAt) : null;
  const facts = [
    ["job.report", html`<a href=${pathTo("reports", job.dataModel)}><bdi>${titleOf(models, job.dataModel)}</bdi></a>`],
    ["job.language", t(`language.${job.lang}`)],
    ["job.submitted", formatTime(job.submittedAt)],
    ["job.started", job.startedAt && formatTime(job.startedAt)],
    ["job.finished", job.finishedAt && formatTime(job.finishedAt)],
    ["job.duration", spent !== null && formatDuration(spent)],
    ["job.attempt", job.attempt > 1 && html`<bdi>${job.attempt}</bdi>`],
    ["job.retryOf", job.retryOf && html`<a href=${pathTo("jobs", job.retryOf)}><${Code}>${job.retryOf}<//></a>`],
    ["job.expires", job.expiresAt && formatTime(job.expiresAt)],
  ];
  const technical = [
    ["job.version", html`<bdi>${job.dataModelVersion}</bdi>`],
    ["job.digest", job.sha256 && html`<${Code}>${job.sha256}<//>`],
    ["job.id", html`<${Code}>${job.id}<//>`],
  ];
  return html`<section class="card"><h2>${t("job.details")}</h2><p class="hint">${clockNote()}</p><${FactList} facts=${facts} />
    <details class="technical"><summary>${t("job.technical")}</summary><${FactList} facts=${technical} /></details></section>`;
}

/** The parameters in words. */
function Request({job}) {
  const model = useModel(job.dataModel).data;
  const [named, setNamed] = useState(null);
  useEffect(() => {
    let isCurrent = true;
    if (model && job.params) withNames(model, job.params).then((found) => isCurrent && setNamed(found));
    return () => {
      isCurrent = false;
    };
  }, [model, job.id]);
  if (!model || !job.params) return null;
  const rows = requestInWords(named ?? model, job.params);
  return html`<section class="card"><h2>${t("job.request")}</h2>
    ${rows.length === 0 ? html`<p class="muted">${t("form.allRows")}</p>` : html`<dl class="facts">
      ${rows.map((row) => html`<div><dt><bdi>${row.label}</bdi></dt><dd><bdi>${row.text}</bdi></dd></div>`)}</dl>`}</section>`;
}

function Warnings({job}) {
  if (!job.warnings?.length) return null;
  return html`<section class="card"><h2>${t("job.warnings")}</h2><ul class="warnings" ...${inLanguageOf(job)}>
    ${job.warnings.map((one) => html`<li><${Notice} kind="warning"><${Prose}>${one.message}<//><//></li>`)}</ul></section>`;
}

function Log({job}) {
  if (!job.log) return null;
  return html`<section class="card"><h2>${t("job.log")}</h2>
    <div class="log" ...${inLanguageOf(job)} tabindex="0" role="region" aria-label=${t("job.log")}>
      ${job.log.trimEnd().split("\n").map((line) => html`<p><${Prose}>${line}<//></p>`)}</div></section>`;
}

export default function Job({id}) {
  const models = useModels().data;
  const {data: job, error, reload} = useJob(id);
  const title = job ? titleOf(models, job.dataModel) : t("job.title");
  useTitle(title);
  if (error && (!job || error.status === 404)) {
    return html`<${Failure} error=${error} retry=${reload} back=${{href: pathTo("jobs"), title: t("jobs.title")}} />`;
  }
  if (!job) return html`<${Loading} rows=${5} />`;
  return html`<${Heading} title=${html`<bdi>${title}</bdi>`} crumbs=${[{href: pathTo("jobs"), title: t("jobs.title")}]}>
      <${Actions} job=${job} reload=${reload} /><//>
    <${Outcome} job=${job} />
    <div class="columns"><div><${Request} job=${job} /><${Warnings} job=${job} /><${Log} job=${job} /></div><${Facts} job=${job} models=${models} /></div>`;
}
