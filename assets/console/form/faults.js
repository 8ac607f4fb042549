// What the page itself finds wrong with the form: [{field, name, reason}], and of a period `end`: which day.
import {localized, t} from "../core/messages.js";
import {dayFault, isSettled} from "./day-text.js";
import {isDay} from "./days.js";
import {takesNothing} from "./filters.js";
import {idsFault, parseIds} from "./ids.js";
import {numeric, plainNumber} from "./request.js";

const isEmpty = (value) => value === "" || value === undefined || (Array.isArray(value) && value.length === 0);

/** The faults of a field of one day, a list of days or a period. `isRequired`: no day may be absent. */
function dayFaults(field, name, value, isRequired) {
  const end = (key) => ({field: `${field}-${key}`, name: `${name} (${t(`field.${key}`)})`, end: t(`field.${key}`)});
  const check = (day, place) => {
    if (day === "") return isRequired ? [{...place, reason: t("day.missing")}] : [];
    return isSettled(day) ? [] : [{...place, reason: dayFault(day)}];
  };
  if (Array.isArray(value)) return value.flatMap((day) => check(day, {field, name}));
  if (typeof value !== "object") return check(value, {field, name});
  const faults = [...check(value.from, end("from")), ...check(value.to, end("to"))];
  if (faults.length === 0 && isDay(value.from) && isDay(value.to) && value.to < value.from) faults.push({...end("to"), reason: t("day.order")});
  return faults;
}

/** The fault of a number, or of the first wrong one of a list. */
function numberFaults(field, name, value) {
  const wrong = [].concat(value).find((one) => one !== "" && !/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plainNumber(one)));
  return wrong === undefined ? [] : [{field, name, reason: t("number.unknown", {text: String(wrong)})}];
}

function parameterFaults(parameter, value) {
  const field = `parameter-${parameter.key}`;
  const name = localized(parameter.label) || parameter.key;
  if (isEmpty(value)) return parameter.required ? [{field, name, reason: t("form.required")}] : [];
  const isDated = parameter.type === "date" || (parameter.type === "dateRange" && typeof value === "object");
  if (numeric.has(parameter.type)) return numberFaults(field, name, value);
  return isDated ? dayFaults(field, name, value, true) : [];
}

function filterFaults(filter, index, model) {
  const column = model.columns.find((one) => one.key === filter.field);
  const field = `filter-${index}`;
  if (isEmpty(filter.value)) {
    return takesNothing(filter.op) ? [] : [{field, name: localized(column?.title) || filter.field, reason: t("form.required")}];
  }
  if (numeric.has(column?.type)) return numberFaults(field, localized(column.title), filter.value);
  if (column?.type !== "date") return [];
  if (filter.op !== "between") return dayFaults(field, localized(column.title), filter.value, false);
  const [from, to] = filter.value;
  return dayFaults(field, localized(column.title), {from, to}, true).map((one) => ({...one, field: one.field.replace(/-from$/, "")}));
}

export function formFaults(model, state) {
  const faults = [
    ...model.parameters.flatMap((one) => parameterFaults(one, state.params[one.key])),
    ...state.filters.flatMap((one, index) => filterFaults(one, index, model)),
  ];
  const reason = model.instanceIds && idsFault(parseIds(state.ids, model.instanceIds.type), model.instanceIds);
  if (reason) faults.push({field: "ids", name: t("form.ids"), reason});
  return faults;
}
