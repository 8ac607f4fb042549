import {html} from "../core/view.js";

const kWidth = 240;
const kHeight = 48;

/** A line of the last values, with the present one at the end of reading. Its figure is text beside it. */
export function Chart({values, label}) {
  const most = Math.max(1, ...values);
  const step = kWidth / Math.max(1, values.length - 1);
  const points = values.map((value, index) => `${(index * step).toFixed(1)},${(kHeight - 2 - (value / most) * (kHeight - 6)).toFixed(1)}`);
  return html`<svg class="chart directed" viewBox="0 0 ${kWidth} ${kHeight}" preserveAspectRatio="none" role="img" aria-label=${label}>
    ${values.length > 1 && html`<polygon points=${`0,${kHeight} ${points.join(" ")} ${kWidth},${kHeight}`} /><polyline points=${points.join(" ")} />`}
    ${values.length <= 1 && html`<line x1="0" x2=${kWidth} y1=${kHeight - 2} y2=${kHeight - 2} />`}</svg>`;
}
