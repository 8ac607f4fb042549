import {get, post} from "../core/api.js";
import {useLoad} from "../core/load.js";
import {localized, t} from "../core/messages.js";
import {addRecentReport, useModel} from "../core/models.js";
import {pathTo} from "../core/paths.js";
import {navigate, place} from "../core/router.js";
import {hasScope} from "../core/session.js";
import {useTitle} from "../core/title.js";
import {html, useEffect, useMemo, useRef, useState} from "../core/view.js";
import {ColumnList} from "../form/columns.js";
import {Field} from "../form/field.js";
import {Filters} from "../form/filters.js";
import {stateFromRequest} from "../form/from-request.js";
import {formFaults} from "../form/faults.js";
import {idsHelp, IdsField} from "../form/ids.js";
import {ParameterField} from "../form/parameters.js";
import {localFault, PreviewSection, usePreview} from "../form/preview.js";
import {fieldOf, languagesOf, settleState, toRequest} from "../form/request.js";
import {RequestDialog} from "../form/request-dialog.js";
import {SavedSets} from "../form/saved.js";
import {SortList} from "../form/sort.js";
import {decodeState, encodeState, firstState} from "../form/state.js";
import {partText} from "../form/words.js";
import {notify} from "../parts/announcer.js";
import {Button, Code, Failure, Heading, Loading, Notice, Prose} from "../parts/basics.js";
import {Icon} from "../parts/icon.js";

/** A part of the form that may be closed. */
function Section({title, note, isOpen, children}) {
  return html`<details class="card section" open=${isOpen}><summary><h2>${title}</h2>${note && html`<span class="muted">${note}</span>`}<${Icon} name="down" /></summary>
    <div class="section-body">${children}</div></details>`;
}

function ErrorSummary({errors}) {
  const element = useRef(null);
  useEffect(() => {
    element.current?.focus();
  }, [errors]);
  return html`<div class="error-summary" role="alert" tabindex="-1" ref=${element}><${Notice} kind="error" title=${errors.message}>
    <ul>${errors.list.map((one) => html`<li>${one.field ? html`<a href=${`#${one.field}`} onClick=${(event) => {
      event.preventDefault();
      document.getElementById(one.field)?.focus();
    }}><bdi>${one.name}</bdi></a>` : html`<${Prose}>${one.reason}<//>`}</li>`)}</ul><//></div>`;
}

function RowsSection({model, state, set, errorsOf}) {
  const {part} = state;
  const hasFilters = Object.keys(model.query.filter).length > 0;
  const used = state.filters.length + (state.nested ? 1 : 0) + (state.search ? 1 : 0) + (state.ids ? 1 : 0) + (part ? 1 : 0);
  const takesIds = model.instanceIds && (idsHelp(model) || state.ids);  // without a column only what a job or an address has
  const hasAny = part || hasFilters || model.query.search.length > 0 || takesIds;
  if (!hasAny) return null;
  return html`<${Section} title=${t("form.rows")} note=${used > 0 ? t("form.used", {count: used}) : t("form.allRows")} isOpen=${used > 0 || model.query.required}>
    ${part && html`<${Notice}><p>${partText(part)}</p><${Button} kind="secondary small" onClick=${() => set({part: undefined})}>${t("form.allRows")}<//><//>`}
    ${model.query.search.length > 0 && html`<${Field} id="search" label=${t("form.search")} errors=${errorsOf("search")}
      help=${t("form.searchHelp", {columns: model.query.search.map((key) => localized(model.columns.find((one) => one.key === key)?.title) || key).join(t("list.separator"))})}>${(common) =>
      html`<input id="search" type="search" dir="auto" value=${state.search} ...${common} onInput=${(event) => set({search: event.target.value})} />`}<//>`}
    ${state.nested && html`<${Notice} kind="info"><p>${t("form.nestedHint")}</p>
      <${Button} kind="secondary small" onClick=${() => set({nested: undefined})}>${t("filter.removeAll")}<//><//>`}
    ${hasFilters && !state.nested && html`<div class="field"><span class="label">${t("form.filters")}</span>
      <${Filters} model=${model} filters=${state.filters} matchAny=${state.matchAny} errorsOf=${errorsOf} onChange=${set} /></div>`}
    ${takesIds && html`<${Field} id="ids" label=${t("form.ids")} help=${idsHelp(model)} errors=${state.ids ? errorsOf("ids") : []}>${(common) =>
      html`<${IdsField} id="ids" model=${model} value=${state.ids} common=${common} onChange=${(ids) => set({ids})}
        onFilter=${(field, value) => set({ids: "", filters: [...state.filters, {field, op: "in", value}]})} />`}<//>`}
  <//>`;
}

