import {formatDay, formatNumber} from "../core/format.js";
import {localized, t} from "../core/messages.js";
import {isDay} from "./days.js";
import {operatorName, takesNothing} from "./filters.js";
import {stateFromRequest} from "./from-request.js";
import {periodName} from "./periods.js";

// What a request asks for, in words: rows of a label and a text.

const kPageSize = 100;  // of a request for a page that names none
const isWord = (text) => typeof text === "string" && /^[a-z]+[A-Za-z0-9]*$/.test(text);

function valueText(definition, value) {
  const choice = definition?.values?.find((one) => String(one.value) === String(value));
  if (choice) return localized(choice.label) || String(value);
  if (typeof value === "boolean" || value === "true" || value === "false") return t(`boolean.${value}`);
  const type = definition?.type;
  if (type === "date" || type === "dateRange") return isDay(value) ? formatDay(value) : isWord(value) ? periodName(value) : String(value);
  if (type === "percent") return `${value}%`;
  return /^-?\d{4,15}$/.test(value) && (type === "money" || type === "decimal") ? formatNumber(value) : String(value);
}

function textOf(definition, value) {
  if (Array.isArray(value)) return value.map((one) => valueText(definition, one)).join(t("list.separator"));
  if (value.from !== undefined) return t("words.range", {from: valueText(definition, value.from), to: valueText(definition, value.to)});
  return valueText(definition, value);
}

/** Which of the rows a request for a page has. */
export function partText({page = 1, pageSize = kPageSize, offset = (page - 1) * pageSize}) {
  return t("words.part", {from: formatNumber(offset + 1), to: formatNumber(offset + pageSize)});
}

const isEmpty = (value) => value === "" || value === undefined || (Array.isArray(value) && value.length === 0);

/** `params`: of a submit. */
export function requestInWords(model, params) {
  const state = stateFromRequest(model, params);
  const column = (key) => model.columns.find((one) => one.key === key);
  const titleOf = (key) => localized(column(key)?.title) || key;
  const rows = model.parameters.filter((one) => !isEmpty(state.params[one.key]))
    .map((one) => ({label: localized(one.label) || one.key, text: textOf(one, state.params[one.key])}));
  if (state.organization) {
    rows.push({label: t("form.organization"), text: localized(model.organizations.find((one) => one.uid === state.organization)?.name) || state.organization});
  }
  if (state.part) rows.push({label: t("form.rows"), text: partText(state.part)});
  if (state.search) rows.push({label: t("form.search"), text: state.search});
  for (const filter of state.filters) {
    const name = operatorName(filter.op, column(filter.field)?.type);
    const value = filter.op === "between" ? t("words.and", {from: valueText(column(filter.field), filter.value[0]), to: valueText(column(filter.field), filter.value[1])})
      : takesNothing(filter.op) ? "" : textOf(column(filter.field), filter.value);
    rows.push({label: titleOf(filter.field), text: `${name} ${value}`.trim()});
  }
  if (state.nested) rows.push({label: t("form.filters"), text: t("form.nested")});
  const count = state.ids ? state.ids.split("\n").length : 0;
  if (count > 0) rows.push({label: t("form.ids"), text: t("ids.count", {count})});
  if (params.query?.sort) rows.push({label: t("form.sort"), text: state.sort.map((one) => `${titleOf(one.field)} (${t(`sort.${one.direction ?? "asc"}`)})`).join(t("list.separator"))});
  if (state.fields) rows.push({label: t("form.columns"), text: state.fields.map(titleOf).join(t("list.separator"))});
  return rows;
}
