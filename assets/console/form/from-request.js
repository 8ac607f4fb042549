import {firstState} from "./state.js";

// A request of the API (the params of a submit) as the form's state.

const unwrapped = (value) => (value !== null && typeof value === "object" && !Array.isArray(value) ? value.value ?? value.values ?? value.ids ?? value : value);

/** 0.125 is "12.5" of a hundred. */
const percentText = (value) => {
  const number = Number(value);
  return Number.isFinite(number) ? String(+(number * 100).toPrecision(15)) : String(value);
};

function toText(type, value) {
  if (typeof value === "boolean") return value;
  return type === "percent" ? percentText(value) : String(value);
}

function parameterState(parameter, sent) {
  const value = unwrapped(sent);
  if (parameter.multiple) return (Array.isArray(value) ? value : [value]).map((one) => toText(parameter.type, one));
  if (parameter.type === "dateRange" && value.from !== undefined) return {from: value.from, to: value.to};
  return toText(parameter.type, Array.isArray(value) ? value[0] : value);
}

/** The rows of a filter, if it is one condition or one list of them; else null. */
function filterRows(filter, model) {
  if (!filter) return {filters: [], matchAny: false};
  const list = filter.and ?? filter.or ?? [filter];
  const isRow = (one) => one.field && model.query.filter[one.field]?.includes(one.op);
  if (!Array.isArray(list) || !list.every(isRow)) return null;
  const typeOf = (field) => model.columns.find((column) => column.key === field)?.type;
  const text = ({field, value}) => (Array.isArray(value) ? value.map((one) => toText(typeOf(field), one)) : value === undefined ? "" : toText(typeOf(field), value));
  return {filters: list.map((one) => ({field: one.field, op: one.op, value: text(one)})), matchAny: Boolean(filter.or)};
}

/** `params`: of a submit. A filter that the form cannot show is kept in `nested`, and sent as it is. */
export function stateFromRequest(model, params) {
  const state = firstState(model);
  for (const parameter of model.parameters) {
    const sent = params.parameters?.find((one) => one.key === parameter.key);
    state.params[parameter.key] = sent ? parameterState(parameter, sent.value) : parameter.multiple ? [] : "";
  }
  const ids = params.parameters?.find((one) => one.key === "instanceIds");
  if (ids) state.ids = [].concat(unwrapped(ids.value)).join("\n");
  const query = params.query ?? {};
  const rows = filterRows(query.filters, model);
  if (rows) Object.assign(state, rows);
  else state.nested = query.filters;
  state.search = query.search ?? "";
  const {page, pageSize, offset} = query;
  if (page || pageSize || offset) state.part = {page, pageSize, offset};
  if (Array.isArray(query.sort)) state.sort = query.sort;
  if (Array.isArray(query.fields)) state.fields = query.fields;
  state.lang = params.lang;
  const own = model.organizations[0]?.uid;
  if (params.organizationUid && params.organizationUid !== own) state.organization = params.organizationUid;
  return state;
}
