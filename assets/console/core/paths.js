// This module's address is BASE/console/assets/DIGEST/core/paths.js.
const base = new URL("../../../..", import.meta.url);

/** The path before "/console" and "/v1", as a reverse proxy may add it; without a slash at the end. */
export const basePath = base.pathname.replace(/\/$/, "");
/** The server's address without a slash at the end. */
export const baseUrl = base.origin + basePath;
export const consolePath = basePath + "/console";
export const assetUrl = (name) => new URL("../" + name, import.meta.url);
export const pathTo = (...parts) => [consolePath, ...parts.map(encodeURIComponent)].join("/");
