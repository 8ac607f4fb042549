import {get, post, put, remove} from "../core/api.js";
import {useLoad} from "../core/load.js";
import {t} from "../core/messages.js";
import {hasScope} from "../core/session.js";
import {html, useState} from "../core/view.js";
import {announce, notify} from "../parts/announcer.js";
import {Button, IconButton, Notice, Refusal} from "../parts/basics.js";
import {confirm, Dialog} from "../parts/dialog.js";
import {Field} from "./field.js";

const kPath = "/v1/bi/saved-requests";
const pathOf = (one) => `${kPath}/${encodeURIComponent(one.id)}`;
const mayChange = (one) => one.own || hasScope("admin");

/** Asks for a name, and whether it is for all; `current`: the set that is chosen, or null; `sets`: all. */
function SaveDialog({params, current, sets, onSaved, onClose}) {
  const [name, setName] = useState(current?.name ?? "");
  const [visibility, setVisibility] = useState(current?.visibility ?? "private");
  const typed = name.trim();
  const replaced = sets.find((one) => one.name === typed && one.visibility === visibility && mayChange(one));
  const [error, setError] = useState(null);
  const [isBusy, setBusy] = useState(false);
  const save = async (event) => {
    event.preventDefault();
    event.stopPropagation();  // the form of the report is around this one
    setBusy(true);
    const body = {name: typed, visibility, params};
    try {
      const {savedRequest} = replaced ? await put(pathOf(replaced), body, {"if-match": replaced.etag}) : await post(kPath, body);
      onSaved(savedRequest);
    } catch (fault) {
      setError(fault);
      setBusy(false);
    }
  };
  return html`<${Dialog} title=${t("saved.save")} kind="small" onClose=${onClose}><form class="stack" onSubmit=${save} novalidate>
    <p class="muted">${t("saved.hint")}</p>
    ${error && html`<${Refusal} error=${error} reasons=${error.details.map((one) => one.reason)} />`}
    <${Field} id="saved-name" label=${t("saved.name")} isRequired>${(common) =>
      html`<input id="saved-name" dir="auto" maxlength="100" autocomplete="off" required value=${name} ...${common} onInput=${(event) => setName(event.target.value)} />`}<//>
    <fieldset class="field"><legend class="label">${t("saved.visibility")}</legend><div class="choices">
      ${["private", "organization"].map((one) => html`<label class="choice"><input type="radio" name="visibility" checked=${visibility === one}
        onChange=${() => setVisibility(one)} />${t(`saved.${one}`)}</label>`)}</div></fieldset>
    <div role="status">${replaced && html`<${Notice} kind="warning">${t("saved.replaceHint", {name: typed})}<//>`}</div>
    <${Button} type="submit" kind="primary" disabled=${isBusy || !typed}>${t(replaced ? "saved.replace" : "action.save")}<//></form><//>`;
}

/**
 * The saved sets of a data model. `params`: what the form holds now; `onChoose(params)` fills the
 * form; `first`: the id of the set that the form begins with, or null.
 */
export function SavedSets({model, params, first, onChoose}) {
  const {data, reload} = useLoad(async (signal) => (await get(kPath, {dataModel: model.uid}, {signal})).savedRequests, [model.uid]);
  const [current, setCurrent] = useState(null);
  const [isSaving, setSaving] = useState(false);
  const chosen = current ?? data?.find((one) => one.id === first) ?? null;
  const choose = async (id) => {
    try {
      const {savedRequest} = await get(`${kPath}/${encodeURIComponent(id)}`);
      setCurrent(savedRequest);
      onChoose(savedRequest.params);
      announce(t("saved.chosen", {name: savedRequest.name}));
    } catch (error) {
      notify(error.message, "error");
      reload();
    }
  };
  const drop = async () => {
    const agreed = await confirm({title: t("saved.delete"), text: t("saved.deleteText", {name: chosen.name}), action: t("action.delete"), isDangerous: true});
    if (!agreed) return;
    await remove(pathOf(chosen)).catch((error) => notify(error.message, "error"));
    setCurrent(null);
    reload();
  };
  const option = (one) => html`<option value=${one.id} selected=${one.id === chosen?.id}>${one.name}</option>`;
  const groups = [["private", data?.filter((one) => one.visibility === "private")], ["organization", data?.filter((one) => one.visibility === "organization")]];
  return html`<div class="field saved"><label class="label" for="saved-sets">${t("saved.title")}</label>
    ${data?.length > 0 && html`<div class="with-action"><select id="saved-sets" onChange=${(event) => event.target.value && choose(event.target.value)}>
      <option value="" selected=${!chosen}>${t("saved.choose")}</option>
      ${groups.map(([name, list]) => list.length > 0 && html`<optgroup label=${t(`saved.${name}`)}>${list.map(option)}</optgroup>`)}</select>
      ${chosen && mayChange(chosen) && html`<${IconButton} icon="trash" label=${t("saved.delete")} onClick=${drop} />`}</div>`}
    <${Button} id="save-set" kind="quiet small" icon="star" onClick=${() => setSaving(true)}>${t("saved.save")}<//>
    ${isSaving && html`<${SaveDialog} params=${params} current=${chosen} sets=${data ?? []} onClose=${() => setSaving(false)} onSaved=${(saved) => {
      setSaving(false);
      setCurrent(saved);
      notify(t("saved.done", {name: saved.name}));
      reload();
    }} />`}</div>`;
}
