import {get, post} from "../core/api.js";
import {formatAgo, formatBytes, formatNumber, formatTime} from "../core/format.js";
import {localized, t} from "../core/messages.js";
import {titleOf, useModels} from "../core/models.js";
import {pathTo} from "../core/paths.js";
import {html, useEffect, useState} from "../core/view.js";
import {announce, attempt, notify} from "../parts/announcer.js";
import {Button, Code, Failure, Loading, Notice, Prose} from "../parts/basics.js";
import {Chart} from "../parts/chart.js";
import {Meter} from "../parts/meter.js";

const kRefreshMilliseconds = 3000;
const kMostSamples = 60;

const totalOf = (data, name) => data.organizations.reduce((sum, one) => sum + one[name], data.others[name]);
const rowsOf = (data) => data.running.reduce((sum, job) => sum + (job.rows ?? 0), 0);

/** The operations, every few seconds while the page is visible, and a history of them for the charts. */
function useOperations() {
  const [state, setState] = useState({samples: []});
  const load = async (isBackground) => {
    try {
      const data = await get("/v1/bi/operations", {}, {isBackground});
      setState(({samples}) => {
        const last = samples.at(-1);
        const at = Date.now();
        const rate = last ? Math.max(0, (rowsOf(data) - last.rows) / ((at - last.at) / 1000)) : 0;
        const sample = {at, rows: rowsOf(data), running: totalOf(data, "running"), pending: totalOf(data, "pending"), rate};
        return {data, samples: [...samples, sample].slice(-kMostSamples)};
      });
    } catch (error) {
      setState((before) => ({...before, error}));
    }
  };
  useEffect(() => {
    load(false);
    const timer = setInterval(() => !document.hidden && load(true), kRefreshMilliseconds);
    return () => clearInterval(timer);
  }, []);
  return {...state, reload: () => load(false)};
}

const kinds = {error: "error", warning: "warning", ok: "success"};
const Finding = ({one}) => html`<${Notice} kind=${kinds[one.level]}><${Code}>${one.subject}<//> <${Prose}>${one.message}<//><//>`;

/** All checks of doctor, when a person asks for them. */
function Checks() {
  const [{findings, checkedAt, error, isBusy}, set] = useState({});
  const check = async () => {
    set({findings, checkedAt, isBusy: true});
    try {
      set(await post("/v1/bi/operations/doctor"));
      announce(t("checks.done"));
    } catch (fault) {
      set({error: fault});
    }
  };
  return html`<section class="card checks" aria-busy=${isBusy ? "true" : null}><div class="section-head"><h2>${t("checks.title")}</h2>
      ${checkedAt && html`<span class="muted">${formatTime(checkedAt)}</span>`}
      <${Button} kind="secondary small" icon="check" disabled=${isBusy} onClick=${check}>${t(isBusy ? "checks.busy" : "checks.run")}<//></div>
    ${!findings && !isBusy && !error && html`<p class="muted">${t("checks.hint")}</p>`}
    ${isBusy && html`<${Loading} />`}
    ${error && html`<${Notice} kind="error"><${Prose}>${error.message}<//><//>`}
    ${!isBusy && findings && html`<div class="findings">${["error", "warning", "ok"].flatMap((level) => findings.filter((one) => one.level === level)).map((one) => html`<${Finding} one=${one} />`)}</div>`}</section>`;
}

function Findings({data}) {
  if (!data.findings) return null;
  const error = (subject, message) => ({level: "error", subject, message});
  const findings = [...data.findings.filter((one) => one.level !== "ok"),
                    ...(data.sources ?? []).filter((one) => !one.reachable).map((one) => error(one.name, one.reason || t("operator.silent"))),
                    ...(data.catalogue?.faults ?? []).map((one) => ({level: "warning", subject: one.path, message: one.reason}))];
  if (data.disk?.acceptsJobs === false && !findings.some((one) => one.subject === "disk" && one.level === "error")) {
    findings.unshift(error("disk", t("operator.diskFull")));
  }
  if (findings.length === 0) return html`<${Notice} kind="success">${t("operator.allWell")}<//>`;
  return html`<section class="findings" aria-label=${t("operator.findings")}>${findings.map((one) => html`<${Finding} one=${one} />`)}</section>`;
}

function Figures({data, samples}) {
  const figures = [["running", (sample) => sample.running], ["pending", (sample) => sample.pending], ["rate", (sample) => sample.rate]];
  return html`<div class="figures">${figures.map(([name, value]) => html`<section class="card figure">
    <h2>${t(`figure.${name}`)}</h2><p class="number"><bdi>${formatNumber(Math.round(value(samples.at(-1))))}</bdi></p>
    <${Chart} values=${samples.map(value)} label=${t(`figure.${name}`)} /></section>`)}
    ${data.disk && html`<section class="card figure"><h2>${t("figure.disk")}</h2>
      <p class="number">${formatBytes(data.disk.freeBytes)}</p>
      ${!data.disk.acceptsJobs && html`<p class="danger-text">${t("operator.refusesJobs")}</p>`}
      <${Meter} value=${data.disk.bytes - data.disk.freeBytes} max=${data.disk.bytes} label=${t("figure.diskUsed")} /></section>`}</div>`;
}

