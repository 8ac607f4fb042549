import {formatDay, formatMonth, formatMonthName, formatWeekday} from "../core/format.js";
import {localized, t} from "../core/messages.js";
import {html, useLayoutEffect, useRef} from "../core/view.js";
import {Button, IconButton} from "../parts/basics.js";
import {addDays, addMonths, firstOfMonth, monthOf, today, weekdayOf, yearOf} from "./days.js";
import {findHijri, hijriDay, hijriMonthTitle, hijriText, loadHijriYear} from "./hijri.js";

const weekdays = [0, 1, 2, 3, 4, 5, 6];  // from Sunday
const monthNumbers = Array.from({length: 12}, (_, index) => index + 1);
const kYearsBack = 15;
const kYearsAhead = 5;

/** The years to choose from: those around the present one, and the shown one. */
function yearsAround(present, shown) {
  const first = Math.min(present - kYearsBack, shown);
  const last = Math.max(present + kYearsAhead, shown);
  return Array.from({length: last - first + 1}, (_, index) => first + index);
}

/** Rows of seven days; null before the first. */
function weeksOf(first, count) {
  const cells = Array(weekdayOf(first)).fill(null);
  for (let i = 0; i < count; ++i) cells.push(addDays(first, i));
  return Array.from({length: Math.ceil(cells.length / 7)}, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** The day to which a key moves; undefined for all other keys. */
function target(key, day, isRightToLeft, step) {
  const forward = isRightToLeft ? -1 : 1;
  switch (key) {
    case "ArrowRight": return addDays(day, forward);
    case "ArrowLeft": return addDays(day, -forward);
    case "ArrowDown": return addDays(day, 7);
    case "ArrowUp": return addDays(day, -7);
    case "Home": return addDays(day, -weekdayOf(day));
    case "End": return addDays(day, 6 - weekdayOf(day));
    case "PageUp": return step(-1);
    case "PageDown": return step(1);
    default: return undefined;
  }
}

/** The month and the year as lists. `month`: see MonthGrid. */
function MonthChoice({name, month}) {
  const list = (key, values, shown, onChoose) => html`<select aria-label=${`${name}: ${t(`calendar.${key}`)}`} onChange=${(event) => onChoose(Number(event.target.value))}>
    ${values.map(([value, label]) => html`<option value=${value} selected=${value === shown}>${label}</option>`)}</select>`;
  return html`<div class="month-choice">
    ${list("month", monthNumbers.map((number) => [number, month.nameOf(number)]), month.number, (number) => month.choose(month.year, number))}
    ${list("year", month.years.map((year) => [year, year]), month.year, (year) => month.choose(year, month.number))}</div>`;
}

/**
 * One month. `month`: {title, year, number, years, nameOf, choose(year, number), first, count, numberOf,
 * labelOf}; `range`: {from, to}; `cursor`: the day that the keyboard is on; `step(n)`: the cursor n
 * months later; `onWhole({from, to})`: takes the whole month, absent where one day is chosen.
 */
function MonthGrid({name, month, range, cursor, onCursor, onPick, onWhole, step, isFocused, onFocusDone}) {
  const grid = useRef(null);
  useLayoutEffect(() => {
    if (!isFocused) return;
    grid.current.querySelector("button[tabindex='0']")?.focus();
    onFocusDone();
  }, [cursor, isFocused]);
  const onKeyDown = (event) => {
    const isRightToLeft = document.documentElement.dir === "rtl";
    const day = target(event.key, cursor, isRightToLeft, step);
    if (!day) return;
    event.preventDefault();
    onCursor(day, true);
  };
  const isIn = (day) => range.from && range.to && day >= range.from && day <= range.to;
  const cell = (day) => {
    if (!day) return html`<td />`;
    const isEnd = day === range.from || day === range.to;
    const kind = [isIn(day) && "in-range", isEnd && "range-end", day === today() && "today"].filter(Boolean).join(" ");
    return html`<td role="gridcell" class=${kind} aria-selected=${isIn(day) || isEnd ? "true" : "false"}>
      <button type="button" tabindex=${day === cursor ? 0 : -1} autofocus=${isFocused && day === cursor} aria-label=${month.labelOf(day)} onClick=${() => onPick(day)}>
        ${month.numberOf(day)}</button></td>`;
  };
  return html`<section class="calendar" aria-label=${name}>
    <div class="calendar-head">
      <${IconButton} icon="back" label=${t("calendar.earlier")} onClick=${() => onCursor(step(-1))} />
      <div><h3>${name}<span class="hidden" aria-live="polite"> ${month.title}</span></h3><${MonthChoice} name=${name} month=${month} /></div>
      <${IconButton} icon="forward" label=${t("calendar.later")} onClick=${() => onCursor(step(1))} />
    </div>
    <table role="grid" ref=${grid} aria-label=${month.title} onKeyDown=${onKeyDown}>
      <thead><tr>${weekdays.map((day) => html`<th scope="col" abbr=${formatWeekday(day, "long")}>${formatWeekday(day, "narrow")}</th>`)}</tr></thead>
      <tbody>${weeksOf(month.first, month.count).map((week) => html`<tr key=${week.find(Boolean)}>
        ${week.map(cell)}${Array(7 - week.length).fill(0).map(() => html`<td />`)}</tr>`)}</tbody>
    </table>
    ${onWhole && html`<${Button} kind="quiet small wide" onClick=${() => onWhole({from: month.first, to: addDays(month.first, month.count - 1)})}>${t("calendar.whole")}<//>`}
  </section>`;
}

export function GregorianMonth({cursor, months, ...rest}) {
  const first = firstOfMonth(cursor);
  const next = addMonths(first, 1);
  const month = {
    title: formatMonth(yearOf(cursor), monthOf(cursor)),
    year: yearOf(cursor),
    number: monthOf(cursor),
    years: yearsAround(yearOf(today()), yearOf(cursor)),
    nameOf: formatMonthName,
    choose: (year, number) => rest.onCursor(addMonths(cursor, (year - yearOf(cursor)) * 12 + number - monthOf(cursor))),
    first,
    count: Math.round((Date.parse(next) - Date.parse(first)) / 86_400_000),
    numberOf: (day) => Number(day.slice(8)),
    labelOf: (day) => [formatDay(day), hijriText(months, day)].filter(Boolean).join(", "),
  };
  return html`<${MonthGrid} name=${t("calendar.gregorian")} month=${month} cursor=${cursor} step=${(n) => addMonths(cursor, n)} ...${rest} />`;
}

export function HijriMonth({cursor, months, ...rest}) {
  const found = findHijri(months, cursor);
  if (!found) return html`<p class="muted calendar">${t("calendar.noHijri")}</p>`;
  const index = months.indexOf(found.month);
  const step = (n) => {
    const other = months[index + n];
    return other ? addDays(other.firstDay, Math.min(found.day, other.days) - 1) : cursor;
  };
  const present = findHijri(months, today())?.month.year ?? found.month.year;
  const choose = async (year, number) => {
    const known = await loadHijriYear(year);
    const day = hijriDay(known, year, number, found.day) || hijriDay(known, year, number, 29);
    if (day) rest.onCursor(day);
  };
  const month = {
    title: hijriMonthTitle(found.month),
    year: found.month.year,
    number: found.month.month,
    years: yearsAround(present, found.month.year),
    nameOf: (number) => localized(months.find((one) => one.month === number)?.name),
    choose,
    first: found.month.firstDay,
    count: found.month.days,
    numberOf: (day) => findHijri(months, day)?.day,
    labelOf: (day) => [hijriText(months, day), formatDay(day)].join(", "),
  };
  return html`<${MonthGrid} name=${t("calendar.hijri")} month=${month} cursor=${cursor} step=${step} ...${rest} />`;
}
