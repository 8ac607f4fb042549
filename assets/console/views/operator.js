import {request} from "../core/api.js";
import {useLoad} from "../core/load.js";
import {t} from "../core/messages.js";
import {useTitle} from "../core/title.js";
import {html} from "../core/view.js";
import {Failure, Heading, Loading, Notice, Prose} from "../parts/basics.js";

/** Whether the server is ready, and what its sources say. Its answer 503 is an answer. */
async function readiness(signal) {
  try {
    return {isReady: true, ...await request("GET", "/readyz", {signal})};
  } catch (error) {
    if (error.status !== 503) throw error;
    return {isReady: false, message: error.message, details: error.details, sources: {}};
  }
}

export default function Operator() {
  useTitle(t("operator.title"));
  const {data, error, reload} = useLoad(readiness, []);
  return html`<${Heading} title=${t("operator.title")} lead=${t("operator.lead")} />
    ${!data && !error && html`<${Loading} />`}
    ${!data && error && html`<${Failure} error=${error} retry=${reload} />`}
    ${data && html`<${Notice} kind=${data.isReady ? "success" : "error"} title=${t(data.isReady ? "operator.ready" : "operator.notReady")}>
      ${(data.details ?? []).map((one) => html`<p><${Prose}>${one.reason}<//></p>`)}<//>
    <section class="card"><h2>${t("operator.sources")}</h2><ul>
      ${Object.entries(data.sources).map(([name, state]) => html`<li class="list-row"><bdi class="code" dir="ltr">${name}</bdi>
        <span class=${`status ${state === "answers" ? "completed" : "failed"}`}><span class="dot" aria-hidden="true" />${t(state === "answers" ? "operator.answers" : "operator.silent")}</span></li>`)}</ul></section>`}`;
}
