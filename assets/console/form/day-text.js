// Days as people write them: 2026-06-16, 16/06/2026, 2026/6/16, ١٦-٦-٢٠٢٦, a Hijri day, or a word.
import {fold, westernDigits} from "../core/fold.js";
import {hasMessage, t} from "../core/messages.js";
import {isDay} from "./days.js";
import {hijriDay, loadHijriYear} from "./hijri.js";
import {dayWords, periodName} from "./periods.js";

const kHijriYears = {first: 1300, last: 1500};
const separated = /^(?:hijri:)?(\d{1,4})\s*[-/.\u060d\u2044]\s*(\d{1,2})\s*[-/.\u060d\u2044]\s*(\d{1,4})$/;
const era = /\s*(?:[\u0647\u0645]\u0640?\.?|a\.?h\.?)$/i;  // of a year, as it is printed

const pad = (number, length) => String(number).padStart(length, "0");

const periodForms = /^((last|next)\d+Days|hijri:\d{4}(-\d{2})?|\S+\/hijri:\S+|\d{4}-\d{2}-\d{2}\/\d{4}-\d{2}-\d{2})$/;

/** Whether a text is a period of the API: a word, or another form that a program may have sent. */
export const isWord = (text) => typeof text === "string" && (periodForms.test(text) || (/^[a-z]\w*$/.test(text) && hasMessage(`period.${text}`)));

/** {year, month, day} of a text with the year first or last; null for anything else. */
function partsOf(text) {
  const found = separated.exec(westernDigits(text).replace(/[\u200e\u200f\u2066-\u2069]/g, "").trim().replace(era, ""));
  if (!found) return null;
  const [, first, month, last] = found;
  const [year, day] = first.length === 4 ? [first, last] : [last, first];
  return year.length === 4 && day.length <= 2 ? {year: Number(year), month: Number(month), day: Number(day)} : null;
}

const isHijri = (parts) => parts && parts.year >= kHijriYears.first && parts.year <= kHijriYears.last;

/** The Hijri year that a text means, or 0. */
export function hijriYearOf(text) {
  const parts = partsOf(text);
  return isHijri(parts) ? parts.year : 0;
}

/**
 * The day "2026-06-16" that a text means; a Hijri day by the known months. Empty if it means none, or
 * if its months are not known yet.
 */
export function readDay(text, months) {
  const parts = partsOf(text);
  if (!parts) return "";
  if (isHijri(parts)) return hijriDay(months, parts.year, parts.month, parts.day);
  const day = `${pad(parts.year, 4)}-${pad(parts.month, 2)}-${pad(parts.day, 2)}`;
  return isDay(day) ? day : "";
}

/** The word of the API for a day's word in the page's language; empty if there is none. */
export function readDayWord(text) {
  const typed = fold(text);
  return dayWords.find((word) => fold(periodName(word)) === typed || word === typed) ?? "";
}

/** Whether a value can be sent: a Gregorian day or a word. */
export const isSettled = (value) => isWord(value) || (isDay(value) && !hijriYearOf(value));

/** A day as the reports write it, 16/06/2026; a word in the page's language; else the text itself. */
export function showDay(value) {
  if (isWord(value)) return periodName(value);
  return isSettled(value) ? `${value.slice(8)}/${value.slice(5, 7)}/${value.slice(0, 4)}` : value;
}

/** What is typed, as it can be sent; the text itself if it means no day. Loads the months it needs. */
async function settleDay(text) {
  if (text === "" || isSettled(text)) return text;
  const year = hijriYearOf(text);
  const months = year ? await loadHijriYear(year) : [];
  return readDay(text, months) || readDayWord(text) || text;
}

/** What is wrong with a day that is not settled.  */
export function dayFault(text) {
  const example = {gregorian: t("day.exampleGregorian"), hijri: t("day.exampleHijri")};
  return t(hijriYearOf(text) ? "day.noHijri" : "day.unknown", {text, ...example});
}

/** The settled days of a value of a day, a period or a list of them. */
export async function settleValue(type, value) {
  if (Array.isArray(value)) return Promise.all(value.map((one) => settleValue(type, one)));
  if (type === "dateRange") {
    return typeof value === "object" ? {from: await settleDay(value.from), to: await settleDay(value.to)} : value;
  }
  if (type === "date") return settleDay(value);
  const [, day, time] = /^(\S*\d)[ T]+(\d\S*)$/.exec(westernDigits(String(value)).trim()) ?? [];
  return type === "datetime" && day ? `${await settleDay(day)} ${time}` : value;
}
