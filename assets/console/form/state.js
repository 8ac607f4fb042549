import {language} from "../core/messages.js";

// The form as a value: what the fragment of the address holds.
//   params   by key: a text as typed; true, false; a list; of a dateRange a word or {from, to}
//   search, filters [{field, op, value}], matchAny, sort, fields (null: all), ids (as typed)
//   part     the page or the offset of an earlier request, sent as it is; else absent
//   nested   a filter that the rows cannot show, sent as it is instead of them; else absent
//   lang     "ar", "en" or "both"
//   organization   "" for the caller's own

const kYearDays = 365;

/** A period to begin with, where the data model has none. */
function firstPeriod(parameter) {
  if (!parameter.required) return "";
  return !parameter.maxDays || parameter.maxDays > kYearDays ? "yearToDate" : parameter.maxDays > 30 ? "thisMonth" : "today";
}

function firstValue(parameter) {
  if (parameter.defaultPeriod) return parameter.defaultPeriod;
  if (parameter.default !== undefined) {
    if (parameter.multiple) return parameter.default.map((one) => (typeof one === "object" ? one : String(one)));
    if (typeof parameter.default === "number") return String(parameter.type === "percent" ? +(parameter.default * 100).toPrecision(12) : parameter.default);
    return parameter.default;
  }
  if (parameter.multiple) return [];
  if (parameter.type === "dateRange") return firstPeriod(parameter);
  return parameter.type === "date" && parameter.required ? "today" : "";
}

export const firstState = (model) => ({
  params: Object.fromEntries(model.parameters.map((one) => [one.key, firstValue(one)])),
  search: "", filters: [], matchAny: false, sort: model.query.defaultSort, fields: null, ids: "",
  lang: language.get(), organization: "",
});

/** The state without what the form begins with, for the fragment. */
export function encodeState(state, first) {
  const changed = Object.entries(state).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(first[name]));
  return changed.length === 0 ? "" : "#" + encodeURIComponent(JSON.stringify(Object.fromEntries(changed)));
}

/** A state of the fragment; what the data model no longer has is left out. */
export function decodeState(fragment, first, model) {
  try {
    const stored = JSON.parse(decodeURIComponent(fragment.slice(1)));
    const params = {...first.params};
    for (const key of Object.keys(params)) {
      const value = stored.params?.[key];
      if (value !== undefined && Array.isArray(value) === Array.isArray(params[key])) params[key] = value;
    }
    const allowed = model.query.filter;
    const filters = (stored.filters ?? first.filters).filter((one) => allowed[one.field]?.includes(one.op));
    return {...first, ...stored, params, filters};
  } catch {
    return first;
  }
}
