#include "server/routes/preview_route.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

#include "job/warning_code.h"
#include "model/request_validator.h"
#include "server/api/authentication.h"
#include "server/api/job_submitter.h"
#include "server/api/json_body.h"
#include "server/api/preview_serializer.h"
#include "server/api/problem.h"

namespace server {
namespace {

using Json = json::Value;
using Kind = report::PreviewError::Kind;

constexpr std::chrono::seconds kMaxAuditWait{2};
/// Beyond the deadline, by which the service ends the preview itself.
constexpr std::chrono::seconds kGrace{2};
constexpr const char* kInvalid = "INVALID_DATA_MODEL_PARAMETER";

/// The parameter `language` of the query string, among the languages of the report; else the one
/// that the body requests.
language::Language shown_language(const Request& request, const model::ReportSpec& spec) {
  std::vector<base::Diagnostic> errors;
  language::Language shown = spec.language;
  for (const auto& [name, value] : request.query) {
    if (name != "language") {
      errors.push_back({name, base::Message{"server.unknown_argument"}});
      continue;
    }
    const auto language = language::parse_language(value);
    const auto languages = spec.languages();
    if (language && std::ranges::find(languages, *language) != languages.end()) {
      shown = *language;
    } else {
      errors.push_back({name, base::Message{"server.bad_preview_language"}});
    }
  }
  if (errors.empty()) return shown;
  Problem problem{400, kInvalid, base::Message{"server.bad_query_string"}, std::move(errors)};
  problem.set_language(spec.language);
  throw problem;
}

Problem in_language(Problem problem, language::Language language) {
  problem.set_language(language);
  return problem;
}

/// 503 with Retry-After.
Problem unavailable_because(base::Message reason) {
  Problem problem{503, "UNAVAILABLE", std::move(reason)};
  problem.add_header("Retry-After", "5");
  return problem;
}

Problem lane_is_full(const Request& request) {
  request.identity->limit = "previews";
  Problem problem{429, "QUEUE_FULL", base::Message{"server.previews_full"}};
  problem.add_header("Retry-After", "5");
  return problem;
}

/// The reason, for people. Where only the log knows more, it names the request.
base::Message reason(const report::PreviewError& error, const std::string& request_id) {
  const bool is_in_log = !error.reason || error.reason->key == "source.query_failed";
  return is_in_log ? base::Message{"server.preview_failed", {{"id", request_id}}} : *error.reason;
}

Problem to_problem(const report::PreviewError& error, const std::string& request_id) {
  switch (error.kind) {
    case Kind::kUnlistedValues:
      return {400, kInvalid, base::Message{"model.refused_invalid"}, error.details};
    case Kind::kTooSlow:
      return {503, "UNAVAILABLE", base::Message{"server.preview_too_slow"}};
    case Kind::kNotStarted:
      return unavailable_because(base::Message{"server.previews_full"});
    case Kind::kFailed:
      break;
  }
  return unavailable_because(reason(error, request_id));
}

/// Whether a source's state is from just now. An older one may have passed: the preview tries.
bool is_recent(const SourceState& state, base::Time now) {
  constexpr std::chrono::seconds kMaxAge{3};
  return !state.checked_at || now - *state.checked_at <= kMaxAge;
}

}  // namespace

/// What belongs to one preview; its destruction cancels it.
struct PreviewRoute::Held {
  std::string topic;
  std::string owner;  // the key
  std::string data_model;
  language::Language language;  // of messages: the body's
  std::vector<base::Diagnostic> warnings;
  std::unique_ptr<report::PendingPreview> pending;
};

Response PreviewRoute::operator()(const Request& request) const {
  return request.held == nullptr ? begin(request) : resume(request);
}

Response PreviewRoute::begin(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, auth::Scope::kSubmit);
  require_json(request);
  const Json body = parse_json_body(request);
  const auto catalogue = services_.data.catalogue();
  if (!catalogue) throw unavailable();
  const model::ValidationResult checked =
      model::validate_body(catalogue, body, key.to_caller(services_.clock.now()));
  JobSubmitter::throw_if_rejected(checked, requested_language(body));
  const model::ReportSpec& spec = *checked.spec();
  const language::Language shown = shown_language(request, spec);
  const base::Message unread{"server.preview_failed", {{"id", request.id}}};
  const auto states = services_.data.source_states();
  const auto state = states.find(spec.model->source);
  if (state != states.end() && !state->second.is_reachable &&
      is_recent(state->second, services_.clock.now())) {
    throw in_language(unavailable_because(state->second.reason.value_or(unread)), spec.language);
  }
  auto held = std::make_shared<Held>(Held{.topic = "preview " + request.id + " " + key.id.text(),
                                          .owner = key.id.text(),
                                          .data_model = spec.model->uid,
                                          .language = spec.language,
                                          .warnings = checked.warnings,
                                          .pending = nullptr});
  const std::uint64_t seen = services_.jobs.store.event_log().last_sequence();
  held->pending = services_.previews.submit({spec, shown, key.grant.organization.text()},
                                            [this, topic = held->topic] { notify_(topic); });
  if (held->pending == nullptr) throw in_language(lane_is_full(request), spec.language);
  return wait(std::move(held), seen);
}

