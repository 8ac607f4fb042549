import {t} from "../core/messages.js";
import {html} from "../core/view.js";

export const statuses = ["pending", "running", "completed", "failed", "canceled"];

/** A job's status as a word with a dot; the word alone says it. */
export const Status = ({status}) =>
  html`<span class=${`status ${status}`}><span class="dot" aria-hidden="true" />${t(`status.${status}`)}</span>`;
