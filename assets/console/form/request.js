import {westernDigits} from "../core/fold.js";
import {settleValue} from "./day-text.js";
import {parseIds} from "./ids.js";
import {takesNothing} from "./filters.js";

const timely = new Set(["date", "datetime", "time", "duration"]);
export const numeric = new Set(["integer", "decimal", "money", "percent"]);

/** A number as it was typed, in western digits and without separators of thousands. */
export const plainNumber = (text) => westernDigits(String(text)).replace(/\u066b/g, ".").replace(/[\s,\u066c\u060c]/g, "");

/** "12.5" of a hundred is "0.125", without rounding. */
function fraction(text) {
  const [, sign, whole, part = ""] = /^([+-]?)(\d*)\.?(\d*)$/.exec(text) ?? [];
  if (whole === undefined) return text;
  const digits = whole.padStart(3, "0");
  return `${sign}${digits.slice(0, -2).replace(/^0+(?=\d)/, "")}.${digits.slice(-2)}${part}`;
}

/** A typed value as the API takes it. Numbers stay texts, so that none loses a digit; whole ones are sent as numbers where a page can hold them. */
function toValue(type, value) {
  if (typeof value === "string" && timely.has(type)) return westernDigits(value.trim()).replace(/^(\d{4}-\d{2}-\d{2}) +/, "$1T");
  if (!numeric.has(type)) return typeof value === "string" ? value.trim() : value;
  const text = plainNumber(value);
  if (type === "percent") return fraction(text);
  const isSafe = type === "integer" && /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text));
  return isSafe ? Number(text) : text;
}

const isEmpty = (value) => value === "" || (Array.isArray(value) && value.length === 0);

function parameterValue(parameter, value) {
  if (parameter.type === "dateRange" && typeof value === "object") return {from: value.from, to: value.to};
  if (parameter.multiple) return {values: value.map((one) => toValue(parameter.type, one))};
  return {value: toValue(parameter.type, value)};
}

function condition(model, {field, op, value}) {
  const type = model.columns.find((one) => one.key === field)?.type;
  if (takesNothing(op)) return {field, op};
  return {field, op, value: Array.isArray(value) ? value.map((one) => toValue(type, one)) : toValue(type, value)};
}

function listQuery(model, state) {
  const query = {...state.part};
  if (state.search.trim()) query.search = state.search.trim();
  if (state.nested) query.filters = state.nested;
  else if (state.filters.length > 0) query.filters = {[state.matchAny ? "or" : "and"]: state.filters.map((one) => condition(model, one))};
  if (JSON.stringify(state.sort) !== JSON.stringify(model.query.defaultSort)) query.sort = state.sort;
  if (state.fields) query.fields = state.fields;
  return query;
}

/** The state with all days as they can be sent; what means no day stays as it was typed. */
export async function settleState(model, state) {
  const params = {...state.params};
  for (const {key, type} of model.parameters) params[key] = await settleValue(type, params[key]);
  const typeOf = (field) => model.columns.find((one) => one.key === field)?.type;
  const filters = await Promise.all(state.filters.map(async (one) => ({...one, value: await settleValue(typeOf(one.field), one.value)})));
  return {...state, params, filters};
}

/** The body of a submit. `lang`: "ar" or "en". */
export function toRequest(model, state, lang) {
  const parameters = model.parameters.filter((one) => !isEmpty(state.params[one.key]))
    .map((one) => ({key: one.key, value: parameterValue(one, state.params[one.key])}));
  const ids = model.instanceIds ? parseIds(state.ids, model.instanceIds.type) : [];
  if (ids.length > 0) {
    const isNumber = model.instanceIds.type === "integer";
    parameters.push({key: "instanceIds", value: {ids: ids.map((one) => (isNumber && Number.isSafeInteger(Number(one)) ? Number(one) : one))}});
  }
  const query = listQuery(model, state);
  const params = {uid: model.uid, lang, template: model.templates[0]};
  if (state.organization) params.organizationUid = state.organization;
  if (parameters.length > 0) params.parameters = parameters;
  if (Object.keys(query).length > 0 || (model.query.required && ids.length === 0)) params.query = query;
  return {params};
}

export const languagesOf = (state) => (state.lang === "both" ? ["ar", "en"] : [state.lang]);

/** The id of the field that a path of the server's errors means; null for the request as a whole. */
export function fieldOf(path, body) {
  const parameter = /^params\.parameters\[(\d+)\]/.exec(path);
  if (parameter) {
    const key = body.params.parameters?.[Number(parameter[1])]?.key;
    return key === "instanceIds" ? "ids" : key ? `parameter-${key}` : null;
  }
  const byKey = /^params\.parameters\.(\w+)/.exec(path);
  if (byKey) return `parameter-${byKey[1]}`;
  const filter = /^params\.query\.filters(?:\.(?:and|or)\[(\d+)\])?/.exec(path);
  if (filter) return `filter-${filter[1] ?? 0}`;
  if (path.startsWith("params.query.search")) return "search";
  if (path.startsWith("params.query.sort")) return "sort";
  if (path.startsWith("params.query.fields")) return "columns";
  if (path.startsWith("params.organizationUid")) return "organization";
  return null;
}
