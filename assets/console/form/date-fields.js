import {westernDigits} from "../core/fold.js";
import {t} from "../core/messages.js";
import {html, useEffect, useState} from "../core/view.js";
import {formatDay} from "../core/format.js";
import {announce} from "../parts/announcer.js";
import {IconButton} from "../parts/basics.js";
import {isDay} from "./days.js";
import {dayNear, fromHijri, hijriText, isHijriDay, useHijriMonths} from "./hijri.js";
import {PeriodDialog} from "./period-dialog.js";
import {dayWords, periodGroups, periodName} from "./periods.js";

const kDates = "dates";
const isWord = (value) => typeof value === "string" && value !== "" && !isDay(value) && /^[a-z]/.test(value);

/** A day as it was typed: "2026/6/16" and "16/06/2026" are "2026-06-16". */
function typedDay(text) {
  const plain = westernDigits(text.trim()).replace(/[/.]/g, "-");
  const [, first, month, last] = /^(\d{4}|\d{1,2})-(\d{1,2})-(\d{4}|\d{1,2})$/.exec(plain) ?? [];
  const two = (part) => part.padStart(2, "0");
  if (first?.length === 4 && last.length === 2) return `${first}-${two(month)}-${last}`;
  if (last?.length === 4 && first.length <= 2) return `${last}-${two(month)}-${two(first)}`;
  return plain;
}

function DayInput({id, value, label, onChange, common}) {
  const isHijri = isHijriDay(value);
  const months = useHijriMonths(isHijri ? dayNear(value) : isDay(value) ? value : "");
  const meant = isHijri ? fromHijri(months, value) : null;
  useEffect(() => {
    if (!meant) return;
    onChange(meant);
    announce(t("field.fromHijri", {day: formatDay(meant)}));
  }, [meant]);
  return html`<div class="day-input"><input id=${id} dir="ltr" inputmode="numeric" placeholder="YYYY-MM-DD" maxlength="10"
      autocomplete="off" aria-label=${label} value=${value} ...${common}
      onInput=${(event) => onChange(typedDay(event.target.value))} />
    <span class="hint hijri-of">${isHijri ? t("field.noHijri") : isDay(value) ? hijriText(months, value) : ""}</span></div>`;
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
