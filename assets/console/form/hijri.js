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

const kHijriDay = /^1[3-5]\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|30)$/;
/** Whether a typed day is one of the Hijri calendar: nobody reports on the Gregorian year 1448. */
export const isHijriDay = (text) => typeof text === "string" && kHijriDay.test(text);

/** A day near a typed Hijri one, by the mean length of a lunar year; to load the months around it. */
export function dayNear(hijri) {
  const [year, month, day] = hijri.split("-").map(Number);
  const days = Math.round((year - 1) * 354.367 + (month - 1) * 29.53 + day);
  return addDays("0622-07-19", days);
}

/** The day of a typed Hijri one: "2026-06-16" for "1448-01-01"; null while its month is unknown, or without such a day. */
export function fromHijri(known, hijri) {
  const [year, month, day] = hijri.split("-").map(Number);
  const found = known.find((one) => one.year === year && one.month === month);
  return found && day <= found.days ? addDays(found.firstDay, day - 1) : null;
}

export const hijriMonthTitle = (month) => `${localized(month.name)} ${month.year}`;

export function hijriText(known, day) {
  const found = day && findHijri(known, day);
  return found ? `${found.day} ${hijriMonthTitle(found.month)}` : "";
}