function ColumnsSection({model, state, set, errorsOf}) {
  const isChanged = state.fields || JSON.stringify(state.sort) !== JSON.stringify(model.query.defaultSort);
  return html`<${Section} title=${t("form.columnsAndOrder")} note=${t(isChanged ? "form.changed" : "form.asDesigned")} isOpen=${isChanged}>
    <div class="halves">
      <div class="field" id="columns" tabindex="-1"><span class="label">${t("form.columns")}</span>
        <p class="hint">${t("order.hint")}</p>
        <${ColumnList} model=${model} fields=${state.fields} onChange=${(fields) => set({fields})} />${errorsOf("columns").map((one) => html`<p class="fault">${one}</p>`)}</div>
      ${model.query.sort.length > 0 && html`<div class="field" id="sort" tabindex="-1"><span class="label">${t("form.sort")}</span>
        <p class="hint">${t("sort.hint")}</p>
        <${SortList} model=${model} sort=${state.sort} onChange=${(sort) => set({sort})} />${errorsOf("sort").map((one) => html`<p class="fault">${one}</p>`)}</div>`}
    </div>
  <//>`;
}

function Output({model, state, set}) {
  return html`<fieldset class="field"><legend class="label">${t("form.language")}</legend>
      <div class="segments" role="group" aria-label=${t("form.language")}>
        ${["ar", "en", "both"].map((lang) => html`<button type="button" aria-pressed=${state.lang === lang} onClick=${() => set({lang})}>${t(`language.${lang}`)}</button>`)}</div></fieldset>
    ${model.organizations.length > 1 && html`<label class="field"><span class="label">${t("form.organization")}</span>
      <select id="organization" onChange=${(event) => set({organization: event.target.value})}>
        ${model.organizations.map((one, index) => html`<option value=${index === 0 ? "" : one.uid} selected=${state.organization === (index === 0 ? "" : one.uid)}>${localized(one.name)}</option>`)}
      </select></label>`}`;
}

/** What a field of `fieldOf` is called. */
function nameOf(field, model, body) {
  const titled = (key) => localized(model.columns.find((one) => one.key === key)?.title) || key;
  const [, kind, key] = /^(parameter|filter)-(.*)$/.exec(field) ?? [];
  if (kind === "parameter") return localized(model.parameters.find((one) => one.key === key)?.label) || key;
  const rows = body.params.query?.filters;
  if (kind === "filter") return titled((rows?.and ?? rows?.or ?? [])[Number(key)]?.field ?? t("form.filters"));
  return t(`form.${field}`);
}

/** The errors of an answer, each once at its field: {message, list: [{field, name, reason}]}. */
function placeErrors(error, body, model) {
  const placed = error.details.map((one) => ({field: fieldOf(one.path, body), reason: one.reason}));
  const list = placed.filter((one, index) => index === placed.findIndex((other) => other.field === one.field && other.reason === one.reason))
    .map((one) => ({...one, name: one.field ? nameOf(one.field, model, body) : ""}));
  return {message: error.message, list};
}

function localErrors(model, state) {
  const list = formFaults(model, state);
  return list.length === 0 ? null : {message: t("form.incomplete"), list};
}

/** The same request has the same key, so that a submit that is sent again makes no second job. */
const keys = new Map();
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function submit(model, state) {
  const ids = [];
  for (const lang of languagesOf(state)) {
    const body = toRequest(model, state, lang);
    const text = JSON.stringify(body);
    if (!keys.has(text)) keys.set(text, newKey());
    ids.push((await post("/v1/bi/jobs", body, {"idempotency-key": keys.get(text)})).jobId);
  }
  keys.clear();
  return ids;
}

