import {isOnline} from "./core/api.js";
import {chooseLanguage, language, localized, t} from "./core/messages.js";
import {basePath, pathTo} from "./core/paths.js";
import {readPreference, writePreference} from "./core/preferences.js";
import {place} from "./core/router.js";
import {hasScope, session, signOut} from "./core/session.js";
import {useStore} from "./core/store.js";
import {html, useEffect, useRef, useState} from "./core/view.js";
import {attempt} from "./parts/announcer.js";
import {Icon} from "./parts/icon.js";

const themes = ["system", "light", "dark"];

function chooseTheme(theme) {
  writePreference("theme", theme === "system" ? null : theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** A button with a panel that closes by Escape, by a click elsewhere, and by a choice. */
function Menu({label, icon, children}) {
  const element = useRef(null);
  useEffect(() => {
    const close = (event) => {
      const isElsewhere = event.type === "click" && !element.current.contains(event.target);
      if (!element.current.open || !(isElsewhere || event.key === "Escape")) return;
      element.current.open = false;
      if (event.key) element.current.querySelector("summary").focus();
    };
    document.addEventListener("click", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("click", close);
      document.removeEventListener("keydown", close);
    };
  }, []);
  const onClick = (event) => {
    if (event.target.closest("a, button")) element.current.open = false;
  };
  return html`<details class="menu" ref=${element}>
    <summary class="icon-button" aria-label=${label} title=${label}><${Icon} name=${icon} /></summary>
    <div class="menu-panel" onClick=${onClick}>${children}</div>
  </details>`;
}

function ThemeChoice() {
  const [theme, setTheme] = useState(readPreference("theme") ?? "system");
  const choose = (one) => {
    chooseTheme(one);
    setTheme(one);
  };
  return html`<span class="menu-label" aria-hidden="true">${t("shell.theme")}</span><div class="segments" role="group" aria-label=${t("shell.theme")}>
    ${themes.map((one) => html`<button type="button" aria-pressed=${one === theme} onClick=${() => choose(one)}>
      ${t(`theme.${one}`)}</button>`)}
  </div>`;
}

function AccountMenu() {
  const now = useStore(session);
  return html`<${Menu} label=${t("shell.account")} icon="person">
    ${now?.isSignedIn && html`<p class="menu-title"><bdi>${now.key.label}</bdi>
      <span class="muted"><bdi>${localized(now.organization.name) || now.organization.uid}</bdi></span></p>`}
    <${ThemeChoice} />
    <hr />
    <a href=${`${basePath}/docs`}>${t("shell.docs")}</a>
    ${now?.isSignedIn && html`<a href=${pathTo("sessions")}>${t("sessions.title")}</a>
      <button type="button" onClick=${() => attempt(signOut)}>${t("action.signOut")}</button>`}
  <//>`;
}

function LanguageButton() {
  const other = language.get() === "ar" ? "en" : "ar";
  return html`<button type="button" class="button quiet" lang=${other} onClick=${() => chooseLanguage(other)}>
    <${Icon} name="language" /><span>${t("shell.otherLanguage")}</span></button>`;
}

function Navigation() {
  const {path} = useStore(place);
  const now = useStore(session);
  if (!now?.isSignedIn) return null;
  const isReports = path === "/" || path.startsWith("/reports");
  const links = [
    {href: pathTo(), title: t("reports.title"), isCurrent: isReports},
    {href: pathTo("jobs"), title: t("jobs.title"), isCurrent: path.startsWith("/jobs")},
  ];
  if (hasScope("admin") || hasScope("operator")) {
    links.push({href: pathTo("operator"), title: t("operator.title"), isCurrent: path.startsWith("/operator")});
  }
  return html`<nav class="main-nav" aria-label=${t("shell.navigation")}>
    ${links.map((one) => html`<a href=${one.href} aria-current=${one.isCurrent ? "page" : null}>${one.title}</a>`)}
  </nav>`;
}

export function Shell({children}) {
  const online = useStore(isOnline);
  return html`<a class="skip" href="#main">${t("shell.skip")}</a>
    <header class="top"><div class="top-row">
      <a class="brand" href=${pathTo()}><svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" />
        <path d="M8 22v-5M13.300 22V11M18.700 22v-8M24 22V8" /></svg><bdi lang="en">Gormic BI</bdi></a>
      <${Navigation} />
      <div class="top-actions"><${LanguageButton} /><${AccountMenu} /></div>
    </div></header>
    ${!online && html`<div class="offline" role="alert"><${Icon} name="warning" />${t("state.offlineBanner")}</div>`}
    <main id="main" tabindex="-1">${children}</main>`;
}
