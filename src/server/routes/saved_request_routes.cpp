#include "server/routes/saved_request_routes.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/bidi.h"
#include "base/parse_integer.h"
#include "job/warning_code.h"
#include "json/parse.h"
#include "json/write.h"
#include "language/text.h"
#include "server/api/authentication.h"
#include "server/api/body_reader.h"
#include "server/api/job_submitter.h"
#include "server/api/problem.h"

namespace server {
namespace {

using preference::SavedRequest;
using preference::SavedRequestError;
using preference::SavedRequestId;
using preference::SavedRequestStore;

constexpr std::size_t kMaxNameUnits = 100;  // of UTF-16, as browsers count
constexpr std::size_t kMaxParamsBytes = std::size_t{64} << 10;
constexpr std::string_view kPrivate = "private";
constexpr std::string_view kOrganization = "organization";

SavedRequestStore::Viewer to_viewer(const auth::ApiKey& key) {
  return {key.grant.organization, key.lineage};
}

std::string etag(const SavedRequest& saved) { return "\"v" + std::to_string(saved.version) + "\""; }

json::Value to_json(const SavedRequest& saved, const auth::ApiKey& key) {
  return json::Value::object({{"id", saved.id.text()},
                              {"name", saved.content.name},
                              {"visibility", saved.content.is_shared ? kOrganization : kPrivate},
                              {"dataModel", saved.content.data_model},
                              {"own", saved.lineage == key.lineage},
                              {"etag", etag(saved)},
                              {"createdAt", base::format_rfc3339(saved.created_at)},
                              {"updatedAt", base::format_rfc3339(saved.updated_at)}});
}

/// The version that If-Match names: one strong tag (RFC 9110, section 13.1.1), or "*", which any
/// version satisfies. A tag that no version has is version 0.
std::optional<std::int64_t> parse_if_match(std::string_view sent) {
  if (sent == "*") return std::nullopt;
  if (!sent.starts_with("\"v") || !sent.ends_with('"') || sent.size() < 4) return 0;
  return base::parse_integer<std::int64_t>(sent.substr(2, sent.size() - 3)).value_or(0);
}

std::optional<std::int64_t> expected_version(const Request& request) {
  const auto sent = request.headers.find("If-Match");
  return sent ? parse_if_match(*sent) : std::nullopt;
}

Problem to_problem(SavedRequestError error) {
  switch (error) {
    case SavedRequestError::kGone:
      return not_found();
    case SavedRequestError::kChanged:
      return {412, "PRECONDITION_FAILED", base::Message{"server.saved_request_changed"}};
    case SavedRequestError::kNameTaken:
      return {409, "CONFLICT", base::Message{"server.saved_request_name_taken"}};
    case SavedRequestError::kTooMany:
      return {409, "CONFLICT",
              base::Message{"server.too_many_saved_requests",
                            {{"most", SavedRequestStore::kMaxPerOwner}}}};
  }
  return not_found();
}

SavedRequest require_done(SavedRequestStore::Result result) {
  if (const auto* error = std::get_if<SavedRequestError>(&result)) throw to_problem(*error);
  return std::get<SavedRequest>(std::move(result));
}

std::string read_name(BodyReader& body) {
  std::string name = language::nfc(body.text("name").value_or(""));
  const bool is_valid = !language::is_invisible(name) && !base::has_control(name) &&
                        language::truncate_utf16(name, kMaxNameUnits).size() == name.size();
  if (!is_valid) {
    body.add_fault("name",
                   base::Message{"server.bad_label", {{"most", std::int64_t{kMaxNameUnits}}}});
  }
  return name;
}

/// Private unless the body says otherwise.
bool read_is_shared(BodyReader& body) {
  const std::string visibility = body.text("visibility").value_or(std::string{kPrivate});
  if (visibility != kPrivate && visibility != kOrganization) {
    body.add_fault("visibility", base::Message{"server.bad_visibility"});
  }
  return visibility == kOrganization;
}

/// As they were sent.
json::Value read_params(BodyReader& body) {
  const json::Value* params = body.find("params");
  if (params == nullptr) {
    body.add_fault("params", base::Message{"model.missing"});
  } else if (json::write(*params).size() > kMaxParamsBytes) {
    body.add_fault("params", base::Message{"server.params_too_large",
                                           {{"most", std::int64_t{kMaxParamsBytes}}}});
  } else {
    return *params;
  }
  return {};
}

}  // namespace

Response SavedRequestRoutes::list(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, auth::Scope::kSubmit);
  std::optional<std::string> data_model;
  for (const auto& [name, value] : request.query) {
    if (name != "dataModel") {
      throw Problem{400,
                    "INVALID_DATA_MODEL_PARAMETER",
                    base::Message{"server.bad_query_string"},
                    {{name, base::Message{"server.unknown_filter"}}}};
    }
    data_model = value;
  }
  json::Value::Array requests;
  for (const SavedRequest& saved :
       services_.preferences.saved_requests.list(to_viewer(key), data_model)) {
    if (can_see(key, saved)) requests.push_back(to_json(saved, key));
  }
  return services_.envelope.respond(request,
                                    json::Value::object({{"savedRequests", std::move(requests)}}));
}

Response SavedRequestRoutes::get(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, auth::Scope::kSubmit);
  return respond(request, key, require(request, key));
}

