import {get} from "../core/api.js";
import {formatTime} from "../core/format.js";
import {useLoad} from "../core/load.js";
import {hasMessage, t} from "../core/messages.js";
import {basePath, pathTo} from "../core/paths.js";
import {place, setQuery} from "../core/router.js";
import {useStore} from "../core/store.js";
import {html} from "../core/view.js";
import {dayFault, settleValue, showDay} from "../form/day-text.js";
import {addDays, isDay, today} from "../form/days.js";
import {Field} from "../form/field.js";
import {Code, Empty, Failure, LinkButton, Loading, Pages, Prose} from "../parts/basics.js";

const kPageSize = 50;
const kUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const names = ["action", "organization", "key", "target"];
/** Those of the server, by kind. */
const kinds = {favourite: ["added", "removed"], file: ["downloaded"], job: ["canceled", "deleted", "submitted"], key: ["created", "revoked", "rotated"],
  link: ["rotated"], login: ["failed", "refused"], report: ["previewed"], "saved-request": ["created", "deleted", "updated"],
  session: ["changed", "ended", "link", "started"]};
const actions = Object.entries(kinds).flatMap(([kind, verbs]) => verbs.map((verb) => `${kind}.${verb}`));
const actionName = (action) => (actions.includes(action) ? t(`action.${action}`) : action);

/** The keys that the person manages, the newest first. */
const useKeys = () => useLoad((signal) => get("/v1/bi/keys", {pageSize: 200}, {signal}), []).data?.keys ?? [];

/** A detail in the page's words, if it has some; else as it is. */
function detailText(detail) {
  if (hasMessage(`detail.${detail}`)) return t(`detail.${detail}`);
  const [, name, value] = /^(?:everywhere )?(rows|sessions|expires)=(\S+)$/.exec(detail) ?? [];
  if (name === "expires") return t("keys.expires", {time: formatTime(value)});
  if (name) return t(`detail.${name}`, {count: Number(value)});
  const grant = /^scopes=(\S*) models=(\S*) data-of=(\w+) expires=(\S+) label=(.*)$/.exec(detail);
  if (!grant) return detail;
  const [, scopes, models, dataOf, end, label] = grant;
  return [label, ...scopes.split(",").filter(Boolean).map((scope) => t(`scope.${scope}`)), models !== "*" && models, t(`keyForm.dataOf.${dataOf}`),
          end !== "never" && t("keys.expires", {time: formatTime(end)})].filter(Boolean).join(t("list.separator"));
}

/** A typed day as the server takes it; the text itself if it means none. */
async function dayOf(typed) {
  const day = await settleValue("date", typed);
  const offset = {yesterday: -1, today: 0, tomorrow: 1}[day];
  return offset === undefined ? day : addDays(today(), offset);
}

/** `value`: a day, a time of a program, or what is none. */
function DayField({name, value, errors}) {
  const id = `audit-${name}`;
  const isWrong = value && !isDay(value) && !/\dT\d/.test(value);
  const onChange = async (event) => setQuery({[name]: await dayOf(event.target.value.trim()), cursor: ""});
  return html`<${Field} id=${id} label=${t(`audit.${name}`)} isRequired errors=${isWrong ? [dayFault(value)] : errors}>${(common) =>
    html`<input id=${id} dir="auto" autocomplete="off" placeholder=${t("audit.dayHint")} value=${showDay(value)} ...${common} onChange=${onChange} />`}<//>`;
}

