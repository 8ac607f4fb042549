import {formatAgo, formatBytes, formatTime} from "../core/format.js";
import {cancelJob, changeMatching, isEnded, retryJob, useJobs} from "../core/jobs.js";
import {T, localized, t} from "../core/messages.js";
import {titleOf, useModels} from "../core/models.js";
import {pathTo} from "../core/paths.js";
import {place, setQuery} from "../core/router.js";
import {hasScope, session} from "../core/session.js";
import {useStore} from "../core/store.js";
import {useTitle} from "../core/title.js";
import {html, useState} from "../core/view.js";
import {addDays, today} from "../form/days.js";
import {notify} from "../parts/announcer.js";
import {Button, Empty, Failure, FileName, Heading, IconButton, LinkButton, Loading, Pages, Prose} from "../parts/basics.js";
import {Icon} from "../parts/icon.js";
import {confirm} from "../parts/dialog.js";
import {Download} from "../parts/download.js";
import {JobProgress, JobWaiting} from "../parts/job-progress.js";
import {Status, statuses} from "../parts/status.js";
import {JobRequest} from "./job-request.js";

const kPageSize = 25;
const ages = ["", "1", "7", "30"];  // days

/** The midnight that begins the last days, today included. */
const sinceOf = (days) => (days ? addDays(today(), 1 - Number(days)) : "");

/** Cancels or deletes all jobs of the filters, after a confirmation with their number. `isOne`: the list has but one. */
function ManyActions({filters, jobs, isOne, reload}) {
  const change = async (method) => {
    const titleFor = (count) => t(count === 1 ? `jobs.${method}One` : `jobs.${method}Many`);
    const ask = (count) => confirm({title: titleFor(count), text: t(`jobs.${method}ManyText`, {count}), action: titleFor(count), isDangerous: true});
    await changeMatching(method, filters, ask);
    reload();
  };
  const name = (method) => t(isOne ? `jobs.${method}One` : `jobs.${method}Many`);
  return html`<div class="bar-end">
    ${!jobs.every(isEnded) && html`<${Button} kind="secondary small" onClick=${() => change("cancel")}>${name("cancel")}<//>`}
    ${jobs.some(isEnded) && html`<${Button} kind="quiet small danger-text" icon="trash" onClick=${() => change("delete")}>${name("delete")}<//>`}</div>`;
}

function Filters({query, models}) {
  const option = (value, title) => html`<option value=${value} selected=${query.get("dataModel") === value}>${title}</option>`;
  const [isOpen, setOpen] = useState(false);
  const used = ["status", "dataModel", "days", "text", "mine"].filter((name) => query.get(name)).length;
  return html`<${Button} kind="secondary fold-toggle" icon=${isOpen ? "close" : "search"} aria-expanded=${isOpen ? "true" : "false"} aria-controls="job-filters"
      onClick=${() => setOpen(!isOpen)}>${used > 0 ? t("jobs.filtersUsed", {count: used}) : t("jobs.filters")}<//>
    <div class=${`filter-bar${isOpen ? "" : " folded"}`} id="job-filters">
    <div class="segments" role="group" aria-label=${t("jobs.status")}>
      ${["", ...statuses].map((status) => html`<button type="button" aria-pressed=${(query.get("status") ?? "") === status}
        onClick=${() => setQuery({status, cursor: ""})}>${t(status ? `status.${status}` : "jobs.all")}</button>`)}
    </div>
    <label class="inline-field"><span>${t("jobs.report")}</span>
      <select onChange=${(event) => setQuery({dataModel: event.target.value, cursor: ""})}>
        <option value="">${t("jobs.allReports")}</option>
        ${(models ?? []).map((model) => option(model.uid, localized(model.title)))}
      </select></label>
    <label class="inline-field"><span>${t("jobs.since")}</span>
      <select onChange=${(event) => setQuery({days: event.target.value, cursor: ""})}>
        ${ages.map((days) => html`<option value=${days} selected=${(query.get("days") ?? "") === days}>${days ? t("period.lastDays", {count: Number(days)}) : t("jobs.anyTime")}</option>`)}
      </select></label>
    <label class="inline-field"><span>${t("jobs.text")}</span>
      <input type="search" dir="auto" value=${query.get("text") ?? ""} onInput=${(event) => setQuery({text: event.target.value.trim(), cursor: ""})} /></label>
    <label class="choice"><input type="checkbox" checked=${query.get("mine") === "yes"} onChange=${(event) => setQuery({mine: event.target.checked ? "yes" : "", cursor: ""})} />${t("jobs.mine")}</label>
  </div>`;
}

function JobActions({job, reload}) {
  const cancel = async () => {
    await cancelJob(job.id);
    reload();
  };
  const retry = async () => {
    if (await retryJob(job.id)) notify(t("job.again"));
    reload();
  };
  return html`<div class="job-actions">
    <${Download} job=${job} kind="secondary small" />
    ${isEnded(job) ? hasScope("submit") && html`<${IconButton} icon="refresh" label=${t("job.runAgain")} onClick=${retry} />
      <a class="icon-button" href=${`${pathTo("reports", job.dataModel)}?job=${job.id}`} aria-label=${t("job.change")} title=${t("job.change")}><${Icon} name="edit" /></a>`
    : hasScope("cancel") && html`<${IconButton} icon="close" label=${t("job.cancel")} onClick=${cancel} />`}
  </div>`;
}

function JobRow({job, models, reload}) {
  return html`<li class="job-row">
    <div class="job-main">
      <a href=${pathTo("jobs", job.id)}><bdi>${titleOf(models, job.dataModel)}</bdi></a>
      <p class="muted"><span class="whole" title=${formatTime(job.submittedAt)}>${formatAgo(job.submittedAt)}</span>
        <span class="separator" />${t(`language.${job.lang}`)}
        ${job.outputFileName && html`<span class="separator" /><${FileName}>${job.outputFileName}<//>`}</p>
      <${JobRequest} job=${job} />
    </div>
    <div class="job-state"><${Status} status=${job.status} />
      ${job.status === "completed" && html`<p class="muted"><${T} k="job.rows" count=${job.rows} />
        <span class="separator" />${formatBytes(job.bytes)}</p>`}
      ${job.failure && html`<p class="muted clamp" lang=${job.lang}><${Prose}>${job.failure.message}<//></p>`}
      <${JobWaiting} job=${job} /><${JobProgress} job=${job} /></div>
    <${JobActions} job=${job} reload=${reload} />
  </li>`;
}

function Nothing({isFiltered}) {
  if (isFiltered) {
    return html`<${Empty} icon="search" title=${t("jobs.noMatch")}>
      <${Button} onClick=${() => setQuery({status: "", dataModel: "", days: "", text: "", mine: "", cursor: ""})}>${t("jobs.clear")}<//><//>`;
  }
  return html`<${Empty} title=${t("jobs.none")}><p>${t("jobs.noneHint")}</p>
    <${LinkButton} href=${pathTo()} kind="primary">${t("reports.title")}<//><//>`;
}

