#include "server/routes/session_routes.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "server/api/body_reader.h"
#include "server/api/problem.h"

namespace server {
namespace {

constexpr std::size_t kMaxDevice = 300;  // bytes of User-Agent that are kept

/// What the browser says that it is.
std::string device(const Request& request) {
  const std::string sent{request.headers.find("User-Agent").value_or("")};
  return base::sanitize_utf8(sent.substr(0, kMaxDevice));
}

auth::Audit::Entry audit_entry(const Request& request) {
  return {.action = {}, .peer = request.peer, .request_id = request.id};
}

json::Value scopes_of(const auth::ApiKey& key) {
  using auth::Scope;
  json::Value::Array scopes;
  for (const Scope scope :
       {Scope::kSubmit, Scope::kRead, Scope::kCancel, Scope::kAdmin, Scope::kOperator}) {
    if (key.allows(scope)) scopes.emplace_back(auth::name(scope));
  }
  return scopes;
}

Principal to_principal(auth::SessionStore::Begun begun) {
  return {std::move(begun.key), std::move(begun.session)};
}

}  // namespace

Response SessionRoutes::sign_in(const Request& request) const {
  BodyReader body{request};
  const std::string api_key = body.text("apiKey").value_or("");
  const std::string link = body.text("signInToken").value_or("");
  const bool stays = body.boolean("staySignedIn").value_or(false);
  if (api_key.empty() == link.empty()) body.add_fault("", base::Message{"server.bad_sign_in"});
  body.throw_if_faulty();
  auth::SessionStore& sessions = services_.auth.sessions;
  std::optional<auth::SessionStore::Begun> begun;
  if (link.empty()) {
    const auth::ApiKey key = require_live_key(services_, request, api_key);
    count_request(services_, request, key);
    begun = sessions.begin(key, stays, device(request), audit_entry(request));
  } else {
    begun = sessions.begin_by_link(link, stays, device(request), audit_entry(request));
  }
  if (!begun) {
    count_failed_login(services_, request, "link");
    Problem problem{401, "SIGN_IN_LINK_ENDED", base::Message{"server.sign_in_link_ended"}};
    problem.add_header("WWW-Authenticate", "api-key");
    throw problem;
  }
  request.identity->organization = begun->key.grant.organization.text();
  request.identity->key = begun->key.id.text();
  const std::string token = begun->token;
  return respond_with_cookie(request, to_principal(*std::move(begun)), token);
}

Response SessionRoutes::list(const Request& request) const {
  const Principal caller = identify(services_, request);
  json::Value::Array sessions;
  for (const auth::Session& session : services_.auth.sessions.list(caller.key)) {
    sessions.push_back(to_json(session, caller));
  }
  return services_.envelope.respond(request,
                                    json::Value::object({{"sessions", std::move(sessions)}}));
}

Response SessionRoutes::sign_out_everywhere(const Request& request) const {
  const Principal caller = identify(services_, request);
  const std::size_t count = services_.auth.sessions.end_all(caller.key, audit_entry(request));
  Response response = services_.envelope.respond(
      request, json::Value::object({{"ended", static_cast<std::int64_t>(count)}}));
  if (caller.session) response.headers.set("Set-Cookie", cookie_.remove(is_secure()));
  return response;
}

Response SessionRoutes::current(const Request& request) const {
  if (!request.headers.find("api-key") && !cookie_.token(request)) {
    // A page asks so before anybody has signed in: that is no failed login.
    Problem problem{401, "UNAUTHORIZED", base::Message{"server.unauthorized"}};
    problem.add_header("WWW-Authenticate", "api-key");
    throw problem;
  }
  const Principal caller = identify(services_, request);
  // The cookie of a device that stays signed in lasts from its last use.
  if (caller.session && caller.session->stays) {
    return respond_with_cookie(request, caller, cookie_.token(request).value_or(""));
  }
  return services_.envelope.respond(request, describe(caller));
}

Response SessionRoutes::change(const Request& request) const {
  Principal caller = identify(services_, request);
  if (!caller.session) throw not_found();
  BodyReader body{request};
  caller.session->stays = body.boolean("staySignedIn").value_or(false);
  body.throw_if_faulty();
  services_.auth.sessions.set_stays(caller.key, *caller.session, caller.session->stays,
                                    audit_entry(request));
  return respond_with_cookie(request, caller, cookie_.token(request).value_or(""));
}

Response SessionRoutes::sign_out(const Request& request) const {
  const Principal caller = identify(services_, request);
  if (!caller.session) throw not_found();
  auth::Audit::Entry entry = audit_entry(request);
  entry.detail = "signed out";
  static_cast<void>(services_.auth.sessions.end(caller.key, caller.session->id, std::move(entry)));
  Response response = services_.envelope.respond(
      request, json::Value::object({{"sessionId", caller.session->id.text()}}));
  response.headers.set("Set-Cookie", cookie_.remove(is_secure()));
  return response;
}

Response SessionRoutes::end(const Request& request) const {
  const Principal caller = identify(services_, request);
  const auth::SessionId id{request.path_parameter("uid")};
  if (!services_.auth.sessions.end(caller.key, id, audit_entry(request))) throw not_found();
  return services_.envelope.respond(request, json::Value::object({{"sessionId", id.text()}}));
}

json::Value SessionRoutes::to_json(const auth::Session& session, const Principal& caller) const {
  base::Time end = services_.auth.sessions.idle_end(session);
  if (caller.key.grant.expires_at) end = std::min(end, *caller.key.grant.expires_at);
  return json::Value::object({{"id", session.id.text()},
                              {"device", session.device},
                              {"startedAt", base::format_rfc3339(session.created_at)},
                              {"lastUsedAt", base::format_rfc3339(session.last_used_at)},
                              {"expiresAt", base::format_rfc3339(end)},
                              {"staySignedIn", session.stays},
                              {"current", caller.session && caller.session->id == session.id}});
}

/// Who is signed in: the session, its key and its organization.
json::Value SessionRoutes::describe(const Principal& caller) const {
  const auth::KeyGrant& grant = caller.key.grant;
  json::Value key = json::Value::object(
      {{"id", caller.key.id.text()}, {"label", grant.label}, {"scopes", scopes_of(caller.key)}});
  if (grant.expires_at) key.add("expiresAt", base::format_rfc3339(*grant.expires_at));
  using language::Language;
  json::Value organization = json::Value::object({{"uid", grant.organization.text()}});
  const auto catalogue = services_.data.catalogue();
  const auto known = catalogue ? catalogue->organization(grant.organization) : std::nullopt;
  if (known) {
    organization.add("name", json::Value::object({{"en", known->name.get(Language::kEnglish)},
                                                  {"ar", known->name.get(Language::kArabic)}}));
    const language::TimeZone& zone = known->time_zone;
    organization.add("timeZone", zone.name());
    organization.add("timeZoneName",
                     json::Value::object({{"en", zone.location_name(Language::kEnglish)},
                                          {"ar", zone.location_name(Language::kArabic)}}));
  }
  json::Value data = json::Value::object();
  if (caller.session) data.add("session", to_json(*caller.session, caller));
  data.add("key", std::move(key));
  data.add("organization", std::move(organization));
  return data;
}

Response SessionRoutes::respond_with_cookie(const Request& request, const Principal& caller,
                                            const std::string& token) const {
  std::optional<std::chrono::seconds> lifetime;
  if (caller.session->stays) lifetime = auth::SessionStore::kStayTime;
  Response response = services_.envelope.respond(request, describe(caller));
  response.headers.set("Set-Cookie", cookie_.set(token, is_secure(), lifetime));
  return response;
}

}  // namespace server
