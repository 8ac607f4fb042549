import {formatDay} from "../core/format.js";
import {t} from "../core/messages.js";
import {html, useState} from "../core/view.js";
import {Button} from "../parts/basics.js";
import {Dialog} from "../parts/dialog.js";
import {GregorianMonth, HijriMonth} from "./calendar.js";
import {isSettled} from "./day-text.js";
import {isDay, today} from "./days.js";
import {hijriText, useHijriMonths} from "./hijri.js";

const dayOrNone = (value) => (isDay(value) && isSettled(value) ? value : "");

/**
 * Both calendars side by side. `value`: {from, to}. The first day that is picked begins the period,
 * the second ends it; `isSingle`: one day is the whole choice.
 */
export function PeriodDialog({title, value, isSingle, onChange, onClose}) {
  const [range, setRange] = useState({from: dayOrNone(value.from), to: dayOrNone(value.to)});
  const [cursor, setCursor] = useState(range.from || today());
  const [focused, setFocused] = useState("gregorian");
  const months = useHijriMonths(cursor);
  const pick = (day) => {
    setCursor(day);
    if (isSingle) return onChange({from: day, to: day});
    if (!range.from || range.to) setRange({from: day, to: ""});
    else setRange(day < range.from ? {from: day, to: range.from} : {from: range.from, to: day});
  };
  const calendar = (name, component) => html`<${component} months=${months} cursor=${cursor} range=${range} onPick=${pick}
    onWhole=${isSingle ? null : setRange} isFocused=${focused === name} onFocusDone=${() => setFocused("")}
    onCursor=${(day, isKey) => {
      setCursor(day);
      if (isKey) setFocused(name);
    }} />`;
  const line = (day) => (day ? html`<strong>${formatDay(day)}</strong><span class="separator" /><span class="muted">${hijriText(months, day)}</span>` : html`<span class="muted">${t("calendar.pick")}</span>`);
  return html`<${Dialog} title=${title} kind="wide" onClose=${onClose} footer=${!isSingle && html`
      <${Button} onClick=${onClose}>${t("action.back")}<//>
      <${Button} kind="primary" disabled=${!range.from || !range.to} onClick=${() => onChange(range)}>${t("action.apply")}<//>`}>
    <div class="calendars">${calendar("gregorian", GregorianMonth)}${calendar("hijri", HijriMonth)}</div>
    ${!isSingle && html`<dl class="picked" aria-live="polite"><div><dt>${t("field.from")}</dt><dd>${line(range.from)}</dd></div>
      <div><dt>${t("field.to")}</dt><dd>${line(range.to)}</dd></div></dl>`}
  <//>`;
}
