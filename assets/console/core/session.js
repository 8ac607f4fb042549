import {ApiError, onUnauthorized, request} from "./api.js";
import {createStore} from "./store.js";

const kPath = "/v1/bi/sessions";

/**
 * Who is signed in: null while unknown, else {isSignedIn, session, key, organization, reason}.
 * `reason`: why a session ended, in the server's words, or empty.
 */
export const session = createStore(null);

let turn = 0;  // a sign-in outruns the questions before it
const signedOut = (reason) => session.set({isSignedIn: false, reason});
const endSession = (reason) => {
  if (session.get()?.isSignedIn) signedOut(reason);
};
onUnauthorized((error) => endSession(error.message));

/** Asks the server, since a cookie cannot be read. */
export async function loadSession() {
  const mine = ++turn;
  try {
    const {data} = await request("GET", `${kPath}/current`, {quiet: true});
    if (mine === turn) session.set({isSignedIn: true, ...data});
  } catch (error) {
    if (mine !== turn) return;
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    signedOut(error.code === "SESSION_ENDED" ? error.message : "");
  }
}

/** `proof`: {apiKey}, or {signInToken} of a link; and {staySignedIn}. Throws ApiError. */
export async function signIn(proof) {
  const {data} = await request("POST", kPath, {body: proof, quiet: true});
  ++turn;
  session.set({isSignedIn: true, ...data});
}

/** Throws ApiError where the server does not hear of it: the session would go on. */
export async function signOut() {
  await request("DELETE", `${kPath}/current`, {quiet: true}).catch((error) => {
    if (error.status !== 401) throw error;
  });
  signedOut("");
}

/** The time zone of the signed-in organization; undefined, which means the page's own, if it is unknown. */
export const timeZone = () => session.get()?.organization?.timeZone;

/** What people call that time zone, in both languages: {en, ar}; undefined if it is unknown. */
export const timeZoneName = () => session.get()?.organization?.timeZoneName;

/** The scope "admin" includes all but "operator". */
export const hasScope = (scope) => {
  const scopes = session.get()?.key?.scopes ?? [];
  return scopes.includes(scope) || (scope !== "operator" && scopes.includes("admin"));
};