Response PreviewRoute::wait(std::shared_ptr<Held> held, std::uint64_t seen) {
  Suspension suspension{.topic = held->topic,
                        .seen = seen,
                        .until = held->pending->deadline() + kGrace,
                        .owner = held->owner};
  suspension.held = std::move(held);
  return Response::suspended(std::move(suspension));
}

Response PreviewRoute::resume(const Request& request) const {
  static_cast<void>(authenticated(services_, request, auth::Scope::kSubmit));
  auto held = std::static_pointer_cast<Held>(request.held);
  const std::uint64_t seen = services_.jobs.store.event_log().last_sequence();
  const auto outcome = held->pending->outcome();
  if (!outcome) {
    const bool is_late = std::chrono::steady_clock::now() >= held->pending->deadline() + kGrace;
    if (!request.can_suspend) {
      throw in_language(rate_limited(std::chrono::seconds{5}), held->language);
    }
    if (request.stop.stop_requested() || is_late) throw in_language(unavailable(), held->language);
    return wait(std::move(held), seen);
  }
  if (const auto* error = std::get_if<report::PreviewError>(&*outcome)) {
    if (!error->what.empty()) {
      services_.log.warning(
          "preview.failed",
          {{"requestId", request.id}, {"model", held->data_model}, {"reason", error->what}});
    }
    throw in_language(to_problem(*error, request.id), held->language);
  }
  return answer(request, *held, std::get<report::Preview>(*outcome));
}

Response PreviewRoute::answer(const Request& request, const Held& held,
                              const report::Preview& preview) const {
  record(request, held, preview);
  Json::Array warnings;
  const auto add = [&](const base::Message& message) -> Json& {
    warnings.push_back(
        Json::object({{"code", job::warning_code(message)},
                      {"message", services_.messages.text(held.language, message)}}));
    return warnings.back();
  };
  for (const base::Diagnostic& warning : held.warnings) {
    add(warning.reason).add("path", warning.path);
  }
  for (const base::Message& warning : preview.warnings) add(warning);
  Response response = services_.envelope.respond(request, to_json(preview), std::move(warnings));
  response.headers.set("Content-Language", std::string{language::code(preview.language)});
  return response;
}

/// A preview shows rows as a download does. One that cannot be recorded, as on a full disk, is
/// answered nevertheless.
void PreviewRoute::record(const Request& request, const Held& held,
                          const report::Preview& preview) const {
  services_.auth.audit.record_in_background(
      {.action = "report.previewed",
       .organization = base::OrganizationUid{request.identity->organization},
       .key = base::KeyId{held.owner},
       .peer = request.peer,
       .request_id = request.id,
       .target = held.data_model,
       .detail = "rows=" + std::to_string(preview.row_count)},
      kMaxAuditWait, [log = &services_.log, id = request.id](const std::exception& error) {
        log->error("audit.failed", {{"requestId", id}, {"reason", error.what()}});
      });
}

}  // namespace server
