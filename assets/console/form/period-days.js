// The days of a period's word, to begin with where somebody chooses days instead of it.
import {addDays, addMonths, firstOfMonth, monthOf, weekdayOf} from "./days.js";
import {findHijri, hijriDay} from "./hijri.js";

// Each returns the first day of the period of its unit that is `steps` periods after the one with the day.
const firstDays = {
  Week: (day, steps) => addDays(day, 7 * steps - weekdayOf(day)),
  Month: (day, steps) => addMonths(firstOfMonth(day), steps),
  Quarter: (day, steps) => addMonths(firstOfMonth(day), 3 * steps - ((monthOf(day) - 1) % 3)),
  Year: (day, steps) => addMonths(`${day.slice(0, 4)}-01-01`, 12 * steps),
  HijriMonth(day, steps, months) {
    const found = findHijri(months, day);
    return (found && months[months.indexOf(found.month) + steps]?.firstDay) ?? "";
  },
  HijriYear(day, steps, months) {
    const found = findHijri(months, day);
    return found ? hijriDay(months, found.month.year + steps, 1, 1) : "";
  },
};

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** {from, to} of a word; both empty if it is not known. `today`: a day; `months`: the Hijri months around it. */
export function periodDays(word, today, months) {
  const days = /^(last|next)(\d+)Days$/.exec(word);
  if (days) return days[1] === "last" ? {from: addDays(today, 1 - days[2]), to: today} : {from: today, to: addDays(today, days[2] - 1)};
  const single = {today: 0, yesterday: -1, tomorrow: 1}[word];
  if (single !== undefined) return {from: addDays(today, single), to: addDays(today, single)};
  const toDate = firstDays[capital(/^(\w+)ToDate$/.exec(word)?.[1] ?? "")];
  if (toDate) return {from: toDate(today, 0, months), to: today};
  const [, beginning, unit] = /^(this|last|next)(\w+)$/.exec(word) ?? [];
  if (!firstDays[unit]) return {from: "", to: ""};
  const steps = {this: 0, last: -1, next: 1}[beginning];
  const from = firstDays[unit](today, steps, months);
  const next = firstDays[unit](today, steps + 1, months);
  return from && next ? {from, to: addDays(next, -1)} : {from: "", to: ""};
}
