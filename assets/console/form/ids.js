import {localized, T, t} from "../core/messages.js";
import {westernDigits} from "../core/fold.js";
import {html} from "../core/view.js";
import {Button} from "../parts/basics.js";

/** The ids of a text, as a column of a spreadsheet is pasted: separated by lines, tabs, spaces or commas. */
export const parseIds = (text, type) =>
  [...new Set((type === "integer" ? westernDigits(text) : text).split(type === "integer" ? /[\s,;\u060c]+/ : /[\n\t,;\u060c]+/).map((one) => one.trim()).filter(Boolean))];

/** What a list cannot be: too long, or not of whole numbers. An empty text if it is right. */
export function idsFault(ids, {type, max}) {
  if (ids.length > max) return t("ids.tooMany", {count: max});
  const wrong = type === "integer" && ids.find((one) => !/^-?\d{1,19}$/.test(one));
  return wrong ? t("ids.notNumber", {text: wrong}) : "";
}

/** The columns whose pasted values may choose the rows in the place of ids. */
const listColumns = (model) => model.columns.filter((one) => one.type === "string" && model.query.filter[one.key]?.includes("in"));

const titleOf = (column) => localized(column.title) || column.key;

/** Which column's values the box takes; empty if no column that the report shows has them. */
export function idsHelp(model) {
  if (!model.instanceIds) return "";
  const column = model.columns.find((one) => one.key === model.instanceIds.column);
  if (column) return t("form.idsHelp", {column: titleOf(column)});
  const others = listColumns(model).map(titleOf);
  return others.length > 0 ? t("form.idsByColumn", {columns: others.join(t("list.separator"))}) : "";
}

/** `onFilter(field, values)`: the pasted values become a filter by a column. */
export function IdsField({id, model, value, onChange, onFilter, common}) {
  const definition = model.instanceIds;
  const ids = parseIds(value, definition.type);
  const count = ids.length;
  const texts = parseIds(value, "string");
  const columns = idsFault(ids, definition) ? listColumns(model) : [];
  return html`<textarea id=${id} class="ids" rows="4" dir="ltr" spellcheck="false" value=${value} ...${common}
      onBlur=${() => columns.length === 1 && onFilter(columns[0].key, texts)} onInput=${(event) => onChange(event.target.value)} />
    <p class="hint" aria-live="polite">${count > 0 ? html`<${T} k="ids.count" count=${count} />` : html`<${T} k="ids.limit" count=${definition.max} />`}</p>
    ${columns.length > 0 && html`<div class="ids-columns">${columns.map((column) => html`
      <${Button} kind="secondary small" onClick=${() => onFilter(column.key, texts)}>${t("ids.useAs", {column: titleOf(column)})}<//>`)}</div>`}`;
}
