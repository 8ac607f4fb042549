// What a person chose on this device. Storage may be off: then a choice lasts as long as the page.
const prefix = "gormic-bi.";

export function readPreference(key) {
  try {
    return localStorage.getItem(prefix + key);
  } catch {
    return null;
  }
}

/** null removes it. */
export function writePreference(key, value) {
  try {
    if (value === null) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, value);
  } catch {
    // Private windows of some browsers refuse.
  }
}

export function readList(key) {
  try {
    const list = JSON.parse(readPreference(key) ?? "[]");
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

export const writeList = (key, list) => writePreference(key, JSON.stringify(list));