Response SavedRequestRoutes::create(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, auth::Scope::kSubmit);
  Draft draft = read_body(request, key);
  const SavedRequest saved = require_done(services_.preferences.saved_requests.create(
      to_viewer(key), std::move(draft.content), audit("saved-request.created", request, key)));
  Response response = respond(request, key, saved, std::move(draft.warnings));
  response.headers.set("Location", base_path_.text() + "/v1/bi/saved-requests/" + saved.id.text());
  return response;
}

Response SavedRequestRoutes::update(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, auth::Scope::kSubmit);
  const SavedRequest saved = require_changeable(request, key);
  if (!request.headers.find("If-Match")) {
    throw Problem{428, "PRECONDITION_REQUIRED", base::Message{"server.if_match_missing"}};
  }
  Draft draft = read_body(request, key);
  // The caller could not see it any more.
  if (!draft.content.is_shared && saved.lineage != key.lineage) {
    throw Problem{403, "NOT_ALLOWED", base::Message{"server.saved_request_of_another"}};
  }
  const SavedRequest changed = require_done(services_.preferences.saved_requests.update(
      to_viewer(key), saved.id, expected_version(request), draft.content,
      audit("saved-request.updated", request, key)));
  return respond(request, key, changed, std::move(draft.warnings));
}

Response SavedRequestRoutes::remove(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, auth::Scope::kSubmit);
  const SavedRequest saved = require_changeable(request, key);
  static_cast<void>(require_done(services_.preferences.saved_requests.remove(
      to_viewer(key), saved.id, expected_version(request),
      audit("saved-request.deleted", request, key))));
  return services_.envelope.respond(request, json::Value::object({{"id", saved.id.text()}}));
}

SavedRequestRoutes::Draft SavedRequestRoutes::read_body(const Request& request,
                                                        const auth::ApiKey& key) const {
  BodyReader body{request};
  Draft draft;
  draft.content.name = read_name(body);
  draft.content.is_shared = read_is_shared(body);
  const json::Value params = read_params(body);
  body.throw_if_faulty();
  const auto catalogue = services_.data.catalogue();
  if (!catalogue) throw unavailable();
  const model::ValidationResult checked = model::validate_body(
      catalogue, json::Value::object({{"params", params}}), key.to_caller(services_.clock.now()));
  JobSubmitter::throw_if_rejected(checked, std::nullopt);
  draft.content.data_model = checked.spec()->model->uid;
  draft.content.params = json::write(params);
  draft.warnings = render_warnings(request, checked);
  return draft;
}

json::Value::Array SavedRequestRoutes::render_warnings(
    const Request& request, const model::ValidationResult& checked) const {
  const language::Language language =
      language::negotiate_language(request.headers.find("Accept-Language").value_or(""));
  json::Value::Array warnings;
  for (const base::Diagnostic& warning : checked.warnings) {
    warnings.push_back(
        json::Value::object({{"code", job::warning_code(warning.reason)},
                             {"message", services_.messages.text(language, warning.reason)},
                             {"path", warning.path}}));
  }
  return warnings;
}

bool SavedRequestRoutes::can_see(const auth::ApiKey& key, const SavedRequest& saved) const {
  if (saved.lineage == key.lineage) return true;
  const auto catalogue = services_.data.catalogue();
  const model::DataModel* model = catalogue ? catalogue->model(saved.content.data_model) : nullptr;
  return model != nullptr && catalogue->is_open(*model, key.to_caller(services_.clock.now()));
}

SavedRequest SavedRequestRoutes::require(const Request& request, const auth::ApiKey& key) const {
  auto saved = services_.preferences.saved_requests.find(
      to_viewer(key), SavedRequestId{request.path_parameter("uid")});
  if (!saved || !can_see(key, *saved)) throw not_found();
  return *std::move(saved);
}

SavedRequest SavedRequestRoutes::require_changeable(const Request& request,
                                                    const auth::ApiKey& key) const {
  SavedRequest saved = require(request, key);
  if (saved.lineage == key.lineage || key.allows(auth::Scope::kAdmin)) return saved;
  throw Problem{403, "NOT_ALLOWED", base::Message{"server.not_own_saved_request"}};
}

SavedRequestStore::Also SavedRequestRoutes::audit(const char* action, const Request& request,
                                                  const auth::ApiKey& key) const {
  return [entry = auth::Audit::Entry{.action = action,
                                     .organization = key.grant.organization,
                                     .key = key.id,
                                     .peer = request.peer,
                                     .request_id = request.id},
          now = services_.clock.now()](database::Connection& connection,
                                       const SavedRequest& saved) mutable {
    entry.target = saved.id.text();
    entry.detail = saved.content.data_model;
    auth::Audit::append(connection, entry, now);
  };
}

Response SavedRequestRoutes::respond(const Request& request, const auth::ApiKey& key,
                                     const SavedRequest& saved, json::Value::Array warnings) const {
  json::Value content = to_json(saved, key);
  content.add("params", json::parse(saved.content.params));
  Response response = services_.envelope.respond(
      request, json::Value::object({{"savedRequest", std::move(content)}}), std::move(warnings));
  response.headers.set("ETag", etag(saved));
  return response;
}

}  // namespace server