function Form({model, params, savedId}) {
  const first = useMemo(() => firstState(model), [model]);
  const [state, setState] = useState(() => (params ? stateFromRequest(model, params) : decodeState(location.hash, first, model)));
  const [errors, setErrors] = useState(null);
  const [isBusy, setBusy] = useState(false);
  const [showsRequest, setShowsRequest] = useState(false);
  const set = (change) => setState((before) => ({...before, ...change}));
  const body = toRequest(model, state, languagesOf(state)[0]);
  useEffect(() => {
    history.replaceState(history.state, "", location.pathname + encodeState(state, first));
  }, [state]);
  const preview = usePreview(body, (error) => setErrors(error.status === 400 ? placeErrors(error, body, model) : null));
  /** The state that can be sent; null if the page finds faults in it. */
  const check = async () => {
    const settled = await settleState(model, state);
    const faults = localErrors(model, settled);
    setState(settled);
    setErrors(faults);
    return faults ? null : settled;
  };
  const showPreview = async () => {
    const settled = await check();
    if (settled) preview.load(toRequest(model, settled, languagesOf(settled)[0]));
  };
  const isOf = (field) => (one) => one.field === field || one.field === `${field}-from` || one.field === `${field}-to`;
  const errorsOf = (field) => (errors?.list ?? []).filter(isOf(field)).map((one) => (one.end ? `${one.end}: ${one.reason}` : one.reason));
  const run = async (event) => {
    event.preventDefault();
    if (!hasScope("submit")) return;
    setBusy(true);
    const settled = await check();
    if (!settled) return setBusy(false);
    try {
      const ids = await submit(model, settled);
      addRecentReport(model.uid);
      if (ids.length > 1) notify(t("form.bothSubmitted"));
      navigate(ids.length > 1 ? pathTo("jobs") : pathTo("jobs", ids[0]));
    } catch (error) {
      setErrors(placeErrors(await localFault(error, body), body, model));
      setBusy(false);
    }
  };
  return html`<form class="report-form" onSubmit=${run} novalidate>
    <div class="form-main">
      ${errors && html`<${ErrorSummary} errors=${errors} />`}
      ${model.parameters.length > 0 && html`<section class="card"><h2>${t("form.parameters")}</h2><div class="fields">
        ${model.parameters.map((one) => html`<${ParameterField} key=${one.key} model=${model} parameter=${one} state=${state} errors=${errorsOf(`parameter-${one.key}`)}
          onChange=${(value) => set({params: {...state.params, [one.key]: value}})} />`)}</div></section>`}
      <${RowsSection} model=${model} state=${state} set=${set} errorsOf=${errorsOf} />
      <${ColumnsSection} model=${model} state=${state} set=${set} errorsOf=${errorsOf} />
    </div>
    <aside class="form-side" aria-label=${t("form.output")}><div class="card">
      ${hasScope("submit") && html`<${SavedSets} model=${model} params=${body.params} first=${savedId} onChoose=${(chosen) => setState(stateFromRequest(model, chosen))} />`}
      <${Output} model=${model} state=${state} set=${set} />
      ${hasScope("submit") ? html`<${Button} type="submit" kind="primary large wide" icon="play" disabled=${isBusy}>${t(isBusy ? "form.running" : "action.run")}<//>
        <${Button} id="preview" kind="secondary wide" icon="table" disabled=${preview.isLoading} onClick=${showPreview}>${t("action.preview")}<//>`
      : html`<${Notice}>${t("form.mayNotSubmit")}<//>`}
      <${Button} id="as-request" kind="quiet wide" onClick=${() => setShowsRequest(true)}>${t("request.open")}<//>
    </div></aside>
    <${PreviewSection} model=${model} preview=${preview} />
    ${showsRequest && html`<${RequestDialog} body=${body} onClose=${() => setShowsRequest(false)} />`}
  </form>`;
}

/** The request of the job or of the saved set that the address names: {savedId, data: {params}}. */
function useEarlierRequest() {
  const [{job, savedId}] = useState(() => ({job: place.get().query.get("job"), savedId: place.get().query.get("saved")}));
  const loaded = useLoad(async (signal) => {
    if (job) return (await get(`/v1/bi/jobs/${encodeURIComponent(job)}`, {}, {signal})).job;
    return savedId ? (await get(`/v1/bi/saved-requests/${encodeURIComponent(savedId)}`, {}, {signal})).savedRequest : {};
  }, [job, savedId]);
  return {...loaded, savedId};
}

export default function Report({uid}) {
  const {data: model, error, reload} = useModel(uid);
  const earlier = useEarlierRequest();
  const title = model ? localized(model.title) : t("report.title");
  useTitle(title);
  if (!model && error) return html`<${Failure} error=${error} retry=${reload} back=${{href: pathTo(), title: t("reports.title")}} />`;
  if (!model || earlier.isLoading) return html`<${Loading} rows=${6} />`;
  return html`<${Heading} title=${html`<bdi>${title}</bdi>`} crumbs=${[{href: pathTo(), title: t("reports.title")}]} lead=${html`${model.description && html`<bdi>${localized(model.description)}</bdi><span class="separator" />`}<${Code}>${model.uid}<//>`} />
    <${Form} key=${model.uid} model=${model} params=${earlier.data?.params} savedId=${earlier.savedId} />`;
}
