import {createStore, useStore} from "../core/store.js";
import {t} from "../core/messages.js";
import {html, useLayoutEffect, useRef} from "../core/view.js";
import {Button, IconButton, newId} from "./basics.js";

/**
 * A modal dialog while it is drawn. `onClose` is called by Escape, too; the focus goes back. `isFirm`:
 * only a button of its own closes it.
 */
export function Dialog({title, onClose, children, footer, kind = "", isFirm}) {
  const element = useRef(null);
  const id = useRef(newId("dialog"));
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog.showModal();
    return () => dialog.close();
  }, []);
  const onCancel = (event) => {
    event.preventDefault();
    if (!isFirm) onClose();
  };
  const onClick = (event) => event.target === element.current && onCancel(event);
  // A browser lets a page refuse the cancel event once only.
  const onKeyDown = (event) => isFirm && event.key === "Escape" && event.preventDefault();
  return html`<dialog ref=${element} class=${kind} aria-labelledby=${id.current} onCancel=${onCancel} onClick=${onClick} onKeyDown=${onKeyDown}>
    <div class="dialog-body">
      <header><h2 id=${id.current}>${title}</h2>
        ${!isFirm && html`<${IconButton} icon="close" label=${t("action.close")} onClick=${onClose} />`}</header>
      ${children}
      ${footer && html`<footer>${footer}</footer>`}
    </div>
  </dialog>`;
}

const question = createStore(null);

/** Whether the person agrees. `action` is the word on the button. */
export const confirm = (options) => new Promise((answer) => question.set({...options, answer}));

export function Confirmation() {
  const asked = useStore(question);
  if (!asked) return null;
  const answer = (value) => {
    question.set(null);
    asked.answer(value);
  };
  return html`<${Dialog} title=${asked.title} onClose=${() => answer(false)} kind="small" footer=${html`
      <${Button} onClick=${() => answer(false)}>${t("action.back")}<//>
      <${Button} kind=${asked.isDangerous ? "danger" : "primary"} onClick=${() => answer(true)}>${asked.action}<//>`}>
    <p>${asked.text}</p>
  <//>`;
}
