import {request} from "../core/api.js";
import {localized, t} from "../core/messages.js";
import {html} from "../core/view.js";
import {Field} from "./field.js";
import {ValueField} from "./value-field.js";

const isChoice = (one) => (one.type === "boolean" || (one.values && one.values.length <= 6)) && !one.valuesFrom;
const isBroad = (one) => one.multiple || one.type === "text" || one.type === "dateRange" || one.type === "url" || Boolean(one.values);
const isEmpty = (value) => value === "" || value === undefined || (Array.isArray(value) && value.length === 0);

/** Loads the values of a look-up, given those that it depends on. */
function loadValues(parameter, state) {
  return async (text, signal) => {
    const query = {search: text, limit: 50, organizationUid: state.organization};
    for (const key of parameter.valuesFrom.dependsOn) query[key] = state.params[key];
    const {data} = await request("GET", parameter.valuesFrom.path, {query, signal});
    return {options: data.values, hasMore: data.hasMore};
  };
}

/** What has to be filled in before, in words; empty if nothing has to. */
function waitsFor(parameter, model, state) {
  const missing = (parameter.valuesFrom?.dependsOn ?? []).map((key) => model.parameters.find((one) => one.key === key))
    .filter((one) => one?.required && isEmpty(state.params[one.key]));
  return missing.length === 0 ? "" : t("field.first", {names: missing.map((one) => localized(one.label)).join(", ")});
}

export function ParameterField({model, parameter, state, errors, onChange}) {
  const id = `parameter-${parameter.key}`;
  const label = localized(parameter.label) || parameter.key;
  const help = [localized(parameter.help), waitsFor(parameter, model, state)].filter(Boolean).join(" ");
  const dependsOn = parameter.valuesFrom?.dependsOn ?? [];
  return html`<${Field} id=${id} label=${label} help=${help} isRequired=${parameter.required} errors=${errors} isGroup=${isChoice(parameter)} isBroad=${isBroad(parameter)}>
    ${(common) => html`<${ValueField} id=${id} label=${label} type=${parameter.type} values=${parameter.values} multiple=${parameter.multiple}
      isRequired=${parameter.required} value=${state.params[parameter.key]} onChange=${onChange} common=${common}
      load=${parameter.valuesFrom && loadValues(parameter, state)} inputs=${[state.organization, ...dependsOn.map((key) => JSON.stringify(state.params[key]))]} />`}
  <//>`;
}
