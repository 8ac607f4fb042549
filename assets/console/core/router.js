import {consolePath} from "./paths.js";
import {createStore} from "./store.js";

const read = () => ({
  path: location.pathname.slice(consolePath.length) || "/",
  query: new URLSearchParams(location.search),
  state: history.state,
});

/** Where the page is: the path below the console, and its query. */
export const place = createStore(read());
addEventListener("popstate", () => place.set(read()));

export function navigate(href, {replace = false, state = null} = {}) {
  history[replace ? "replaceState" : "pushState"](state, "", href);
  place.set(read());
  if (!replace) scrollTo(0, 0);
}

/** Changes the query of this address; `isStep`: the back button undoes it. Empty values are left out. */
export function setQuery(values, {isStep = false} = {}) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  history[isStep ? "pushState" : "replaceState"](history.state, "", location.pathname + (text && `?${text}`) + location.hash);
  place.set(read());
}

/** Links within the console change the view without loading a page; all others work as usual. */
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest?.("a[href]");
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (!(link.pathname + "/").startsWith(consolePath + "/")) return;
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  navigate(link.href);
});

/** The names of a pattern, as in "/jobs/:id"; null if the path does not match. */
export function match(pattern, path) {
  const wanted = pattern.split("/");
  const given = path.replace(/\/$/, "").split("/");
  if (wanted.length !== given.length) return null;
  const found = {};
  for (let i = 0; i < wanted.length; ++i) {
    if (wanted[i].startsWith(":")) found[wanted[i].slice(1)] = decodeURIComponent(given[i]);
    else if (wanted[i] !== given[i]) return null;
  }
  return found;
}
