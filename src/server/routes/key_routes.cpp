#include "server/routes/key_routes.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "base/bidi.h"
#include "base/utf8.h"
#include "server/api/authentication.h"
#include "server/api/body_reader.h"
#include "server/api/page_params.h"
#include "server/api/problem.h"

namespace server {
namespace {

using auth::ApiKey;
using auth::KeyGrant;
using auth::Scope;
using namespace std::chrono_literals;

constexpr std::size_t kMaxLabelLength = 200;
constexpr std::int64_t kMaxDays = 36'500;
constexpr std::int64_t kMaxOverlapHours = 24 * 365;
constexpr std::chrono::days kInvitationLife{7};

Problem conflict(const char* message) { return {409, "CONFLICT", base::Message{message}}; }

void throw_if_excessive(std::vector<base::Diagnostic> excess) {
  if (excess.empty()) return;
  throw Problem{403, "NOT_ALLOWED", base::Message{"server.grants_too_much"}, std::move(excess)};
}

bool is_label(const std::string& text) {
  return !text.empty() && !base::has_control(text) && base::utf16_length(text) <= kMaxLabelLength;
}

std::set<Scope> read_scopes(BodyReader& body) {
  std::set<Scope> scopes;
  const auto names = body.texts("scopes");
  if (!names && !body.has("scopes")) return {Scope::kSubmit, Scope::kRead, Scope::kCancel};
  if (names && names->empty()) body.add_fault("scopes", base::Message{"server.bad_scope"});
  for (const std::string& name : names.value_or(std::vector<std::string>{})) {
    if (const auto scope = auth::parse_scope(name)) {
      scopes.insert(*scope);
    } else {
      body.add_fault("scopes", base::Message{"server.bad_scope"});
    }
  }
  return scopes;
}

std::vector<std::string> read_models(BodyReader& body, const KeyGrant& own) {
  const auto models = body.texts("dataModels");
  if (!models) return own.models;
  for (const std::string& model : *models) {
    if (!model.empty() && model.find_first_of(" \t\r\n") == std::string::npos) continue;
    body.add_fault("dataModels", base::Message{"server.bad_model_pattern"});
  }
  return *models;
}

bool read_data_of(BodyReader& body, const KeyGrant& own) {
  const auto data_of = body.text("dataOf");
  if (!data_of) return own.includes_sub_organizations;
  if (*data_of != "own" && *data_of != "below") {
    body.add_fault("dataOf", base::Message{"server.bad_data_of"});
  }
  return *data_of != "own";
}

/// What the body asks for; what it leaves out is as in the caller's own grant.
KeyGrant read_grant(BodyReader& body, const KeyGrant& own, base::Time now) {
  KeyGrant grant;
  grant.organization =
      base::OrganizationUid{body.text("organization").value_or(own.organization.text())};
  grant.label = body.text("label").value_or("");
  if (!is_label(grant.label)) {
    body.add_fault("label",
                   base::Message{"server.bad_label", {{"most", std::int64_t{kMaxLabelLength}}}});
  }
  grant.scopes = read_scopes(body);
  grant.models = read_models(body, own);
  grant.includes_sub_organizations = read_data_of(body, own);
  grant.expires_at = body.has("expiresAt") ? body.time("expiresAt") : own.expires_at;
  if (grant.expires_at && *grant.expires_at <= now) {
    body.add_fault("expiresAt", base::Message{"server.bad_expiry"});
  }
  return grant;
}

/// `life`: zero is one without an end.
bool outlives(std::chrono::seconds life, const ApiKey& caller, base::Time now) {
  const auto& end = caller.grant.expires_at;
  return end && (life == 0s || now + life > *end);
}

void throw_unless_done(auth::ApiKeyStore::Outcome outcome) {
  switch (outcome) {
    case auth::ApiKeyStore::Outcome::kDone:
      return;
    case auth::ApiKeyStore::Outcome::kNotFound:
      throw conflict("server.key_ended");
    case auth::ApiKeyStore::Outcome::kLastAdmin:
      throw conflict("server.last_admin");
  }
}

auth::ApiKeyStore::Administrator administrator(const Request& request, const ApiKey& caller) {
  return {.key = caller.id,
          .peer = request.peer,
          .request_id = request.id,
          .latest_expiry = caller.grant.expires_at};
}

}  // namespace

Response KeyRoutes::list(const Request& request) const {
  const ApiKey caller = authenticated(services_, request, Scope::kAdmin);
  PageParams params = PageParams::read(request, {"organization"});
  const KeyAdministration administration{services_, caller};
  std::vector<ApiKey> keys = services_.auth.keys.list();
  std::map<base::KeyId, base::KeyId> newest;  // by lineage
  for (const ApiKey& key : keys) newest.insert_or_assign(key.lineage, key.id);
  std::ranges::reverse(keys);
  std::erase_if(keys, [&](const ApiKey& key) {
    const std::string& organization = key.grant.organization.text();
    return !administration.manages(key.grant.organization) ||
           params.filter("organization").value_or(organization) != organization;
  });
  if (params.cursor()) {
    const auto last =
        std::ranges::find(keys, *params.cursor(), [](const ApiKey& key) { return key.id.text(); });
    keys.erase(keys.begin(), last == keys.end() ? last : std::next(last));
  }
  json::Value::Array listed;
  for (const ApiKey& key : keys) {
    if (listed.size() == params.size()) break;
    listed.push_back(to_json(key, caller));
    const auto newer = newest.find(key.lineage);
    if (newer->second != key.id) listed.back().add("replacedBy", newer->second.text());
  }
  json::Value data = json::Value::object({{"keys", std::move(listed)}});
  if (keys.size() > params.size()) data.add("nextCursor", keys[params.size() - 1].id.text());
  return services_.envelope.respond(request, std::move(data));
}

Response KeyRoutes::create(const Request& request) const {
  const ApiKey caller = authenticated(services_, request, Scope::kAdmin);
  const auth::ApiKeyStore::Created created = create_key(request, caller);
  return services_.envelope.respond(
      request,
      json::Value::object({{"key", to_json(created.key, caller)}, {"secret", created.secret}}));
}

Response KeyRoutes::invite(const Request& request) const {
  const ApiKey caller = authenticated(services_, request, Scope::kAdmin);
  const ApiKey key = create_key(request, caller).key;
  const base::Time now = services_.clock.now();
  const base::Time end =
      std::min(now + kInvitationLife, key.grant.expires_at.value_or(base::Time::max()));
  const std::string token = services_.auth.sessions.create_link(
      key, std::chrono::floor<std::chrono::seconds>(end - now),
      {.action = {}, .key = caller.id, .peer = request.peer, .request_id = request.id});
  return services_.envelope.respond(
      request, json::Value::object({{"key", to_json(key, caller)},
                                    {"link", base_url_ + "/console/sign-in#" + token},
                                    {"linkExpiresAt", base::format_rfc3339(end)}}));
}

Response KeyRoutes::rotate(const Request& request) const {
  const ApiKey caller = authenticated(services_, request, Scope::kAdmin);
  const ApiKey key = require_managed(request, caller);
  BodyReader body{request, true};
  const std::chrono::hours overlap{body.integer("hours", 0, kMaxOverlapHours).value_or(24)};
  std::optional<std::chrono::seconds> life;
  if (const auto days = body.integer("days", 0, kMaxDays)) life = std::chrono::days{*days};
  body.throw_if_faulty();
  // The answer has the new key's secret, so its rights must be the caller's own at most. An expiry
  // that is not asked for is limited by the store.
  KeyGrant grant = key.grant;
  grant.expires_at = caller.grant.expires_at;
  std::vector<base::Diagnostic> excess = KeyAdministration{services_, caller}.excess(grant);
  if (life && outlives(*life, caller, services_.clock.now())) {
    excess.push_back({"days", base::Message{"server.grant_expiry"}});
  }
  throw_if_excessive(std::move(excess));
  const auto newer = services_.auth.keys.successor(key.id);
  if (newer && !services_.auth.keys.require(*newer).revoked_at) {
    throw conflict("server.key_rotated");
  }
  const auto rotation = services_.auth.keys.rotate_unless_last_admin(
      key.id, overlap, life, administrator(request, caller));
  throw_unless_done(rotation.outcome);
  return services_.envelope.respond(
      request, json::Value::object({{"key", to_json(rotation.created->key, caller)},
                                    {"secret", rotation.created->secret}}));
}

Response KeyRoutes::revoke(const Request& request) const {
  const ApiKey caller = authenticated(services_, request, Scope::kAdmin);
  const ApiKey key = require_managed(request, caller);
  if (key.allows(Scope::kOperator)) require_scope(caller, Scope::kOperator);
  if (key.id != caller.id) {
    KeyGrant grant = key.grant;  // a key with fewer rights must not end it
    grant.scopes.erase(Scope::kOperator);
    grant.expires_at = caller.grant.expires_at;
    std::vector<base::Diagnostic> excess = KeyAdministration{services_, caller}.excess(grant);
    if (!excess.empty()) {
      throw Problem{403, "NOT_ALLOWED", base::Message{"server.key_has_more"}, std::move(excess)};
    }
  }
  throw_unless_done(
      services_.auth.keys.revoke_unless_last_admin(key.id, administrator(request, caller)));
  return services_.envelope.respond(
      request,
      json::Value::object({{"key", to_json(services_.auth.keys.require(key.id), caller)}}));
}

auth::ApiKeyStore::Created KeyRoutes::create_key(const Request& request,
                                                 const ApiKey& caller) const {
  BodyReader body{request};
  const KeyGrant grant = read_grant(body, caller.grant, services_.clock.now());
  body.throw_if_faulty();
  throw_if_excessive(KeyAdministration{services_, caller}.excess(grant));
  return services_.auth.keys.create(grant, administrator(request, caller));
}

ApiKey KeyRoutes::require_managed(const Request& request, const ApiKey& caller) const {
  auto key = services_.auth.keys.find(base::KeyId{request.path_parameter("uid")});
  if (!key || !KeyAdministration{services_, caller}.manages(key->grant.organization)) {
    throw not_found();
  }
  return *std::move(key);
}

json::Value KeyRoutes::to_json(const ApiKey& key, const ApiKey& caller) const {
  const KeyGrant& grant = key.grant;
  json::Value::Array scopes;
  for (const Scope scope : grant.scopes) scopes.emplace_back(auth::name(scope));
  json::Value value =
      json::Value::object({{"id", key.id.text()},
                           {"organization", grant.organization.text()},
                           {"label", grant.label},
                           {"scopes", std::move(scopes)},
                           {"dataOf", grant.includes_sub_organizations ? "below" : "own"},
                           {"state", key.is_live(services_.clock.now()) ? "live"
                                     : key.revoked_at                   ? "revoked"
                                                                        : "expired"},
                           {"current", key.id == caller.id},
                           {"createdAt", base::format_rfc3339(key.created_at)}});
  if (!grant.models.empty()) {
    json::Value::Array models;
    for (const std::string& model : grant.models) models.emplace_back(model);
    value.add("dataModels", std::move(models));
  }
  const auto add_time = [&](const char* name, const std::optional<base::Time>& time) {
    if (time) value.add(name, base::format_rfc3339(*time));
  };
  add_time("expiresAt", grant.expires_at);
  add_time("revokedAt", key.revoked_at);
  add_time("lastUsedAt", key.last_used_at);
  return value;
}

}  // namespace server
