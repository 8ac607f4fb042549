// The names of values that a request has only as codes.
import {get} from "../core/api.js";

const kMostNames = 1000;
const lists = new Map();  // by address: the promise of the values, empty if they are not to be had

function load(path, organizationUid) {
  const address = `${path} ${organizationUid ?? ""}`;
  if (!lists.has(address)) {
    lists.set(address, get(path, {limit: kMostNames, organizationUid}, {isBackground: true}).then((data) => data.values, () => {
      lists.delete(address);
      return [];
    }));
  }
  return lists.get(address);
}

/** The model with the values of the look-ups that the request has used; of those that depend on others, none. */
export async function withNames(model, params) {
  const isUsed = (one) => one.valuesFrom?.dependsOn.length === 0 && params.parameters?.some((sent) => sent.key === one.key);
  const parameters = await Promise.all(model.parameters.map(async (one) =>
    (isUsed(one) ? {...one, values: await load(one.valuesFrom.path, params.organizationUid)} : one)));
  return {...model, parameters};
}
