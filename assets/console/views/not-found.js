import {t} from "../core/messages.js";
import {pathTo} from "../core/paths.js";
import {html} from "../core/view.js";
import {Heading, LinkButton} from "../parts/basics.js";
import {useTitle} from "../core/title.js";

export default function NotFound() {
  useTitle(t("state.notFound"));
  return html`<${Heading} title=${t("state.notFound")} lead=${t("state.noSuchPage")} />
    <${LinkButton} href=${pathTo()}>${t("reports.title")}<//>`;
}
