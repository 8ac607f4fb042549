import {T, t} from "../core/messages.js";
import {westernDigits} from "../core/fold.js";
import {html} from "../core/view.js";

/** The ids of a text, as a column of a spreadsheet is pasted: separated by lines, tabs, spaces or commas. */
export const parseIds = (text, type) =>
  [...new Set((type === "integer" ? westernDigits(text) : text).split(type === "integer" ? /[\s,;\u060c]+/ : /[\n\t,;\u060c]+/).map((one) => one.trim()).filter(Boolean))];

/** What a list cannot be: too long, or not of whole numbers. An empty text if it is right. */
export function idsFault(ids, {type, max}) {
  if (ids.length > max) return t("ids.tooMany", {count: max});
  const wrong = type === "integer" && ids.find((one) => !/^-?\d{1,19}$/.test(one));
  return wrong ? t("ids.notNumber", {text: wrong}) : "";
}

export function IdsField({id, definition, value, onChange, common}) {
  const count = parseIds(value, definition.type).length;
  return html`<textarea id=${id} class="ids" rows="4" dir="ltr" spellcheck="false" value=${value} ...${common} onInput=${(event) => onChange(event.target.value)} />
    <p class="hint" aria-live="polite">${count > 0 ? html`<${T} k="ids.count" count=${count} />` : html`<${T} k="ids.limit" count=${definition.max} />`}</p>`;
}
