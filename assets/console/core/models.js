import {get, request} from "./api.js";
import {useLoad} from "./load.js";
import {localized} from "./messages.js";
import {readList, writeList} from "./preferences.js";

const kRecentLimit = 6;

/** The data models that are open to the caller. */
export const useModels = () =>
  useLoad(async (signal) => (await get("/v1/bi/data-models", {}, {signal})).dataModels, []);

export const useModel = (uid) =>
  useLoad(async (signal) => (await get(`/v1/bi/data-models/${encodeURIComponent(uid)}`, {}, {signal})).dataModel, [uid]);

/** Marks a data model as a favourite, or takes the mark away. */
export const setFavourite = (uid, isFavourite) =>
  request(isFavourite ? "PUT" : "DELETE", `/v1/bi/data-models/${encodeURIComponent(uid)}/favourite`);

/** A data model's title where the list is known, else its uid. */
export function titleOf(models, uid) {
  const found = models?.find((one) => one.uid === uid);
  return found ? localized(found.title) : uid;
}

export const recentReports = () => readList("recent");
export const addRecentReport = (uid) =>
  writeList("recent", [uid, ...recentReports().filter((one) => one !== uid)].slice(0, kRecentLimit));
