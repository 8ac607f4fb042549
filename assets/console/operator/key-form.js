import {get, post} from "../core/api.js";
import {useLoad} from "../core/load.js";
import {localized, t} from "../core/messages.js";
import {html, useState} from "../core/view.js";
import {Button, Refusal} from "../parts/basics.js";
import {Dialog} from "../parts/dialog.js";
import {settleValue} from "../form/day-text.js";
import {isDay} from "../form/days.js";
import {Field} from "../form/field.js";
import {Tokens} from "../form/tokens.js";

const scopes = ["submit", "read", "cancel", "admin"];

/** The last second of a day where the page is read. The server says what is wrong with another text. */
const endOf = (day) => (isDay(day) ? new Date(`${day}T23:59:59`).toISOString() : day);

/** Makes a key, or invites a person: a key and a link that signs in once. `onDone({secret} or {link})`. */
export function KeyForm({isInvitation, organization, onDone, onClose, onFault}) {
  const [form, setForm] = useState({label: "", organization, scopes: ["submit", "read", "cancel"], dataModels: [], dataOf: "below", expires: ""});
  const [error, setError] = useState(null);
  const [isBusy, setBusy] = useState(false);
  const organizations = useLoad((signal) => get("/v1/bi/operations", {}, {signal}), []).data?.organizations ?? [{uid: organization}];
  const set = (change) => setForm((before) => ({...before, ...change}));
  const errorsOf = (name) => (error?.details ?? []).filter((one) => one.path.startsWith(name)).map((one) => one.reason);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    const body = {label: form.label.trim(), organization: form.organization.trim(), scopes: form.scopes, dataOf: form.dataOf};
    if (form.dataModels.length > 0) body.dataModels = form.dataModels;
    if (form.expires) body.expiresAt = endOf(await settleValue("date", form.expires.trim()));
    try {
      onDone(await post(isInvitation ? "/v1/bi/keys/invite" : "/v1/bi/keys", body));
    } catch (fault) {
      setError(fault);
      setBusy(false);
      onFault();
    }
  };
  const toggle = (scope) => set({scopes: form.scopes.includes(scope) ? form.scopes.filter((one) => one !== scope) : [...form.scopes, scope]});
  const text = (name) => html`<${Field} id=${`key-${name}`} label=${t(`keyForm.${name}`)} help=${name === "label" ? t("keyForm.labelHelp") : ""} isRequired=${name !== "expires"} errors=${errorsOf(name === "expires" ? "expiresAt" : name)}>${(common) =>
    html`<input id=${`key-${name}`} dir=${name === "organization" ? "ltr" : "auto"} placeholder=${name === "expires" ? t("audit.dayHint") : null} value=${form[name]} ...${common} onInput=${(event) => set({[name]: event.target.value})} />`}<//>`;
  return html`<${Dialog} title=${t(isInvitation ? "keys.invite" : "keys.create")} onClose=${onClose}>
    <form class="stack" onSubmit=${submit} novalidate>
      ${isInvitation && html`<p class="muted">${t("keyForm.inviteLead")}</p>`}
      ${error && html`<${Refusal} error=${error} reasons=${errorsOf("scopes").concat(errorsOf("dataOf"))} />`}
      ${text("label")}
      <${Field} id="key-organization" label=${t("keyForm.organization")} isRequired errors=${errorsOf("organization")}>${(common) =>
        html`<select id="key-organization" ...${common} onChange=${(event) => set({organization: event.target.value})}>
          ${organizations.map((one) => html`<option value=${one.uid} selected=${one.uid === form.organization}>${localized(one.name) || one.uid}</option>`)}</select>`}<//>
      <fieldset class="field"><legend class="label">${t("keyForm.scopes")}</legend><div class="choices">
        ${scopes.map((scope) => html`<label class="choice"><input type="checkbox" checked=${form.scopes.includes(scope)} onChange=${() => toggle(scope)} />${t(`scope.${scope}`)}</label>`)}</div></fieldset>
      <${Field} id="key-models" label=${t("keyForm.dataModels")} help=${t("keyForm.dataModelsHelp")} errors=${errorsOf("dataModels")}>${(common) =>
        html`<${Tokens} id="key-models" label=${t("keyForm.dataModels")} value=${form.dataModels} common=${common} onChange=${(dataModels) => set({dataModels})} />`}<//>
      <label class="field"><span class="label">${t("keyForm.dataOf")}</span><select onChange=${(event) => set({dataOf: event.target.value})}>
        ${["below", "own"].map((one) => html`<option value=${one} selected=${form.dataOf === one}>${t(`keyForm.dataOf.${one}`)}</option>`)}</select></label>
      ${text("expires")}
      <${Button} type="submit" kind="primary" disabled=${isBusy}>${t(isInvitation ? "keys.invite" : "keys.create")}<//>
    </form>
  <//>`;
}
