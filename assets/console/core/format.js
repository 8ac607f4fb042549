// Numbers and times, with western digits in both languages, as the workbooks have them.
import {language, localized, t} from "./messages.js";
import {timeZone, timeZoneName} from "./session.js";

const locale = () => (language.get() === "ar" ? "ar-SA-u-ca-gregory-nu-latn" : "en-GB");

export const formatNumber = (value) => Number(value).toLocaleString("en-US");

/** By the clock of the signed-in organization, as the reports and their logs have it. */
export function formatTime(text) {
  return new Date(text).toLocaleString(locale(), {
    day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: timeZone(),
  });
}

/** Whose clock the times of a page are; empty if it is unknown. */
export function clockNote() {
  const city = localized(timeZoneName());
  return city ? t("time.zone", {city}) : "";
}

/** A day "2026-01-31" in words. */
export function formatDay(day) {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(locale(), {dateStyle: "long", timeZone: "UTC"});
}

export const formatMonth = (year, month) =>
  new Date(Date.UTC(year, month - 1, 1)).toLocaleDateString(locale(), {month: "long", year: "numeric", timeZone: "UTC"});

export const formatMonthName = (month) => new Date(Date.UTC(2023, month - 1, 1)).toLocaleDateString(locale(), {month: "long", timeZone: "UTC"});

/** Sunday is 0. */
export const formatWeekday = (weekday, style) =>
  new Date(Date.UTC(2023, 0, 1 + weekday)).toLocaleDateString(locale(), {weekday: style, timeZone: "UTC"});

export function formatAgo(text) {
  const seconds = (Date.now() - new Date(text)) / 1000;
  if (seconds < 45) return t("time.now");
  const format = new Intl.RelativeTimeFormat(language.get() === "ar" ? "ar-u-nu-latn" : "en", {numeric: "auto"});
  if (seconds < 3600) return format.format(-Math.round(seconds / 60), "minute");
  if (seconds < 86400) return format.format(-Math.round(seconds / 3600), "hour");
  return seconds < 604800 ? format.format(-Math.round(seconds / 86400), "day") : formatTime(text);
}

export function formatBytes(bytes) {
  const units = ["unit.bytes", "unit.kilobytes", "unit.megabytes", "unit.gigabytes", "unit.terabytes"];
  let unit = 0;
  let value = Number(bytes);
  while (value >= 1000 && unit + 1 < units.length) {
    value /= 1000;
    ++unit;
  }
  return t(units[unit], {value: value.toLocaleString("en-US", {maximumSignificantDigits: 3})});
}

export function formatDuration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return t("unit.seconds", {value: seconds.toLocaleString("en-US", {maximumFractionDigits: seconds < 10 ? 1 : 0})});
  return t("unit.minutes", {minutes: formatNumber(Math.floor(seconds / 60)), seconds: String(Math.floor(seconds % 60)).padStart(2, "0")});
}
