import {get} from "../core/api.js";
import {localized} from "../core/messages.js";
import {createStore, useStore} from "../core/store.js";
import {useEffect} from "../core/view.js";
import {addDays} from "./days.js";

// The published months, as the server has them; a browser's own calendar differs from them.
const months = createStore([]);
const asked = new Set();
const kReachDays = 400;

async function load(day) {
  const year = day.slice(0, 4);
  if (asked.has(year)) return;
  asked.add(year);
  try {
    const {months: found} = await get("/v1/bi/calendars/hijri",
                                      {from: addDays(`${year}-01-01`, -kReachDays), to: addDays(`${year}-12-31`, kReachDays)});
    const known = new Map(months.get().concat(found).map((month) => [month.firstDay, month]));
    months.set([...known.values()].sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1)));
  } catch {
    asked.delete(year);
  }
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