export default function Jobs() {
  useTitle(t("jobs.title"));
  const query = useStore(place).query;
  const models = useModels().data;
  const filters = {pageSize: kPageSize};
  for (const name of ["status", "dataModel", "cursor"]) filters[name] = query.get(name) ?? "";
  filters.since = sinceOf(query.get("days"));
  filters.text = query.get("text") ?? "";
  filters.key = query.get("mine") ? session.get().key.id : "";
  const {pageSize, cursor, ...matching} = filters;
  const {data, error, reload} = useJobs(filters);
  const [earlier, setEarlier] = useState([]);
  const goTo = (cursor) => setQuery({cursor}) || scrollTo(0, 0);
  const older = () => {
    setEarlier([...earlier, filters.cursor]);
    goTo(data.nextCursor);
  };
  const newer = () => {
    goTo(earlier.at(-1) ?? "");
    setEarlier(earlier.slice(0, -1));
  };
  const isFiltered = Object.values(matching).some(Boolean);
  return html`<${Heading} title=${t("jobs.title")} lead=${t("jobs.lead")} />
    <${Filters} query=${query} models=${models} />
    ${!data && !error && html`<${Loading} rows=${6} />`}
    ${!data && error && html`<${Failure} error=${error} retry=${reload} />`}
    ${data?.jobs.length === 0 && html`<${Nothing} isFiltered=${isFiltered} />`}
    ${data?.jobs.length > 0 && isFiltered && hasScope("cancel") && html`<${ManyActions} filters=${matching} jobs=${data.jobs}
      isOne=${data.jobs.length === 1 && !data.nextCursor && !cursor} reload=${reload} />`}
    ${data?.jobs.length > 0 && html`<ul class="card job-list">
      ${data.jobs.map((job) => html`<${JobRow} key=${job.id} job=${job} models=${models} reload=${reload} />`)}</ul>`}
    <${Pages} cursor=${filters.cursor} next=${data?.nextCursor} onNewer=${newer} onOlder=${older} />`;
}
