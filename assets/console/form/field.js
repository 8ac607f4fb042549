import {html} from "../core/view.js";
import {t} from "../core/messages.js";
import {Prose} from "../parts/basics.js";
import {Icon} from "../parts/icon.js";

/**
 * A field with its name, help and faults. `children(common)` draws the input, whose id is `id`, with
 * attributes that name its help and faults. `isBroad`: it takes a whole row of a form.
 */
export function Field({id, label, help, isRequired, errors = [], children, isGroup, isBroad}) {
  const described = [help && `${id}-help`, errors.length > 0 && `${id}-error`].filter(Boolean).join(" ");
  const common = {"aria-describedby": described || null, "aria-invalid": errors.length > 0 ? "true" : null};
  const name = html`<bdi>${label}</bdi>${!isRequired && html` <span class="optional">${t("field.optional")}</span>`}`;
  return html`<div class=${"field" + (isBroad ? " broad" : "") + (errors.length > 0 ? " faulty" : "")}>
    ${isGroup ? html`<span class="label">${name}</span>` : html`<label class="label" for=${id}>${name}</label>`}
    ${help && html`<p class="hint" id=${`${id}-help`}><${Prose}>${help}<//></p>`}
    ${children(common)}
    ${errors.length > 0 && html`<div class="fault" id=${`${id}-error`}><${Icon} name="warning" /><div>${errors.map((one) => html`<p><${Prose}>${one}<//></p>`)}</div></div>`}
  </div>`;
}
