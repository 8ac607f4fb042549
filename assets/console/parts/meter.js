import {html} from "../core/view.js";

/** How much of a limit is used. */
export function Meter({value, max, label}) {
  const part = max > 0 ? value / max : 0;
  return html`<progress class=${part > 0.9 ? "full" : ""} max="1000" value=${Math.round(part * 1000)} aria-label=${label} />`;
}
