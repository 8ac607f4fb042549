import {t} from "../core/messages.js";
import {consolePath, pathTo} from "../core/paths.js";
import {navigate} from "../core/router.js";
import {loadSession, session, signIn} from "../core/session.js";
import {useStore} from "../core/store.js";
import {useTitle} from "../core/title.js";
import {html, useEffect, useState} from "../core/view.js";
import {Button, Heading, Loading, Notice, Prose, Refusal} from "../parts/basics.js";

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
  return reason ? html`<${Notice}><${Prose}>${reason}<//><//>` : null;
}

function KeyForm() {
  const [apiKey, setApiKey] = useState("");
  const [stays, setStays] = useState(false);
  const [error, setError] = useState(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await signIn({apiKey: apiKey.trim(), staySignedIn: stays});
      goOn();
    } catch (fault) {
      setError(fault);
      setBusy(false);
      document.getElementById("api-key")?.focus();
    }
  };
  return html`<form class="card sign-in-form" onSubmit=${submit}>
    ${error && html`<${Refusal} error=${error.status === 401 ? {message: t("signIn.refused")} : error} reasons=${[]} />`}
    <input hidden name="username" autocomplete="username" value="gormic-bi" readonly />
    <label class="field"><span class="label">${t("signIn.key")}</span>
      <input id="api-key" type="password" name="password" autocomplete="current-password" dir="ltr" required value=${apiKey}
        onInput=${(event) => setApiKey(event.target.value)} /></label>
    <p class="hint">${t("signIn.keyHint")}</p>
    <label class="choice"><input type="checkbox" checked=${stays} onChange=${(event) => setStays(event.target.checked)} />${t("signIn.stay")}</label>
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
    signIn({signInToken: token}).catch(async (error) => {
      await loadSession();
      if (!session.get().isSignedIn) throw error;
    }).then(goOn, (error) => {
      setFailed(error);
      setUsing(false);
    });
  }, []);
  useEffect(() => {
    const ask = () => loadSession().catch(() => {});  // another tab may have signed in
    addEventListener("focus", ask);
    return () => removeEventListener("focus", ask);
  }, []);
  useEffect(() => {
    if (!token && now?.isSignedIn) goOn();
  }, [now]);
  if (isUsing || !now) return html`<div class="sign-in"><${Heading} title=${t("signIn.busy")} /><${Loading} /></div>`;
  return html`<div class="sign-in">
    <${Heading} title=${t("signIn.title")} lead=${t("signIn.lead")} />
    ${failed ? html`<${Refusal} error=${{message: t("signIn.linkFailed")}} reasons=${[]} />` : html`<${EndReason} />`}
    <${KeyForm} />
  </div>`;
}