function Running({data, models}) {
  return html`<section class="card"><h2>${t("operator.running")}</h2>
    ${data.running.length === 0 && html`<p class="muted">${t("operator.nothingRuns")}</p>`}
    <ul>${data.running.map((job) => html`<li class="list-row" key=${job.id}><div>
      <a href=${pathTo("jobs", job.id)}><bdi>${titleOf(models, job.dataModel)}</bdi></a>
      <p class="muted"><bdi>${job.organization}</bdi><span class="separator" />${formatAgo(job.startedAt)}</p></div>
      <p class="muted">${job.phase && t(`phase.${job.phase}`)} ${job.rows > 0 && t("progress.rows", {count: job.rows})}</p></li>`)}</ul></section>`;
}

function Organizations({data}) {
  return html`<section class="card"><h2>${t("operator.organizations")}</h2>
    <div class="table-scroll" tabindex="0" role="region" aria-label=${t("operator.organizations")}><table class="table"><thead><tr>
      <th scope="col">${t("operator.organization")}</th><th scope="col">${t("figure.running")}</th><th scope="col">${t("figure.pending")}</th><th scope="col">${t("operator.storage")}</th></tr></thead>
    <tbody>${data.organizations.map((one) => html`<tr key=${one.uid}><th scope="row"><bdi>${localized(one.name) || one.uid}</bdi></th>
      <td><bdi>${formatNumber(one.running)}</bdi></td>
      <td>${one.maxPending ? t("operator.of", {count: one.pending, most: one.maxPending}) : html`<bdi>${formatNumber(one.pending)}</bdi>`}</td>
      <td>${formatBytes(one.storedBytes)}${one.maxStoredBytes && html`<${Meter} value=${one.storedBytes} max=${one.maxStoredBytes} label=${t("operator.storage")} />`}</td></tr>`)}</tbody></table></div></section>`;
}

function Source({source, reload}) {
  const [isBusy, setBusy] = useState(false);
  const test = async () => {
    setBusy(true);
    await attempt(async () => {
      const {source: state} = await post(`/v1/bi/operations/sources/${encodeURIComponent(source.name)}/test`);
      notify(state.reachable ? t("operator.answers") : [state.reason ?? t("operator.silent"), state.detail].filter(Boolean).join(" "), state.reachable ? "success" : "error");
    });
    setBusy(false);
    reload();
  };
  return html`<li class="list-row"><div><${Code}>${source.name}<//>
      <span class=${`status ${source.reachable ? "completed" : "failed"}`}><span class="dot" aria-hidden="true" />${t(source.reachable ? "operator.answers" : "operator.silent")}</span>
      ${source.latencyMs !== undefined && html` <span class="muted">${t("operator.latency", {count: source.latencyMs})}</span>`}
      ${source.reason && html`<p><${Prose}>${source.reason}<//></p>`}
      ${source.detail && html`<p class="muted"><${Code}>${source.detail}<//></p>`}
      ${source.lastFault && html`<p class="muted">${t("operator.lastFault", {time: formatAgo(source.lastFault.at)})} <${Prose}>${source.lastFault.reason}<//></p>`}</div>
    <${Button} kind="secondary small" disabled=${isBusy} onClick=${test}>${t("operator.test")}<//></li>`;
}

export function Overview() {
  const models = useModels().data;
  const {data, error, samples, reload} = useOperations();
  if (!data && error) return html`<${Failure} error=${error} retry=${reload} />`;
  if (!data) return html`<${Loading} rows=${5} />`;
  return html`<${Findings} data=${data} /><${Figures} data=${data} samples=${samples} />
    ${data.findings && html`<${Checks} />`}
    <${Running} data=${data} models=${models} /><${Organizations} data=${data} />
    ${data.sources && html`<section class="card"><h2>${t("operator.sources")}</h2><ul>
      ${data.sources.map((source) => html`<${Source} key=${source.name} source=${source} reload=${reload} />`)}</ul></section>`}
    ${data.catalogue && html`<section class="card"><h2>${t("operator.catalogue")}</h2><p class="muted">${t("operator.dataModels", {count: data.catalogue.dataModels})}</p>
      ${(models ?? []).length > 0 && html`<ul class="tags">${models.map((model) => html`<li><a href=${pathTo("reports", model.uid)}><${Code}>${model.uid}<//></a> <span class="muted">${t("operator.version", {number: String(model.version)})}</span></li>`)}</ul>`}</section>`}`;
}
