import {fold, matchesWords} from "../core/fold.js";
import {localized, t} from "../core/messages.js";
import {html, useEffect, useRef, useState} from "../core/view.js";
import {newId} from "../parts/basics.js";
import {Icon} from "../parts/icon.js";

const kDelayMilliseconds = 200;
const separators = /[\n\t,;\u060c\u061b]+/;

const labelOf = (option) => localized(option.label) || String(option.value);

/** The options for what is typed, a moment after the last key. */
function useOptions(load, text, isOpen, inputs) {
  const [found, setFound] = useState({options: []});
  useEffect(() => {
    if (!isOpen) return;
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      setFound((before) => ({...before, isLoading: true}));
      try {
        const result = await load(text, controller.signal);
        if (!controller.signal.aborted) setFound(result);
      } catch (error) {
        if (!controller.signal.aborted) setFound({options: [], error});
      }
    }, text ? kDelayMilliseconds : 0);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [text, isOpen, ...inputs]);
  return found;
}

function Message({found}) {
  if (found.error) return html`<p class="options-note">${found.error.message}</p>`;
  if (found.isLoading) return html`<p class="options-note">${t("state.loading")}</p>`;
  if (found.options.length === 0) return html`<p class="options-note">${t("combobox.none")}</p>`;
  return found.hasMore ? html`<p class="options-note">${t("combobox.more")}</p>` : null;
}

/** What a text means of the options found for it: a value or a name, or a part of the only name. */
function meant(options, text) {
  const exact = options.find((one) => [String(one.value), labelOf(one)].some((name) => fold(name) === fold(text)));
  const isOnly = options.length === 1 && labelOf(options[0]) !== String(options[0].value) && matchesWords(labelOf(options[0]), text);
  return (exact ?? (isOnly && options[0]))?.value;
}

/** The values that texts mean; a text that means none stays as it is. */
const valuesOf = (texts, load) => Promise.all(texts.map(async (text) => {
  const {options} = await load(text, new AbortController().signal).catch(() => ({options: []}));
  return meant(options, text) ?? text;
}));

/**
 * A field that searches values. `load(text, signal)` returns {options: [{value, label}], hasMore};
 * `value`: a list of values if `multiple`, else one or "". It loads again when `inputs` change.
 */
export function Combobox({id, label, value, multiple, load, inputs = [], onChange, common}) {
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [, setNamed] = useState(false);  // draws the names again that are loaded
  const labels = useRef(new Map());
  const chosen = multiple ? value : value === "" ? [] : [value];
  const listId = useRef(newId("options"));
  const box = useRef(null);
  const found = useOptions(load, text, isOpen, inputs);
  for (const option of found.options) labels.current.set(String(option.value), labelOf(option));
  useEffect(() => {
    if (chosen.every((one) => labels.current.has(String(one)))) return;
    const controller = new AbortController();
    load("", controller.signal).then(({options}) => {
      for (const option of options) labels.current.set(String(option.value), labelOf(option));
      setNamed(true);
    }, () => {});
    return () => controller.abort();
  }, inputs);
  const nameOf = (one) => labels.current.get(String(one)) ?? String(one);
  const close = () => {
    setOpen(false);
    setText("");
    setActive(-1);
  };
  const latest = useRef();
  latest.current = chosen;
  const replace = (texts, values) => {
    const kept = latest.current.filter((one) => !texts.includes(one));
    onChange(multiple ? [...new Set([...kept, ...values])] : values[0]);
  };
  const choose = ({value: one}) => {
    if (!multiple || text) close();
    setOpen(multiple);
    return multiple && chosen.includes(one) ? drop(one) : replace([], [one]);
  };
  const split = (typed) => (multiple ? typed.split(separators) : [typed]).map((one) => one.trim()).filter(Boolean);
  /** Takes these texts, at first as they are, so that none counts for nothing. */
  const take = async (texts) => {
    const unknown = texts.filter((one) => meant(found.options, one) === undefined);
    if (texts.length > 0) replace([], texts.map((one) => meant(found.options, one) ?? one));
    const values = await valuesOf(unknown, load);
    if (values.length > 0 && unknown.every((one) => latest.current.includes(one))) replace(unknown, values);
  };
  const onPaste = (event) => {
    const texts = split(event.clipboardData.getData("text"));
    if (texts.length < 2) return;
    event.preventDefault();
    take(texts);
  };
  const takeTyped = () => {
    const input = box.current.querySelector("input");
    const texts = split(input.value);
    input.value = "";
    close();
    take(texts);
  };
  const drop = (one) => onChange(multiple ? value.filter((other) => other !== one) : "");
  const onKeyDown = (event) => {
    if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      event.preventDefault();
      return close();
    }
    if (event.key === "Backspace" && !text && chosen.length > 0) return drop(chosen.at(-1));
    if (event.key === "Enter" && isOpen && found.options[active]) {
      event.preventDefault();
      return choose(found.options[active]);
    }
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (!step) return;
    event.preventDefault();
    setOpen(true);
    setActive(Math.max(0, Math.min(found.options.length - 1, active + step)));
  };
  useEffect(() => {
    if (active >= 0) document.getElementById(`${listId.current}-${active}`)?.scrollIntoView({block: "nearest"});
  }, [active]);
  return html`<div class="combobox" ref=${box} onfocusout=${(event) => !box.current.contains(event.relatedTarget) && takeTyped()}>
    <div class="combobox-box">
      ${chosen.map((one) => html`<span class="chip" key=${one}><bdi>${nameOf(one)}</bdi>
        <button type="button" aria-label=${t("action.removeOne", {name: nameOf(one)})} onClick=${() => drop(one)}><${Icon} name="close" /></button></span>`)}
      <input id=${id} role="combobox" aria-label=${label} aria-expanded=${isOpen ? "true" : "false"} aria-controls=${listId.current}
        aria-autocomplete="list" aria-activedescendant=${active >= 0 && isOpen ? `${listId.current}-${active}` : null} autocomplete="off" value=${text} ...${common}
        placeholder=${chosen.length === 0 ? t("combobox.hint") : ""} onKeyDown=${onKeyDown} onPaste=${onPaste} onClick=${() => setOpen(true)}
        onInput=${(event) => {
          setText(event.target.value);
          setActive(0);
          setOpen(true);
        }} />
    </div>
    <div class="options" hidden=${!isOpen}>
      <ul role="listbox" id=${listId.current} aria-label=${label} aria-multiselectable=${multiple ? "true" : null}>
        ${found.options.map((option, index) => html`<li role="option" id=${`${listId.current}-${index}`} key=${option.value}
          class=${index === active ? "active" : ""} aria-selected=${chosen.includes(option.value) ? "true" : "false"}
          onMouseDown=${(event) => event.preventDefault()} onClick=${() => choose(option)}>
          <bdi>${labelOf(option)}</bdi>${labelOf(option) !== String(option.value) && html`<bdi class="code" dir="ltr">${option.value}</bdi>`}
          <${Icon} name="check" /></li>`)}
      </ul>
      <${Message} found=${found} />
    </div>
  </div>`;
}
