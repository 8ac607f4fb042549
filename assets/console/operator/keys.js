import {get, post} from "../core/api.js";
import {formatAgo, formatTime} from "../core/format.js";
import {useLoad} from "../core/load.js";
import {t} from "../core/messages.js";
import {session} from "../core/session.js";
import {html, useState} from "../core/view.js";
import {attempt, notify} from "../parts/announcer.js";
import {Button, Code, Failure, Loading, Notice, Pages} from "../parts/basics.js";
import {Copyable} from "../parts/copy.js";
import {confirm, Dialog} from "../parts/dialog.js";
import {KeyForm} from "./key-form.js";

const pathOf = (key, action) => `/v1/bi/keys/${encodeURIComponent(key.id)}/${action}`;
const stateClass = {live: "completed", revoked: "failed", expired: "canceled"};

function Row({one, onRotate, onRevoke}) {
  return html`<li class="list-row"><div>
      <strong><bdi>${one.label}</bdi></strong> <span class=${`status ${stateClass[one.state]}`}>${t(`keyState.${one.state}`)}</span>
      ${one.current && html` <span class="status">${t("keys.current")}</span>`}
      ${one.replacedBy && html` <span class="status">${t("keys.replaced")}</span>`}
      <p class="muted"><bdi>${one.organization}</bdi><span class="separator" />${one.scopes.map((scope) => t(`scope.${scope}`)).join(t("list.separator")) || t("keys.noScopes")}
        ${one.dataModels && html`<span class="separator" /><${Code}>${one.dataModels.join(" ")}<//>`}</p>
      <p class="muted">${t("keys.created", {time: formatAgo(one.createdAt)})}<span class="separator" />${one.lastUsedAt ? t("keys.lastUsed", {time: formatAgo(one.lastUsedAt)}) : t("keys.neverUsed")}
        ${one.expiresAt && html`<span class="separator" />${t("keys.expires", {time: formatTime(one.expiresAt)})}`}<span class="separator" /><${Code}>${one.id}<//></p></div>
    ${one.state === "live" && html`<div class="row-actions"><${Button} kind="secondary small" onClick=${() => onRotate(one)}>${t("keys.rotate")}<//>
      <${Button} kind="quiet small danger-text" onClick=${() => onRevoke(one)}>${t("keys.revoke")}<//></div>`}</li>`;
}

/** What is shown once: a secret, or a sign-in link. */
function Result({result, onClose}) {
  return html`<${Dialog} title=${t(result.link ? "keys.linkTitle" : "keys.secretTitle")} onClose=${onClose} isFirm
      footer=${html`<${Button} kind="primary" onClick=${onClose}>${t("keys.kept")}<//>`}>
    <${Notice} kind="warning">${t(result.link ? "keys.linkHint" : "keys.secretHint")}<//>
    <${Copyable} text=${result.link ?? result.secret} rows="2" label=${t(result.link ? "keys.linkTitle" : "keys.secretTitle")} />
  <//>`;
}

export function KeysPart() {
  const [cursor, setCursor] = useState("");
  const [form, setForm] = useState(null);
  const [result, setResult] = useState(null);
  const {data, error, reload} = useLoad((signal) => get("/v1/bi/keys", {cursor}, {signal}), [cursor]);
  const rotate = async (one) => {
    const agreed = await confirm({title: t("keys.rotate"), text: t("keys.rotateText", {label: one.label}), action: t("keys.rotate")});
    if (agreed) await attempt(async () => setResult(await post(pathOf(one, "rotate"), {})));
    reload();
  };
  const revoke = async (one) => {
    const agreed = await confirm({title: t("keys.revoke"), text: t(one.current ? "keys.revokeOwnText" : "keys.revokeText", {label: one.label}), action: t("keys.revoke"), isDangerous: true});
    if (agreed) await attempt(async () => {
      await post(pathOf(one, "revoke"));
      notify(t("keys.revoked"));
    });
    reload();
  };
  const done = (answer) => {
    setForm(null);
    setResult(answer);
    reload();
  };
  const rows = (keys) => keys.map((one) => html`<${Row} key=${one.id} one=${one} onRotate=${rotate} onRevoke=${revoke} />`);
  const ended = (data?.keys ?? []).filter((one) => one.state !== "live");
  return html`<div class="bar-end"><${Button} kind="secondary" onClick=${() => setForm("invite")}>${t("keys.invite")}<//>
      <${Button} kind="primary" icon="add" onClick=${() => setForm("create")}>${t("keys.create")}<//></div>
    ${!data && !error && html`<${Loading} rows=${5} />`}
    ${!data && error && html`<${Failure} error=${error} retry=${reload} />`}
    ${data && html`<section class="card"><ul>${rows(data.keys.filter((one) => one.state === "live"))}</ul></section>`}
    ${ended.length > 0 && html`<details class="card"><summary>${t("keys.ended", {count: ended.length})}</summary><ul>${rows(ended)}</ul></details>`}
    <${Pages} cursor=${cursor} next=${data?.nextCursor} onNewer=${() => setCursor("")} onOlder=${() => setCursor(data.nextCursor)} />
    ${form && html`<${KeyForm} onFault=${reload} isInvitation=${form === "invite"} organization=${session.get().organization.uid} onDone=${done} onClose=${() => setForm(null)} />`}
    ${result && html`<${Result} result=${result} onClose=${() => setResult(null)} />`}`;
}
