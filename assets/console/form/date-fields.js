import {westernDigits} from "../core/fold.js";
import {t} from "../core/messages.js";
import {html, useState} from "../core/view.js";
import {IconButton} from "../parts/basics.js";
import {isDay} from "./days.js";
import {hijriText, useHijriMonths} from "./hijri.js";
import {PeriodDialog} from "./period-dialog.js";
import {dayWords, periodGroups, periodName} from "./periods.js";

const kDates = "dates";
const isWord = (value) => typeof value === "string" && value !== "" && !isDay(value) && /^[a-z]/.test(value);

function DayInput({id, value, label, onChange, common}) {
  const months = useHijriMonths(isDay(value) ? value : "");
  return html`<div class="day-input"><input id=${id} dir="ltr" inputmode="numeric" placeholder="YYYY-MM-DD" maxlength="10"
      autocomplete="off" aria-label=${label} value=${value} ...${common}
      onInput=${(event) => onChange(westernDigits(event.target.value.trim().replaceAll("/", "-")))} />
    <span class="hint hijri-of">${isDay(value) ? hijriText(months, value) : ""}</span></div>`;
}

function Words({id, value, isRequired, words, onChange, common}) {
  const option = (word) => html`<option value=${word} selected=${word === value}>${periodName(word)}</option>`;
  return html`<select id=${id} ...${common} onChange=${(event) => onChange(event.target.value)}>
    ${!isRequired && html`<option value="" selected=${value === ""}>${t("field.any")}</option>`}
    <option value=${kDates} selected=${value === kDates}>${t("field.chooseDates")}</option>
    ${words.map(([group, list]) => html`<optgroup label=${t(`periods.${group}`)}>${list.map(option)}</optgroup>`)}
    ${isWord(value) && value !== kDates && !words.some(([, list]) => list.includes(value)) && option(value)}
  </select>`;
}

/** A dateRange. `value`: "", a word, or {from, to}. */
export function PeriodField({id, label, value, isRequired, onChange, common}) {
  const [isOpen, setOpen] = useState(false);
  const range = typeof value === "object" ? value : null;
  const choose = (word) => onChange(word === kDates ? {from: "", to: ""} : word);
  return html`<div class="period-field">
    <${Words} id=${id} value=${range ? kDates : value} isRequired=${isRequired} words=${periodGroups} onChange=${choose} common=${common} />
    ${range && html`<div class="dates">
      <${DayInput} id=${`${id}-from`} label=${`${label}: ${t("field.from")}`} value=${range.from} common=${common} onChange=${(from) => onChange({...range, from})} />
      <span class="dash" aria-hidden="true">–</span>
      <${DayInput} id=${`${id}-to`} label=${`${label}: ${t("field.to")}`} value=${range.to} common=${common} onChange=${(to) => onChange({...range, to})} />
      <${IconButton} icon="calendar" kind="outlined" label=${t("calendar.open")} onClick=${() => setOpen(true)} /></div>`}
    ${isOpen && html`<${PeriodDialog} title=${label} value=${range} onClose=${() => setOpen(false)} onChange=${(chosen) => {
      setOpen(false);
      onChange(chosen);
    }} />`}
  </div>`;
}

/** A date. `value`: "", a word for a day, or a day. `isPeriod`: words for periods, too, as filters take them. */
export function DateField({id, label, value, isPeriod, onChange, common}) {
  const [isOpen, setOpen] = useState(false);
  const words = isPeriod ? periodGroups : [["days", dayWords]];
  return html`<div class="dates">
    ${isWord(value) ? html`<${Words} id=${id} value=${value} isRequired words=${words} common=${common}
      onChange=${(word) => onChange(word === kDates ? "" : word)} />`
    : html`<${DayInput} id=${id} label=${label} value=${value} onChange=${onChange} common=${common} />
      <${IconButton} icon="calendar" kind="outlined" label=${t("calendar.open")} onClick=${() => setOpen(true)} />
      <select class="relative" aria-label=${t("field.relative")} onChange=${(event) => onChange(event.target.value)}>
        <option value="" selected>${t("field.relative")}</option>
        ${words.map(([group, list]) => html`<optgroup label=${t(`periods.${group}`)}>${list.map((word) => html`<option value=${word}>${periodName(word)}</option>`)}</optgroup>`)}
      </select>`}
    ${isOpen && html`<${PeriodDialog} title=${label} isSingle value=${{from: value, to: value}} onClose=${() => setOpen(false)} onChange=${({from}) => {
      setOpen(false);
      onChange(from);
    }} />`}
  </div>`;
}
