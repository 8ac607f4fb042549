import {t} from "../core/messages.js";
import {consolePath, pathTo} from "../core/paths.js";
import {readPreference, writePreference} from "../core/preferences.js";
import {navigate} from "../core/router.js";
import {session, signIn} from "../core/session.js";
import {useStore} from "../core/store.js";
import {useTitle} from "../core/title.js";
import {html, useEffect, useState} from "../core/view.js";
import {Button, Heading, Loading, Notice} from "../parts/basics.js";

/** The token of a sign-in link, which leaves the address bar at once. */
function takeToken() {
  const token = location.hash.slice(1);
  if (token) history.replaceState(history.state, "", location.pathname);
  return token;
}

function goOn() {
  const from = history.state?.from;
  const isHere = from && (from === consolePath || from.startsWith(consolePath + "/"));
  navigate(isHere ? from : pathTo(), {replace: true});
}

function EndReason() {
  const reason = session.get()?.reason;
  if (!reason) return null;
  const known = {"signed-out": "signIn.signedOut", signedOut: "signIn.signedOut", revoked: "signIn.revoked", idle: "signIn.idle"};
  return html`<${Notice}>${t(known[reason] ?? "signIn.expired")}<//>`;
}

function KeyForm() {
  const [organization, setOrganization] = useState(readPreference("organization") ?? "");
  const [apiKey, setApiKey] = useState("");
  const [error, setError] = useState(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await signIn({apiKey: apiKey.trim()}, organization.trim());
      writePreference("organization", organization.trim());
      goOn();
    } catch (fault) {
      setError(fault);
      setBusy(false);
      document.getElementById("api-key")?.focus();
    }
  };
  return html`<form class="card sign-in-form" onSubmit=${submit}>
    ${error && html`<div role="alert"><${Notice} kind="error">${error.status === 0 ? t("state.offlineHint") : error.message || t("signIn.refused")}<//></div>`}
    <label class="field"><span class="label">${t("signIn.organization")}</span>
      <input name="username" autocomplete="username" dir="ltr" required value=${organization} spellcheck="false"
        autocapitalize="none" onInput=${(event) => setOrganization(event.target.value)} /></label>
    <label class="field"><span class="label">${t("signIn.key")}</span>
      <input id="api-key" type="password" name="password" autocomplete="current-password" dir="ltr" required value=${apiKey}
        onInput=${(event) => setApiKey(event.target.value)} /></label>
    <p class="hint">${t("signIn.keyHint")}</p>
    <${Button} type="submit" kind="primary wide" disabled=${isBusy}>${t(isBusy ? "signIn.busy" : "action.signIn")}<//>
  </form>`;
}

export default function SignIn() {
  useTitle(t("signIn.title"));
  const now = useStore(session);
  const [token] = useState(takeToken);
  const [isUsing, setUsing] = useState(Boolean(token));
  const [failed, setFailed] = useState(null);
  useEffect(() => {
    if (!token) return;
    signIn({token}).then(goOn, (error) => {
      setFailed(error);
      setUsing(false);
    });
  }, []);
  useEffect(() => {
    if (!token && now?.isSignedIn) goOn();
  }, [now]);
  if (isUsing || !now) return html`<div class="sign-in"><${Heading} title=${t("signIn.busy")} /><${Loading} /></div>`;
  return html`<div class="sign-in">
    <${Heading} title=${t("signIn.title")} lead=${t("signIn.lead")} />
    ${failed ? html`<div role="alert"><${Notice} kind="error">${t("signIn.linkFailed")}<//></div>` : html`<${EndReason} />`}
    <${KeyForm} />
  </div>`;
}
