import {get} from "../core/api.js";
import {localized} from "../core/messages.js";
import {createStore, useStore} from "../core/store.js";
import {useEffect} from "../core/view.js";
import {addDays} from "./days.js";

// The published months, as the server has them; a browser's own calendar differs from them.
const months = createStore([]);
const asked = new Map();  // by Gregorian year: the promise of its months
const kReachDays = 400;

async function loadYear(year) {
  try {
    const {months: found} = await get("/v1/bi/calendars/hijri",
                                      {from: addDays(`${year}-01-01`, -kReachDays), to: addDays(`${year}-12-31`, kReachDays)});
    const known = new Map(months.get().concat(found).map((month) => [month.firstDay, month]));
    months.set([...known.values()].sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1)));
  } catch {
    asked.delete(year);
  }
}

function load(day) {
  const year = day.slice(0, 4);
  if (!asked.has(year)) asked.set(year, loadYear(year));
  return asked.get(year);
}

/** A day in or near the middle of a Hijri year. */
export const dayOfHijriYear = (year) => `${Math.floor(year * 0.970224 + 622.07)}-06-15`;

/** The known months, with those of a Hijri year. */
export async function loadHijriYear(year) {
  await load(dayOfHijriYear(year));
  return months.get();
}

/** The day "2026-06-16" of a Hijri day; empty if there is none, or if its month is not known. */
export function hijriDay(known, year, month, day) {
  const found = known.find((one) => one.year === year && one.month === month);
  return found && day >= 1 && day <= found.days ? addDays(found.firstDay, day - 1) : "";
}

/** The known months around a day; loads them if they are not known yet. */
export function useHijriMonths(day) {
  const known = useStore(months);
  useEffect(() => {
    if (day) load(day);
  }, [day]);
  return known;
}

/** {month, day}: the month that contains the day, and the day's number in it; null if unknown. */
export function findHijri(known, day) {
  const month = known.findLast((one) => one.firstDay <= day);
  if (!month) return null;
  const number = Math.round((Date.parse(day) - Date.parse(month.firstDay)) / 86_400_000) + 1;
  return number <= month.days ? {month, day: number} : null;
}

export const hijriMonthTitle = (month) => `${localized(month.name)} ${month.year}`;

export function hijriText(known, day) {
  const found = day && findHijri(known, day);
  return found ? `${found.day} ${hijriMonthTitle(found.month)}` : "";
}
