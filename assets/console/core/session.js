import {ApiError, onUnauthorized, request} from "./api.js";
import {createStore} from "./store.js";

const kPath = "/v1/bi/sessions";

/**
 * Who is signed in: null while unknown, else {isSignedIn, session, reason}. `reason` says why a
 * session ended: a word of the server, or absent.
 */
export const session = createStore(null);

const signedOut = (reason) => session.set({isSignedIn: false, reason});
export const endSession = (reason) => {
  if (session.get()?.isSignedIn) signedOut(reason);
};
onUnauthorized(() => endSession("expired"));

/** Asks the server, since a cookie cannot be read. */
export async function loadSession() {
  try {
    const {data} = await request("GET", `${kPath}/current`, {quiet: true});
    session.set({isSignedIn: true, session: data.session});
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 0) throw error;
    signedOut();
  }
}

/** `proof`: {apiKey} with the organization, or {token} of a sign-in link. Throws ApiError. */
export async function signIn(proof, organization) {
  const headers = organization ? {"organization-id": organization} : {};
  await request("POST", kPath, {body: proof, headers, quiet: true});
  await loadSession();
}

export async function signOut() {
  await request("DELETE", `${kPath}/current`, {quiet: true}).catch(() => {});
  signedOut("signed-out");
}

export const hasScope = (scope) => session.get()?.session?.scopes?.includes(scope) ?? false;