function Filters({query, keys, error}) {
  const errorsOf = (name) => (error?.details ?? []).filter((one) => one.path === name).map((one) => one.reason);
  const field = (name, draw) => html`<${Field} id=${`audit-${name}`} label=${t(`audit.${name}`)} isRequired errors=${errorsOf(name)}>${(common) =>
    draw({id: `audit-${name}`, ...common, onChange: (event) => setQuery({[name]: event.target.value.trim(), cursor: ""})}, query.get(name) ?? "")}<//>`;
  const choice = (name, options) => field(name, (common, value) => html`<select ...${common}>
    <option value="" selected=${value === ""}>${t("audit.all")}</option>
    ${value && !options.some(([one]) => one === value) && html`<option value=${value} selected>${value}</option>`}
    ${options.map(([one, label]) => html`<option value=${one} selected=${one === value}>${label}</option>`)}</select>`);
  const text = (name) => field(name, (common, value) => html`<input dir="ltr" value=${value} ...${common} />`);
  const day = (name) => html`<${DayField} name=${name} value=${query.get(name) ?? ""} errors=${errorsOf(name)} />`;
  return html`<div class="filter-grid">${choice("action", actions.map((one) => [one, actionName(one)]))}${text("organization")}
    ${choice("key", keys.map((one) => [one.id, `${one.label} (${one.organization})`]))}${text("target")}
    ${day("since")}${day("until")}</div>`;
}

/** The end of an id, in which ids of one minute differ; the whole id is its tooltip. */
function Id({value, path}) {
  if (!kUuid.test(value)) return html`<${Code}>${value}<//>`;
  const end = html`<span class="whole" title=${value}><${Code}>\u2026${value.slice(-12)}<//></span>`;
  return path ? html`<a href=${path}>${end}</a>` : end;
}

/** The page of the job that was the target. */
const jobPath = ({action, target}) => (/^(job|file)\./.test(action) && action !== "job.deleted" ? pathTo("jobs", target) : null);

function Table({entries, keys}) {
  const keyName = (id) => keys.find((one) => one.id === id)?.label;
  return html`<div class="card table-scroll" tabindex="0" role="region" aria-label=${t("audit.title")}><table class="table"><thead><tr>
      ${["at", ...names, "peer"].map((name) => html`<th scope="col">${t(`audit.${name}`)}</th>`)}</tr></thead>
    <tbody>${entries.map((one) => html`<tr key=${one.number}><td class="whole">${formatTime(one.at)}</td>
      <td>${actionName(one.action)}${one.detail && html`<p class="muted"><${Prose}>${detailText(one.detail)}<//></p>`}</td>
      <td><bdi>${one.organization}</bdi></td><td>${keyName(one.key) && html`<bdi>${keyName(one.key)}</bdi> `}<${Id} value=${one.key} /></td>
      <td>${keyName(one.target) && html`<bdi>${keyName(one.target)}</bdi> `}<${Id} value=${one.target} path=${jobPath(one)} /></td><td><${Code}>${one.peer}<//></td></tr>`)}</tbody></table></div>`;
}

export function AuditPart() {
  const query = useStore(place).query;
  const filters = {};
  for (const name of [...names, "since", "until"]) if (query.get(name)) filters[name] = query.get(name);
  const cursor = query.get("cursor") ?? "";
  const {data, error, reload} = useLoad((signal) => get("/v1/bi/audit", {...filters, pageSize: kPageSize, cursor}, {signal}), [JSON.stringify(filters), cursor]);
  const keys = useKeys();
  const csv = `${basePath}/v1/bi/audit?${new URLSearchParams({...filters, format: "csv"})}`;
  return html`<${Filters} query=${query} keys=${keys} error=${error} />
    <div class="bar-end"><${LinkButton} icon="download" href=${csv} download="">${t("audit.csv")}<//></div>
    ${!data && !error && html`<${Loading} rows=${6} />`}
    ${error && error.status !== 400 && html`<${Failure} error=${error} retry=${reload} />`}
    ${!error && data?.entries.length === 0 && html`<${Empty} icon="search" title=${t("audit.none")} />`}
    ${!error && data?.entries.length > 0 && html`<${Table} entries=${data.entries} keys=${keys} />`}
    <${Pages} cursor=${cursor} next=${data?.nextCursor} onNewer=${() => history.back()} onOlder=${() => setQuery({cursor: data.nextCursor}, {isStep: true})} />`;
}
