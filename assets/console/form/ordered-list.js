import {t} from "../core/messages.js";
import {html, useLayoutEffect, useRef, useState} from "../core/view.js";
import {announce} from "../parts/announcer.js";
import {IconButton} from "../parts/basics.js";
import {Icon} from "../parts/icon.js";

/** The list with the element at `from` moved to `to`. */
export function moved(list, from, to) {
  const result = [...list];
  result.splice(to, 0, ...result.splice(from, 1));
  return result;
}

/**
 * A list that is put in order by dragging, by buttons, and by Alt with the arrow keys. `items`:
 * [{key, name, content}]; `onMove(from, to)`.
 */
export function OrderedList({label, items, onMove}) {
  const list = useRef(null);
  const focus = useRef(null);
  const [dragged, setDragged] = useState(-1);
  const [over, setOver] = useState(-1);
  useLayoutEffect(() => {
    if (focus.current === null) return;
    list.current.querySelector(`[data-key="${CSS.escape(focus.current)}"] .drag`)?.focus();
    focus.current = null;
  });
  const move = (from, to) => {
    if (to < 0 || to >= items.length || from === to) return;
    focus.current = items[from].key;
    onMove(from, to);
    announce(t("order.moved", {name: items[from].name, place: to + 1, count: items.length}));
  };
  const onKeyDown = (event, index) => {
    const step = {ArrowUp: -1, ArrowDown: 1}[event.key];
    if (!step) return;
    event.preventDefault();
    move(index, index + step);
  };
  const end = () => {
    setDragged(-1);
    setOver(-1);
  };
  return html`<ol class="ordered" ref=${list} aria-label=${label}>
    ${items.map((item, index) => html`<li key=${item.key} data-key=${item.key} draggable=${dragged === index ? "true" : null}
      class=${(dragged === index ? "dragged " : "") + (over === index && dragged !== index ? "drop" : "")}
      onDragStart=${(event) => event.dataTransfer.setData("text/plain", item.key)} onDragEnd=${end}
      onDragOver=${(event) => {
        event.preventDefault();
        setOver(index);
      }}
      onDrop=${(event) => {
        event.preventDefault();
        if (dragged >= 0) move(dragged, index);
        end();
      }}>
      <button type="button" class="drag" aria-label=${t("order.handle", {name: item.name})} title=${t("order.hint")}
        onKeyDown=${(event) => onKeyDown(event, index)} onMouseDown=${() => setDragged(index)} onMouseUp=${end}><${Icon} name="drag" /></button>
      <div class="ordered-content">${item.content}</div>
      <${IconButton} icon="up" label=${t("order.up", {name: item.name})} disabled=${index === 0} onClick=${() => move(index, index - 1)} />
      <${IconButton} icon="down" label=${t("order.down", {name: item.name})} disabled=${index === items.length - 1} onClick=${() => move(index, index + 1)} />
    </li>`)}
  </ol>`;
}
