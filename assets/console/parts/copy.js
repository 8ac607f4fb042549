import {t} from "../core/messages.js";
import {html, useRef, useState} from "../core/view.js";
import {announce} from "./announcer.js";
import {Button} from "./basics.js";

/**
 * Text with a button that copies it. Without the clipboard (plain HTTP off the own machine) the text
 * is selected, so that the keyboard copies it.
 */
export function Copyable({text, label, rows}) {
  const field = useRef(null);
  const [done, setDone] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone("copy.done");
    } catch {
      field.current.focus();
      field.current.select();
      setDone("copy.selected");
    }
    announce(t("copy.done"));
  };
  return html`<div class="copyable">
    <textarea ref=${field} class="code" dir="ltr" readonly rows=${rows ?? text.split("\n").length} aria-label=${label}
      value=${text} spellcheck="false" wrap="off" />
    <div class="copyable-actions"><span class="muted">${done && t(done)}</span>
      <${Button} icon="copy" onClick=${copy}>${t("action.copy")}<//></div>
  </div>`;
}
