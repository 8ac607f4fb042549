import {t} from "../core/messages.js";
import {html, useState} from "../core/view.js";
import {Icon} from "../parts/icon.js";

const separators = /[\n\t,;\u060c\u061b]+/;
const split = (text) => text.split(separators).map((one) => one.trim()).filter(Boolean);

/** Several typed values; Enter or a comma ends one, and a pasted column becomes many. */
export function Tokens({id, label, value, onChange, common}) {
  const [text, setText] = useState("");
  const add = (typed) => {
    onChange([...new Set([...value, ...split(typed)])]);
    setText("");
  };
  const onKeyDown = (event) => {
    if (event.key === "Enter" && text.trim()) {
      event.preventDefault();
      add(text);
    }
    if (event.key === "Backspace" && !text && value.length > 0) onChange(value.slice(0, -1));
  };
  const onPaste = (event) => {
    const pasted = event.clipboardData.getData("text");
    if (!separators.test(pasted.trim())) return;
    event.preventDefault();
    add(text + pasted);
  };
  return html`<div class="combobox-box">
    ${value.map((one) => html`<span class="chip" key=${one}><bdi>${one}</bdi><button type="button" aria-label=${t("action.removeOne", {name: one})}
      onClick=${() => onChange(value.filter((other) => other !== one))}><${Icon} name="close" /></button></span>`)}
    <input id=${id} aria-label=${label} value=${text} autocomplete="off" ...${common} placeholder=${value.length === 0 ? t("tokens.hint") : ""}
      onInput=${(event) => (separators.test(event.target.value) ? add(event.target.value) : setText(event.target.value))}
      onKeyDown=${onKeyDown} onPaste=${onPaste} onBlur=${() => text.trim() && add(text)} />
  </div>`;
}
