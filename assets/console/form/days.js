import {timeZone} from "../core/session.js";

// Days as texts "2026-01-31", counted in UTC so that no time zone moves them.
const kMilliseconds = 86_400_000;
const toDate = (day) => new Date(`${day}T00:00:00Z`);
const toDay = (date) => date.toISOString().slice(0, 10);

export const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(toDate(text).getTime()) && toDay(toDate(text)) === text;
export const addDays = (day, count) => toDay(new Date(toDate(day).getTime() + count * kMilliseconds));
export const weekdayOf = (day) => toDate(day).getUTCDay();
export const yearOf = (day) => Number(day.slice(0, 4));
export const monthOf = (day) => Number(day.slice(5, 7));
export const firstOfMonth = (day) => `${day.slice(0, 8)}01`;

/** The same day of another month, or its last. */
export function addMonths(day, count) {
  const first = toDate(firstOfMonth(day));
  first.setUTCMonth(first.getUTCMonth() + count);
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(Number(day.slice(8)), length));
  return toDay(first);
}

/** This day of the signed-in organization, as the server counts it. */
export const today = () => new Date().toLocaleDateString("en-CA", {timeZone: timeZone(), dateStyle: "short"});
