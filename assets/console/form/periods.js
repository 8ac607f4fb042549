import {hasMessage, t} from "../core/messages.js";

/** Words of the API for periods, in the groups of a list. */
export const periodGroups = [
  ["days", ["today", "yesterday"]],
  ["weeks", ["thisWeek", "lastWeek", "last7Days"]],
  ["months", ["thisMonth", "lastMonth", "monthToDate", "last30Days"]],
  ["quarters", ["thisQuarter", "lastQuarter", "quarterToDate", "last90Days"]],
  ["years", ["thisYear", "lastYear", "yearToDate"]],
  ["hijri", ["thisHijriMonth", "lastHijriMonth", "hijriMonthToDate", "thisHijriYear", "lastHijriYear", "hijriYearToDate"]],
  ["future", ["tomorrow", "nextWeek", "nextMonth", "next30Days", "nextQuarter", "nextYear", "nextHijriMonth", "nextHijriYear"]],
];
export const dayWords = ["today", "yesterday", "tomorrow"];

/** A period's word in the page's language; a word that is not in the list stays as it is. */
export function periodName(word) {
  if (hasMessage(`period.${word}`)) return t(`period.${word}`);
  const days = /^(last|next)(\d+)Days$/.exec(word);
  return days ? t(`period.${days[1]}Days`, {count: Number(days[2])}) : word;
}
