import {t} from "../core/messages.js";
import {pathTo} from "../core/paths.js";
import {hasScope} from "../core/session.js";
import {useTitle} from "../core/title.js";
import {html} from "../core/view.js";
import {AuditPart} from "../operator/audit.js";
import {KeysPart} from "../operator/keys.js";
import {Overview} from "../operator/overview.js";
import {Heading} from "../parts/basics.js";

const parts = [["overview", Overview], ["keys", KeysPart], ["audit", AuditPart]];

export default function Operator({part = "overview"}) {
  const open = parts.filter(([one]) => one !== "keys" || hasScope("admin"));
  const [name, component] = open.find(([one]) => one === part) ?? open[0];
  useTitle(t(`operator.part.${name}`));
  return html`<${Heading} title=${t("operator.title")} lead=${t(`operator.lead.${name}`)} />
    <nav class="tabs" aria-label=${t("operator.parts")}>${open.map(([one]) => html`
      <a href=${one === "overview" ? pathTo("operator") : pathTo("operator", one)} aria-current=${one === name ? "page" : null}>${t(`operator.part.${one}`)}</a>`)}</nav>
    <${component} />`;
}
