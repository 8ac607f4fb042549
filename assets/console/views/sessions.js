import {get, put, remove} from "../core/api.js";
import {formatAgo, formatTime} from "../core/format.js";
import {useLoad} from "../core/load.js";
import {t} from "../core/messages.js";
import {loadSession, session, signOut} from "../core/session.js";
import {useStore} from "../core/store.js";
import {useTitle} from "../core/title.js";
import {html} from "../core/view.js";
import {attempt, notify} from "../parts/announcer.js";
import {Button, Failure, Heading, Loading} from "../parts/basics.js";
import {confirm} from "../parts/dialog.js";

const systems = [["Android", /Android/], ["iOS", /iPhone|iPad/], ["Windows", /Windows/], ["macOS", /Mac OS/], ["Linux", /Linux/]];
const browsers = [["Edge", /Edg\//], ["Firefox", /Firefox\//], ["Chrome", /Chrom/], ["Safari", /Safari\//]];

/** "Firefox, Windows" of what a browser says that it is. */
function deviceName(agent) {
  const found = [browsers, systems].map((list) => list.find(([, pattern]) => pattern.test(agent))?.[0]).filter(Boolean);
  return found.length > 0 ? found.join(", ") : agent || t("sessions.unknownDevice");
}

function Row({one, onEnd}) {
  return html`<li class="list-row"><div>
      <strong><bdi title=${one.device}>${deviceName(one.device)}</bdi></strong>
      ${one.current && html` <span class="status completed">${t("sessions.current")}</span>`}
      <p class="muted">${t("sessions.lastUsed", {time: formatAgo(one.lastUsedAt)})}<span class="separator" />${t("sessions.until", {time: formatTime(one.expiresAt)})}</p>
    </div>
    <${Button} kind="secondary small" onClick=${() => onEnd(one)}>${t(one.current ? "action.signOut" : "sessions.end")}<//></li>`;
}

export default function Sessions() {
  useTitle(t("sessions.title"));
  const now = useStore(session);
  const {data, error, reload} = useLoad(async (signal) => (await get("/v1/bi/sessions", {}, {signal})).sessions, []);
  const end = (one) => attempt(one.current ? signOut : async () => {
    await remove(`/v1/bi/sessions/${encodeURIComponent(one.id)}`);
    notify(t("sessions.ended"));
    reload();
  });
  const endAll = async () => {
    const agreed = await confirm({title: t("sessions.endAll"), text: t("sessions.endAllText", {count: data.length}), action: t("sessions.endAll"), isDangerous: true});
    if (agreed) await attempt(() => remove("/v1/bi/sessions").then(loadSession));
  };
  const stay = (staySignedIn) => attempt(async () => {
    await put("/v1/bi/sessions/current", {staySignedIn});
    await loadSession();
    reload();
  });
  return html`<${Heading} title=${t("sessions.title")} lead=${t("sessions.lead")}>
      ${data?.length > 1 && html`<${Button} kind="secondary" onClick=${endAll}>${t("sessions.endAll")}<//>`}<//>
    ${!data && !error && html`<${Loading} />`}
    ${!data && error && html`<${Failure} error=${error} retry=${reload} />`}
    ${data && html`<section class="card"><ul>${data.map((one) => html`<${Row} key=${one.id} one=${one} onEnd=${end} />`)}</ul></section>
      <section class="card"><label class="choice"><input type="checkbox" checked=${now.session?.staySignedIn}
        onChange=${(event) => stay(event.target.checked)} />${t("signIn.stay")}</label></section>`}`;
}
