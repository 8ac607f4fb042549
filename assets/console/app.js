import {isOnline} from "./core/api.js";
import "./core/events.js";
import {language, t} from "./core/messages.js";
import {pathTo} from "./core/paths.js";
import {match, navigate, place} from "./core/router.js";
import {loadSession, session} from "./core/session.js";
import {useStore} from "./core/store.js";
import {html, useEffect, useErrorBoundary, useState} from "./core/view.js";
import {Announcer} from "./parts/announcer.js";
import {Failure, Loading} from "./parts/basics.js";
import {Confirmation} from "./parts/dialog.js";
import {Shell} from "./shell.js";

// A view's module is loaded when it opens.
const routes = [
  ["/", () => import("./views/reports.js")],
  ["/reports", () => import("./views/reports.js")],
  ["/reports/:uid", () => import("./views/report.js")],
  ["/jobs", () => import("./views/jobs.js")],
  ["/jobs/:id", () => import("./views/job.js")],
  ["/operator", () => import("./views/operator.js")],
  ["/operator/:part", () => import("./views/operator.js")],
  ["/sessions", () => import("./views/sessions.js")],
  ["/sign-in", () => import("./views/sign-in.js")],
];
const signInPath = "/sign-in";

function findRoute(path) {
  for (const [pattern, load] of routes) {
    const values = match(pattern === "/" ? "" : pattern, path);
    if (values) return {load, values, pattern};
  }
  return {load: () => import("./views/not-found.js"), values: {}, pattern: ""};
}

/** The view of the address, once its module is there. */
function View({path}) {
  const route = findRoute(path);
  const [view, setView] = useState(null);
  const [error, reset] = useErrorBoundary((fault) => console.error(fault));
  useEffect(() => {
    let isCurrent = true;
    reset();
    route.load().then((module) => isCurrent && module.default && setView({pattern: route.pattern, component: module.default}));
    return () => (isCurrent = false);
  }, [route.pattern]);
  useEffect(() => {
    document.querySelector("h1")?.focus({preventScroll: true});
  }, [path, view]);
  if (error) return html`<${Failure} error=${{status: -1, message: t("state.brokenHint")}} retry=${reset} />`;
  if (view?.pattern !== route.pattern) return html`<${Loading} />`;
  return html`<${view.component} key=${path} ...${route.values} />`;
}

function Content() {
  const {path} = useStore(place);
  const now = useStore(session);
  const online = useStore(isOnline);
  const [fault, setFault] = useState(null);
  const ask = () => loadSession().then(() => setFault(null), setFault);
  useEffect(() => {
    if (!now && online) ask();
  }, [online]);
  const isSignIn = path === signInPath;
  const mustSignIn = now && !now.isSignedIn && !isSignIn;
  useEffect(() => {
    if (!mustSignIn) return;
    const from = location.pathname + location.search + location.hash;
    navigate(pathTo("sign-in"), {replace: true, state: {from}});
  }, [mustSignIn]);
  if (!now && fault) return html`<${Failure} error=${fault} retry=${ask} />`;
  if ((!now && !isSignIn) || mustSignIn) return html`<${Loading} />`;
  return html`<${View} path=${path} />`;
}

export function App() {
  const lang = useStore(language);
  return html`<${Shell} key=${lang}><${Content} /><//><${Confirmation} /><${Announcer} />`;
}
