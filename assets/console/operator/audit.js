import {get} from "../core/api.js";
import {formatTime} from "../core/format.js";
import {useLoad} from "../core/load.js";
import {t} from "../core/messages.js";
import {basePath} from "../core/paths.js";
import {place, setQuery} from "../core/router.js";
import {useStore} from "../core/store.js";
import {html} from "../core/view.js";
import {Button, Code, Empty, Failure, LinkButton, Loading, Prose} from "../parts/basics.js";

const kPageSize = 50;
const kDay = "YYYY-MM-DD";
const names = ["action", "organization", "key", "target"];

function Filters({query}) {
  const field = (name, placeholder) => html`<label class="field"><span class="label">${t(`audit.${name}`)}</span>
    <input dir="ltr" placeholder=${placeholder} value=${query.get(name) ?? ""} onChange=${(event) => setQuery({[name]: event.target.value.trim(), cursor: ""})} /></label>`;
  return html`<div class="filter-grid">${names.map((name) => field(name))}${field("since", kDay)}${field("until", kDay)}</div>`;
}

function Table({entries}) {
  return html`<div class="card table-scroll" tabindex="0" role="region" aria-label=${t("audit.title")}><table class="table"><thead><tr>
      ${["at", ...names, "peer"].map((name) => html`<th scope="col">${t(`audit.${name}`)}</th>`)}</tr></thead>
    <tbody>${entries.map((one) => html`<tr key=${one.number}><td class="whole">${formatTime(one.at)}</td>
      <td><${Code}>${one.action}<//>${one.detail && html`<p class="muted"><${Prose}>${one.detail}<//></p>`}</td>
      <td><bdi>${one.organization}</bdi></td><td><${Code}>${one.key}<//></td><td><${Code}>${one.target}<//></td><td><${Code}>${one.peer}<//></td></tr>`)}</tbody></table></div>`;
}

export function AuditPart() {
  const query = useStore(place).query;
  const filters = {};
  for (const name of [...names, "since", "until"]) if (query.get(name)) filters[name] = query.get(name);
  const cursor = query.get("cursor") ?? "";
  const {data, error, reload} = useLoad((signal) => get("/v1/bi/audit", {...filters, pageSize: kPageSize, cursor}, {signal}), [JSON.stringify(filters), cursor]);
  const csv = `${basePath}/v1/bi/audit?${new URLSearchParams({...filters, format: "csv"})}`;
  return html`<${Filters} query=${query} />
    <div class="bar-end"><${LinkButton} icon="download" href=${csv} download>${t("audit.csv")}<//></div>
    ${!data && !error && html`<${Loading} rows=${6} />`}
    ${error && html`<${Failure} error=${error} retry=${reload} />`}
    ${data?.entries.length === 0 && html`<${Empty} icon="search" title=${t("audit.none")} />`}
    ${data?.entries.length > 0 && html`<${Table} entries=${data.entries} />`}
    ${(cursor || data?.nextCursor) && html`<nav class="pages" aria-label=${t("jobs.pages")}>
      <${Button} disabled=${!cursor} onClick=${() => history.back()}>${t("jobs.newer")}<//>
      <${Button} disabled=${!data?.nextCursor} onClick=${() => setQuery({cursor: data.nextCursor}, {isStep: true})}>${t("jobs.older")}<//></nav>`}`;
}
