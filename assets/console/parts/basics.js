import {T, t} from "../core/messages.js";
import {html, useEffect, useRef, useState} from "../core/view.js";
import {Icon} from "./icon.js";

let number = 0;
/** An id that no other element has. */
export const newId = (prefix) => `${prefix}-${++number}`;

/** A file's name. Its numbers and its extension keep their order also beside Arabic letters. */
export const FileName = ({children}) => html`<bdi class="file">${children.split(/((?:\d[\d.-]*)?\.\w+$|\d[\d.-]*\d)/).map((part, index) =>
  (index % 2 === 0 ? part : html`<bdi dir="ltr">${part}</bdi>`))}</bdi>`;
// Words that follow each other, as of a command, are one part; numbers are not, which a space sets apart.
const latin = /((?:[A-Za-z][A-Za-z0-9:/.,_%*+{}[\]-]*(?: = | ))*[\[A-Za-z0-9+-][A-Za-z0-9:/.,_%*+{}[\]-]*[A-Za-z0-9\]}%])/;
/** A sentence of the server. Dates, codes and Latin words in it keep their order beside Arabic letters. */
export const Prose = ({children}) => html`<bdi>${String(children ?? "").split(latin).map((part, index) =>
  (index % 2 === 0 ? part : html`<bdi dir="ltr">${part}</bdi>`))}</bdi>`;
export const Code = ({children}) => html`<bdi class="code" dir="ltr">${children}</bdi>`;

export function Button({icon, kind = "secondary", children, ...rest}) {
  return html`<button type="button" class=${`button ${kind}`} ...${rest}>
    ${icon && html`<${Icon} name=${icon} />`}${children && html`<span>${children}</span>`}
  </button>`;
}

/** A button without a visible name. */
export function IconButton({icon, label, isFilled, kind = "", ...rest}) {
  return html`<button type="button" class=${`icon-button ${kind}`} aria-label=${label} title=${label} ...${rest}>
    <${Icon} name=${icon} isFilled=${isFilled} />
  </button>`;
}

export function LinkButton({icon, kind = "secondary", children, ...rest}) {
  return html`<a class=${`button ${kind}`} ...${rest}>
    ${icon && html`<${Icon} name=${icon} />`}<span>${children}</span>
  </a>`;
}

/** Grey bars in the place of what is being loaded. */
export function Loading({rows = 3}) {
  return html`<div class="loading" role="status">
    <span class="hidden">${t("state.loading")}</span>
    ${Array.from({length: rows}, (_, row) => html`<div class=${`bar bar-${row % 3}`} aria-hidden="true" />`)}
  </div>`;
}

export function Empty({icon = "table", title, children}) {
  return html`<div class="empty">
    <div class="emblem"><${Icon} name=${icon} /></div>
    <h2>${title}</h2>
    ${children}
  </div>`;
}

/** What went wrong, in the server's words, and a way on. `back`: {href, title} of the list, for what is not there. */
export function Failure({error, retry, back}) {
  const isOffline = error.status === 0;
  return html`<div class="empty" role="alert">
    <div class="emblem"><${Icon} name="warning" /></div>
    <h2>${t(isOffline ? "state.offline" : error.status === 404 ? "state.notFound" : "state.failed")}</h2>
    <p>${html`<${Prose}>${error.message}<//>`}</p>
    ${back && error.status === 404 ? html`<${LinkButton} href=${back.href} kind="primary">${back.title}<//>` : retry && !isOffline && html`<${Button} icon="refresh" onClick=${retry}>${t("action.retry")}<//>`}
  </div>`;
}

export function Notice({kind = "info", title, children}) {
  return html`<div class=${`notice ${kind}`}>
    <${Icon} name=${kind === "success" ? "check" : "warning"} />
    <div>${title && html`<strong>${title}</strong>`}${children}</div>
  </div>`;
}

/** The way between the pages of a list. `cursor`: of the shown one; `next`: of the one after it. */
export const Pages = ({cursor, next, onNewer, onOlder}) => (cursor || next) && html`<nav class="pages" aria-label=${t("jobs.pages")}>
  <${Button} disabled=${!cursor} onClick=${onNewer}><${Icon} name="back" /> ${t("jobs.newer")}<//>
  <${Button} disabled=${!next} onClick=${onOlder}>${t("jobs.older")} <${Icon} name="forward" /><//></nav>`;

/** A refused form. */
export const Refusal = ({error, reasons}) => html`<div role="alert"><${Notice} kind="error"><${Prose}>${error.message}<//>
  ${reasons.map((one) => html`<p><${Prose}>${one}<//></p>`)}<//></div>`;

/** Seconds since it was drawn, so that a long wait is seen to go on. */
export function Elapsed() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds > 0 && html`<span class="muted whole">${t("unit.seconds", {value: String(seconds)})}</span>`;
}

/** The heading of a view: the page's title, and where the focus goes when the view opens, also if it is drawn later. */
export function Heading({title, crumbs = [], children, lead}) {
  const heading = useRef(null);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current.focus({preventScroll: true});
  }, []);
  return html`<header class="heading">
    ${crumbs.length > 0 && html`<nav class="crumbs" aria-label=${t("shell.crumbs")}>
      ${crumbs.map((one) => html`<a href=${one.href}><${Icon} name="back" />${one.title}</a>`)}
    </nav>`}
    <div class="heading-row"><h1 tabindex="-1" ref=${heading}>${title}</h1><div class="heading-actions">${children}</div></div>
    ${lead && html`<p class="lead">${lead}</p>`}
  </header>`;
}

export const Count = ({k, count}) => html`<${T} k=${k} count=${count} />`;
