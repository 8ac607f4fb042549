import {localized, t} from "../core/messages.js";
import {html} from "../core/view.js";
import {Button, IconButton} from "../parts/basics.js";
import {Field} from "./field.js";
import {ValueField} from "./value-field.js";

const takesList = (op) => op === "in" || op === "nin";
export const takesNothing = (op) => op === "isNull" || op === "isNotNull";
const pairOf = (value) => (Array.isArray(value) ? value : [value ?? "", ""]);

/** An empty value of the operator. */
const emptyValue = (op) => (takesList(op) ? [] : op === "between" ? ["", ""] : "");

/** An operator in words; those of days have words of their own. */
export const operatorName = (op, type) => {
  const isDay = type === "date" || type === "datetime";
  return t(isDay && ["gt", "gte", "lt", "lte", "between", "eq"].includes(op) ? `operator.date.${op}` : `operator.${op}`);
};

function FilterValue({id, column, filter, onChange, common}) {
  const label = `${localized(column.title)}: ${t("filter.value")}`;
  const props = {type: column.type, values: column.values, common, isRequired: true};
  if (takesNothing(filter.op)) return null;
  if (filter.op === "between") {
    const [from, to] = pairOf(filter.value);
    return html`<div class="between">
      <${ValueField} ...${props} id=${id} label=${`${label} (${t("field.from")})`} value=${from} onChange=${(one) => onChange([one, to])} />
      <span class="dash">${t("field.and")}</span>
      <${ValueField} ...${props} id=${`${id}-to`} label=${`${label} (${t("field.to")})`} value=${to} onChange=${(one) => onChange([from, one])} /></div>`;
  }
  return html`<${ValueField} ...${props} id=${id} label=${label} multiple=${takesList(filter.op)} isPeriod value=${filter.value} onChange=${onChange} />`;
}

function Row({index, model, filter, errors, onChange, onRemove}) {
  const fields = Object.keys(model.query.filter);
  const column = model.columns.find((one) => one.key === filter.field);
  const operators = model.query.filter[filter.field];
  const id = `filter-${index}`;
  const setField = (field) => {
    const op = model.query.filter[field][0];
    onChange({field, op, value: emptyValue(op)});
  };
  const titleOf = (key) => localized(model.columns.find((one) => one.key === key)?.title) || key;
  return html`<li><div class="filter-row" role="group" aria-label=${t("filter.row", {number: index + 1})}>
    <div class="filter-line">
      <select aria-label=${t("filter.field")} onChange=${(event) => setField(event.target.value)}>
        ${fields.map((key) => html`<option value=${key} selected=${key === filter.field}>${titleOf(key)}</option>`)}</select>
      <select aria-label=${t("filter.operator")} onChange=${(event) => onChange({...filter, op: event.target.value, value: emptyValue(event.target.value)})}>
        ${operators.map((op) => html`<option value=${op} selected=${op === filter.op}>${operatorName(op, column.type)}</option>`)}</select>
      <${IconButton} icon="trash" label=${t("filter.remove")} onClick=${onRemove} />
    </div>
    <${Field} id=${id} label=${t("filter.value")} isRequired errors=${errors}>${(common) =>
      html`<${FilterValue} id=${id} column=${column} filter=${filter} common=${common} onChange=${(value) => onChange({...filter, value})} />`}<//>
  </div></li>`;
}

/** Rows of field, operator and value. `filters`: [{field, op, value}]; `matchAny`: or instead of and. */
export function Filters({model, filters, matchAny, errorsOf, onChange}) {
  const fields = Object.keys(model.query.filter);
  const set = (list) => onChange({filters: list});
  const add = () => {
    const op = model.query.filter[fields[0]][0];
    set([...filters, {field: fields[0], op, value: emptyValue(op)}]);
  };
  return html`<div class="filters">
    ${filters.length > 1 && html`<div class="segments" role="group" aria-label=${t("filter.match")}>
      ${[false, true].map((any) => html`<button type="button" aria-pressed=${matchAny === any} onClick=${() => onChange({matchAny: any})}>${t(any ? "filter.any" : "filter.all")}</button>`)}</div>`}
    <ul>${filters.map((filter, index) => html`<${Row} key=${index} index=${index} model=${model} filter=${filter} errors=${errorsOf(`filter-${index}`)}
      onChange=${(next) => set(filters.map((one, at) => (at === index ? next : one)))} onRemove=${() => set(filters.filter((_, at) => at !== index))} />`)}</ul>
    <${Button} icon="add" kind="quiet" onClick=${add}>${t("filter.add")}<//>
  </div>`;
}
