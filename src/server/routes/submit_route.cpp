#include "server/routes/submit_route.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "base/digest.h"
#include "base/stop_after.h"
#include "base/utf8.h"
#include "json/parse.h"
#include "model/canonical_request.h"
#include "model/reader/json_reader.h"
#include "model/request_validator.h"
#include "server/api/authentication.h"
#include "server/api/problem.h"
#include "server/http/media_type.h"
#include "source/lookup_values.h"

namespace server {
namespace {

Problem unsupported(base::Message reason) {
  return {415, "UNSUPPORTED_MEDIA_TYPE", std::move(reason)};
}

/// RFC 8259, section 8.1, requires UTF-8. A body of ASCII characters is accepted under any charset.
void require_utf8(const MediaType& type, const std::string& body) {
  constexpr std::array<std::string_view, 3> kNames{"utf-8", "utf8", "us-ascii"};
  const auto other = std::ranges::find_if_not(type.charsets, [&](const std::string& charset) {
    return std::ranges::find(kNames, charset) != kNames.end();
  });
  const bool is_ascii = std::ranges::all_of(
      body, [](char c) { return c != '\0' && static_cast<unsigned char>(c) < 0x80; });
  if (other == type.charsets.end() || is_ascii) return;
  throw unsupported(base::Message{"server.not_utf8",
                                  {{"charset", model::abbreviated(base::sanitize_utf8(*other))}}});
}

void require_json(const Request& request) {
  const auto type = MediaType::parse(request.headers.find("Content-Type").value_or(""));
  const auto coding = request.headers.find("Content-Encoding").value_or("identity");
  if (type.name != "application/json" || !equal_ignoring_case(coding, "identity")) {
    throw unsupported(
        base::Message{"server.not_json", {{"header", "Content-Type: application/json"}}});
  }
  require_utf8(type, request.body);
}

json::Value parse_body(const std::string& body) {
  if (body.empty()) return {};
  try {
    return json::parse(body);
  } catch (const base::Error& error) {
    const base::Message unreadable{"server.unreadable_body"};
    throw Problem{400,
                  std::string{model::name(model::ErrorCode::kInvalidDataModelParameter)},
                  unreadable,
                  {{"", error.user_message().value_or(unreadable)}}};
  }
}

/// The language that the body requests, even if the rest of it is invalid.
std::optional<language::Language> requested_language(const json::Value& body) {
  const json::Value* params = body.find("params");
  const json::Value* lang = params == nullptr ? nullptr : params->find("lang");
  const std::string* code = lang == nullptr ? nullptr : lang->string();
  return code == nullptr ? std::nullopt : language::parse_language(*code);
}

constexpr std::chrono::seconds kMaxLookupTime{5};       // for all values of a request
constexpr std::chrono::milliseconds kMaxSlotWait{250};  // for a lookup slot

bool has_lookup(const model::ReportSpec& order) {
  return std::ranges::any_of(order.arguments, [](const model::Argument& argument) {
    return argument.parameter->lookup != nullptr;
  });
}

}  // namespace

/// Skips the check if the source does not answer in time, is known to be unreachable, or has too
/// many lookups: then the job finds unlisted values.
void SubmitRoute::require_listed_values(const Request& request,
                                        const model::ReportSpec& order) const {
  if (!has_lookup(order)) return;
  std::vector<base::Diagnostic> details;
  try {
    const std::string& source = order.model->source;
    const auto states = services_.source_states();
    const auto known = states.find(source);
    if (known != states.end() && !known->second.is_reachable)
      throw base::Error("the source is unreachable");
    const auto slot = lookup_slots_.try_acquire(source, kMaxSlotWait);
    if (!slot) throw base::Error("too many lookups in progress");
    const base::StopAfter limit(kMaxLookupTime, request.stop);
    details = source::unknown_values(order, services_.sources, limit.token());
  } catch (const base::Error& error) {
    services_.log.warning("lookup.failed", {{"requestId", request.id}, {"reason", error.what()}});
  }
  if (details.empty()) return;
  Problem problem{400, "INVALID_DATA_MODEL_PARAMETER", base::Message{"model.refused_invalid"},
                  std::move(details)};
  problem.set_language(order.language);
  throw problem;
}

Response SubmitRoute::operator()(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, auth::Scope::kSubmit);
  require_json(request);
  if (request.error == RequestError::kBodyTooLarge) {
    throw Problem{413, "TOO_LARGE", base::Message{"server.body_too_large"}};
  }
  const json::Value body = parse_body(request.body);
  std::optional<job::IdempotencyKey> idempotency_key;
  if (request.headers.find("Idempotency-Key")) {
    const model::CanonicalRequest canonical = model::canonical_request(body, key.organization);
    if (canonical.diagnostics.errors.empty()) {  // else it is rejected below
      idempotency_key = JobSubmitter::idempotency_key(request, canonical.language, canonical.digest,
                                                      base::sha256(request.body));
      auto replay = job_submitter_.replayed_response(
          request, key, *idempotency_key, canonical.language, canonical.diagnostics.warnings);
      if (replay) return *std::move(replay);
    }
  }
  const auto catalogue = services_.catalogue();
  if (!catalogue) throw unavailable();
  const model::ValidationResult checked =
      model::validate_body(catalogue, body, key.to_caller(services_.clock.now()));
  JobSubmitter::throw_if_rejected(checked, requested_language(body));
  require_listed_values(request, *checked.spec());
  return job_submitter_.submit(request, key, checked, std::move(idempotency_key));
}

}  // namespace server
