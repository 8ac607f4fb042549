import {request} from "../core/api.js";
import {language, T, t} from "../core/messages.js";
import {html, useEffect, useRef, useState} from "../core/view.js";
import {announce} from "../parts/announcer.js";
import {Button, Elapsed, Empty, Loading, Notice, Prose} from "../parts/basics.js";

/** A refusal in the page's language. The server speaks that of the report, so that it is asked once more. */
export async function localFault(error, {params}) {
  if (error.status !== 400 || params.lang === language.get()) return error;
  return request("POST", "/v1/bi/previews", {body: {params: {...params, lang: language.get()}}}).then(() => error, (other) => other);
}

/**
 * The first rows for a body: {data, warnings, error, isLoading, isStale, load(body)}. The query is given up
 * when the view closes, or when another one begins.
 */
export function usePreview(body, onError) {
  const [result, setResult] = useState({});
  const current = useRef(null);
  const text = JSON.stringify(body);
  const load = async (wanted = body) => {
    current.current?.abort();
    const controller = new AbortController();
    current.current = controller;
    setResult({isLoading: true});
    try {
      const {data, warnings} = await request("POST", "/v1/bi/previews", {body: wanted, signal: controller.signal});
      if (controller.signal.aborted) return;
      setResult({data, warnings, text: JSON.stringify(wanted)});
      announce(t("preview.rows", {count: data.rowCount}));
    } catch (error) {
      if (controller.signal.aborted) return;
      const fault = await localFault(error, wanted);
      setResult({error: fault});
      onError(fault);
    }
  };
  useEffect(() => () => current.current?.abort(), []);
  return {...result, isStale: result.text !== undefined && result.text !== text, load};
}

/** What the workbook has beside the rows of a preview, in words. */
function omitted(model, {columns, complete}) {
  const shown = columns.map((column) => model.columns.find((one) => one.key === column.key)).filter(Boolean);
  return [["preview.highlights", shown.some((one) => one.highlights)],
          ["preview.checks", complete && model.layout.checks],
          ["preview.notes", complete && shown.some((one) => one.total && one.total !== "sum")],
          ["preview.chart", model.layout.chart]].filter(([, holds]) => holds).map(([key]) => t(key));
}

const cellClass = (column, isAnchor) => `cell-${column.alignment}${isAnchor ? " anchor" : ""}`;

/** `anchor`: the index of the column that stays in sight. */
function Row({row, columns, anchor}) {
  if (row.text !== undefined) {
    return html`<tr class=${`row-${row.kind} level-${row.level ?? 0}`}><th scope="rowgroup" colspan=${columns.length}><bdi>${row.text}</bdi></th></tr>`;
  }
  return html`<tr class=${`row-${row.kind} level-${row.level ?? 0}`}>${(row.cells ?? []).map((cell, index) =>
    html`<td class=${cellClass(columns[index], index === anchor)} dir=${columns[index].direction}>${cell}</td>`)}</tr>`;
}

function Table({model, preview}) {
  const anchor = preview.columns.findIndex((column) => model.columns.some((one) => one.key === column.key));
  return html`<div class="sheet" tabindex="0" role="region" aria-label=${t("preview.title")} dir=${preview.direction} lang=${preview.language}>
    <table><caption class="hidden">${preview.title}</caption>
      <thead><tr>${preview.columns.map((column, index) => html`<th scope="col" class=${cellClass(column, index === anchor)}><bdi>${column.title}</bdi></th>`)}</tr></thead>
      <tbody>${preview.rows.map((row) => html`<${Row} row=${row} columns=${preview.columns} anchor=${anchor} />`)}</tbody></table></div>`;
}

/** The rows as the workbook shows them, in its direction. `preview`: of usePreview. */
export function PreviewSection({model, preview}) {
  const element = useRef(null);
  const {data, error, isLoading, isStale, load} = preview;
  useEffect(() => {
    if (isLoading) element.current?.scrollIntoView({block: "nearest"});
  }, [isLoading]);
  if (!data && !isLoading && !(error && error.status !== 400)) return null;
  return html`<section class="card preview" ref=${element} aria-busy=${isLoading ? "true" : null}>
    <div class="section-head"><h2>${t("preview.title")}</h2>
      ${data && html`<span class="muted">${data.complete ? html`<${T} k="preview.all" count=${data.rowCount} />` : html`<${T} k="preview.first" count=${data.rowCount} />`}</span>`}</div>
    ${isLoading && html`<${Elapsed} /><${Loading} rows=${4} />`}
    ${error && html`<${Notice} kind="warning"><${Prose}>${error.message}<//><//>`}
    ${isStale && html`<${Notice} kind="info">${t("preview.stale")} <${Button} kind="secondary small" icon="refresh" onClick=${() => load()}>${t("preview.again")}<//><//>`}
    ${(preview.warnings ?? []).map((one) => html`<${Notice} kind="warning"><${Prose}>${one.message}<//><//>`)}
    ${data && data.rows.length === 0 && html`<${Empty} title=${t("preview.none")}><p>${t("preview.noneHint")}</p><//>`}
    ${data && data.rows.length > 0 && html`<${Table} model=${model} preview=${data} />`}
    ${data && omitted(model, data).length > 0 && html`<p class="hint omitted">${t("preview.omitted", {parts: omitted(model, data).join(t("list.separator"))})}</p>`}
  </section>`;
}
