import {localized, t} from "../core/messages.js";
import {matchesWords} from "../core/fold.js";
import {html} from "../core/view.js";
import {Combobox} from "./combobox.js";
import {DateField, PeriodField} from "./date-fields.js";
import {Tokens} from "./tokens.js";

const kMaxListed = 6;
const examples = {duration: "field.durationExample", time: "field.timeExample", datetime: "field.dateTimeExample"};
const numeric = new Set(["integer", "decimal", "money", "percent"]);

function Choices({id, label, values, value, multiple, isRequired, onChange, common}) {
  const list = isRequired || multiple ? values : [{value: "", label: null}, ...values];
  const isChosen = (one) => (multiple ? value.includes(one) : value === one);
  const toggle = (one) => {
    if (!multiple) return onChange(one);
    onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one]);
  };
  return html`<div class="choices" role=${multiple ? "group" : "radiogroup"} aria-label=${label} ...${common} tabindex="-1" id=${id}>
    ${list.map((one) => html`<label class="choice" key=${one.value}><input type=${multiple ? "checkbox" : "radio"} name=${id}
      checked=${isChosen(one.value)} onChange=${() => toggle(one.value)} /><bdi>${one.label ? localized(one.label) : t("field.any")}</bdi></label>`)}
  </div>`;
}

const yesNo = () => ["true", "false"].map((word) => ({value: word === "true", label: {ar: t(`boolean.${word}`), en: t(`boolean.${word}`)}}));

const localLoad = (values) => async (text) => ({
  options: values.filter((one) => matchesWords(`${one.value} ${one.label?.ar} ${one.label?.en}`, text)),
});

function Text({id, label, type, value, onChange, common}) {
  if (type === "text") return html`<textarea id=${id} rows="3" dir="auto" aria-label=${label} value=${value} ...${common} onInput=${(event) => onChange(event.target.value)} />`;
  const isNumber = numeric.has(type);
  const direction = isNumber || ["url", "time", "datetime", "duration"].includes(type) ? "ltr" : "auto";
  return html`<div class="affixed"><input id=${id} dir=${direction} aria-label=${label} value=${value} autocomplete="off" ...${common}
      inputmode=${isNumber ? "decimal" : type === "url" ? "url" : null} placeholder=${examples[type] && t(examples[type])}
      onInput=${(event) => onChange(event.target.value)} />${type === "percent" && html`<span class="affix" aria-hidden="true">%</span>`}</div>`;
}

/**
 * The input for a value of a type. `values`: the choices, if there are; `load`: see Combobox;
 * `common`: attributes that every input gets (aria-describedby, aria-invalid).
 */
export function ValueField(props) {
  const {type, values, load, multiple} = props;
  if (load) return html`<${Combobox} ...${props} />`;
  if (values?.length > kMaxListed) return html`<${Combobox} ...${props} load=${localLoad(values)} />`;
  if (values) return html`<${Choices} ...${props} />`;
  if (type === "boolean") return html`<${Choices} ...${props} values=${yesNo()} />`;
  if (type === "dateRange") return html`<${PeriodField} ...${props} />`;
  if (multiple) return html`<${Tokens} ...${props} />`;
  if (type === "date") return html`<${DateField} ...${props} />`;
  return html`<${Text} ...${props} />`;
}
