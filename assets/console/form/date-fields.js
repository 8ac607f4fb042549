import {formatDay} from "../core/format.js";
import {t} from "../core/messages.js";
import {html, useEffect, useState} from "../core/view.js";
import {IconButton} from "../parts/basics.js";
import {hijriYearOf, isSettled, isWord, readDay, readDayWord, showDay} from "./day-text.js";
import {isDay, today} from "./days.js";
import {dayOfHijriYear, hijriText, useHijriMonths} from "./hijri.js";
import {periodDays} from "./period-days.js";
import {PeriodDialog} from "./period-dialog.js";
import {dayWords, periodGroups, periodName} from "./periods.js";

const kDates = "dates";
const isNamed = (value) => typeof value === "string" && /^[a-z]/.test(value);
const isKnownDay = (value) => isDay(value) && isSettled(value);

/**
 * A day as people write it, and the same day in the other calendar. `value`: a day, a word, or what is
 * typed while it means no day; `onTyping(isTyping)`: whether the field is being written in.
 */
export function DayInput({id, value, label, title, onChange, onTyping = () => {}, common}) {
  const [typed, setTyped] = useState(null);  // while the field is being written in
  const hijriYear = hijriYearOf(value) || hijriYearOf(typed ?? "");
  const months = useHijriMonths(isKnownDay(value) ? value : hijriYear ? dayOfHijriYear(hijriYear) : "");
  const read = isSettled(value) ? "" : readDay(value, months);
  useEffect(() => {
    if (read) onChange(read);
  }, [read, value]);
  const end = () => {
    setTyped(null);
    onTyping(false);
    const word = typed === null ? "" : readDayWord(typed);
    if (word) onChange(word);
  };
  const hint = !isKnownDay(value) ? "" : hijriYearOf(typed ?? "") ? formatDay(value) : hijriText(months, value);
  return html`<div class="day-input">${title && html`<label class="hint" for=${id}>${title}</label>`}
    <input id=${id} dir="ltr" placeholder=${t("day.example")} maxlength="20"
      autocomplete="off" aria-label=${label} value=${typed ?? showDay(value)} ...${common} onBlur=${end}
      onInput=${(event) => {
        setTyped(event.target.value);
        onTyping(true);
        onChange(readDay(event.target.value, months) || event.target.value.trim());
      }} />
    <span class="hint hijri-of">${hint}</span></div>`;
}

function Words({id, value, isRequired, words, onChange, common}) {
  const option = (word) => html`<option value=${word} selected=${word === value}>${periodName(word)}</option>`;
  return html`<select id=${id} ...${common} onChange=${(event) => onChange(event.target.value)}>
    ${!isRequired && html`<option value="" selected=${value === ""}>${t("field.any")}</option>`}
    <option value=${kDates} selected=${value === kDates}>${t("field.chooseDates")}</option>
    ${words.map(([group, list]) => html`<optgroup label=${t(`periods.${group}`)}>${list.map(option)}</optgroup>`)}
    ${isNamed(value) && value !== kDates && !words.some(([, list]) => list.includes(value)) && option(value)}
  </select>`;
}

/** A dateRange. `value`: "", a word, or {from, to}. */
export function PeriodField({id, label, value, isRequired, onChange, common}) {
  const [isOpen, setOpen] = useState(false);
  const range = typeof value === "object" ? value : null;
  const months = useHijriMonths(today());
  const choose = (word) => onChange(word !== kDates ? word : isNamed(value) ? periodDays(value, today(), months) : {from: "", to: ""});
  const isFaulty = range && common["aria-invalid"];
  const hasBadDay = isFaulty && !(isSettled(range.from) && isSettled(range.to));
  const day = (end) => html`<${DayInput} id=${`${id}-${end}`} title=${t(`field.${end}`)} label=${`${label}: ${t(`field.${end}`)}`} value=${range[end]}
    common=${{...common, "aria-invalid": isFaulty && !(hasBadDay && isSettled(range[end])) ? "true" : null}}
    onChange=${(chosen) => onChange({...range, [end]: chosen})} />`;
  return html`<div class="period-field">
    <${Words} id=${id} value=${range ? kDates : value} isRequired=${isRequired} words=${periodGroups} onChange=${choose} common=${range ? {...common, "aria-invalid": null} : common} />
    ${range && html`<div class="dates titled">${day("from")}${day("to")}
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
  const [isTyping, setTyping] = useState(false);
  const words = isPeriod ? periodGroups : [["days", dayWords]];
  return html`<div class="dates">
    ${isWord(value) && !isTyping ? html`<${Words} id=${id} value=${value} isRequired words=${words} common=${common}
      onChange=${(word) => onChange(word === kDates ? "" : word)} />`
    : html`<${DayInput} id=${id} label=${label} value=${value} onChange=${onChange} onTyping=${setTyping} common=${common} />
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
