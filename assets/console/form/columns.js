import {localized, t} from "../core/messages.js";
import {html, useState} from "../core/view.js";
import {Button} from "../parts/basics.js";
import {moved, OrderedList} from "./ordered-list.js";

/** `fields`: the keys of the chosen columns in their order, or null: all, as the data model has them. */
export function ColumnList({model, fields, onChange}) {
  const all = model.columns.map((one) => one.key);
  const [order, setOrder] = useState(() => (fields ? [...fields, ...all.filter((key) => !fields.includes(key))] : all));
  const chosen = new Set(fields ?? all);
  const publish = (keys, shown) => {
    setOrder(keys);
    const list = keys.filter((key) => shown.has(key));
    onChange(list.join() === all.join() ? null : list);
  };
  const toggle = (key) => {
    const shown = new Set(chosen);
    if (!shown.delete(key)) shown.add(key);
    publish(order, shown);
  };
  const titleOf = (key) => localized(model.columns.find((one) => one.key === key)?.title) || key;
  const items = order.map((key) => ({
    key,
    name: titleOf(key),
    content: html`<label class="choice"><input type="checkbox" checked=${chosen.has(key)} onChange=${() => toggle(key)} /><bdi>${titleOf(key)}</bdi></label>`,
  }));
  return html`<${OrderedList} label=${t("form.columns")} items=${items} onMove=${(from, to) => publish(moved(order, from, to), chosen)} />
    ${fields && html`<${Button} kind="quiet" icon="refresh" onClick=${() => publish(all, new Set(all))}>${t("columns.reset")}<//>`}`;
}
