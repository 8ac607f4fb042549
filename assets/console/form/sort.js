import {localized, t} from "../core/messages.js";
import {html} from "../core/view.js";
import {Button, IconButton} from "../parts/basics.js";
import {moved, OrderedList} from "./ordered-list.js";

/** `sort`: [{field, direction, collation?}]. */
export function SortList({model, sort, onChange}) {
  const titleOf = (key) => localized(model.columns.find((one) => one.key === key)?.title) || key;
  const rest = model.query.sort.filter((field) => !sort.some((one) => one.field === field));
  const flip = (at) => onChange(sort.map((one, index) => (index === at ? {...one, direction: one.direction === "desc" ? "asc" : "desc"} : one)));
  const items = sort.map((one, index) => ({
    key: one.field,
    name: titleOf(one.field),
    content: html`<bdi>${titleOf(one.field)}</bdi>
      <${Button} kind="quiet small" icon=${one.direction === "desc" ? "down" : "up"} onClick=${() => flip(index)}>${t(`sort.${one.direction}`)}<//>
      <${IconButton} icon="trash" label=${t("action.removeOne", {name: titleOf(one.field)})} onClick=${() => onChange(sort.filter((_, at) => at !== index))} />`,
  }));
  return html`<${OrderedList} label=${t("form.sort")} items=${items} onMove=${(from, to) => onChange(moved(sort, from, to))} />
    ${rest.length > 0 && html`<select class="add" aria-label=${t("sort.add")} onChange=${(event) => {
      onChange([...sort, {field: event.target.value, direction: "asc"}]);
      event.target.value = "";
    }}><option value="" selected>${t("sort.add")}</option>${rest.map((key) => html`<option value=${key}>${titleOf(key)}</option>`)}</select>`}`;
}
