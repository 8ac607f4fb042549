#include "server/submit_route.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "json/parse.h"
#include "model/check.h"
#include "server/authentication.h"
#include "server/problem.h"
#include "source/time_limit.h"
#include "source/value_list.h"

namespace server {
namespace {

std::string_view without_parameters(std::string_view media_type) {
  media_type = media_type.substr(0, media_type.find(';'));
  const std::size_t end = media_type.find_last_not_of(" \t");
  return media_type.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

void require_json(const Request& request) {
  const auto type = request.headers.find("Content-Type").value_or("");
  const auto coding = request.headers.find("Content-Encoding").value_or("identity");
  if (equal_without_case(without_parameters(type), "application/json") &&
      equal_without_case(coding, "identity")) {
    return;
  }
  throw Problem{415, "UNSUPPORTED_MEDIA_TYPE",
                base::Phrase{"server.not_json", {{"header", "Content-Type: application/json"}}}};
}

json::Value parsed(const std::string& body) {
  if (body.empty()) return {};
  try {
    return json::parse(body);
  } catch (const base::Error& error) {
    const base::Phrase unreadable{"server.unreadable_body"};
    throw Problem{400,
                  std::string{model::name(model::ErrorCode::kInvalidDataModelParameter)},
                  unreadable,
                  {{"", error.phrase().value_or(unreadable)}}};
  }
}

/// The language that the body asks for, even when the rest of it is wrong.
std::optional<language::Language> language_of(const json::Value& body) {
  const json::Value* params = body.find("params");
  const json::Value* lang = params == nullptr ? nullptr : params->find("lang");
  const std::string* code = lang == nullptr ? nullptr : lang->string();
  return code == nullptr ? std::nullopt : language::language_of(*code);
}

constexpr std::chrono::seconds kLookupTime{5};            // for all of a request's values
constexpr std::chrono::milliseconds kPlacePatience{250};  // for a place to look them up

bool has_lookup(const model::Order& order) {
  return std::ranges::any_of(order.arguments, [](const model::Argument& argument) {
    return argument.parameter->lookup != nullptr;
  });
}

}  // namespace

/// A source that does not answer in time keeps nobody from submitting: the job finds out. So does
/// it of one that is known to be silent, and where too many ask.
void SubmitRoute::require_listed(const Request& request, const model::Order& order) const {
  if (!has_lookup(order)) return;
  std::vector<base::Fault> faults;
  try {
    const std::string& source = order.model->source;
    const auto states = services_.source_states();
    const auto known = states.find(source);
    if (known != states.end() && !known->second.answers) throw base::Error("it is silent");
    const auto place = places_.take(source, kPlacePatience);
    if (!place) throw base::Error("too many look up values");
    const source::TimeLimit limit(kLookupTime, request.stop);
    faults = source::unlisted(order, services_.sources, limit.token());
  } catch (const base::Error& error) {
    services_.log.warning("values.unread", {{"requestId", request.id}, {"reason", error.what()}});
  }
  if (faults.empty()) return;
  Problem problem{400, "INVALID_DATA_MODEL_PARAMETER", base::Phrase{"model.refused_invalid"},
                  std::move(faults)};
  problem.speak(order.language);
  throw problem;
}

Response SubmitRoute::operator()(const Request& request) const {
  const access_control::Key key = authenticated(services_, request, access_control::Scope::kSubmit);
  require_json(request);
  if (request.fault == Fault::kBodyTooLarge) {
    throw Problem{413, "TOO_LARGE", base::Phrase{"server.body_too_large"}};
  }
  const auto catalogue = services_.catalogue();
  if (!catalogue) throw unavailable();

  const json::Value body = parsed(request.body);
  const model::Checked checked =
      model::check_body(catalogue, body, key.caller(services_.clock.now()));
  Acceptance::require_passed(checked, language_of(body));
  require_listed(request, *checked.order());
  return acceptance_.accept(request, key, checked, request.body);
}

}  // namespace server
