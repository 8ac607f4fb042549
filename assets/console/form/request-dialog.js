import {session} from "../core/session.js";
import {t} from "../core/messages.js";
import {html, useState} from "../core/view.js";
import {Copyable} from "../parts/copy.js";
import {Dialog} from "../parts/dialog.js";
import {snippets} from "./snippets.js";

const kinds = ["json", "curl", "javascript", "python"];

export function RequestDialog({body, onClose}) {
  const [kind, setKind] = useState("json");
  const texts = snippets(body, session.get().organization.uid);
  return html`<${Dialog} title=${t("request.title")} kind="wide" onClose=${onClose}>
    <p class="muted">${t("request.lead")}</p>
    <div class="segments" role="group" aria-label=${t("request.form")}>
      ${kinds.map((one) => html`<button type="button" aria-pressed=${one === kind} onClick=${() => setKind(one)}><bdi>${t(`request.${one}`)}</bdi></button>`)}</div>
    <${Copyable} key=${kind} text=${texts[kind]} label=${t("request.title")} rows="16" />
  <//>`;
}
