import {createStore, useStore} from "../core/store.js";
import {html, useEffect} from "../core/view.js";
import {t} from "../core/messages.js";
import {IconButton} from "./basics.js";

const kShownMilliseconds = 6000;
const spoken = createStore("");
const toast = createStore(null);

/** Says something to screen readers. */
export const announce = (text) => spoken.set(text);

/** Shows and says something for a while. `kind`: "success" or "error". */
export function notify(text, kind = "success") {
  toast.set({text, kind});
  announce(text);
}

/** Does it, or shows why it failed. */
export const attempt = (action) =>
  action().catch((fault) => notify([fault.message, ...fault.details.map((one) => one.reason)].join(" "), "error"));

export function Announcer() {
  const text = useStore(spoken);
  const shown = useStore(toast);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => toast.set(null), kShownMilliseconds);
    return () => clearTimeout(timer);
  }, [shown]);
  return html`<div class="hidden" role="status" aria-live="polite">${text}</div>
    ${shown && html`<div class=${`toast ${shown.kind}`}><span>${shown.text}</span>
      <${IconButton} icon="close" label=${t("action.close")} onClick=${() => toast.set(null)} /></div>`}`;
}
