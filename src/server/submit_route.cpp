#include "server/submit_route.h"

#include <algorithm>
#include <utility>

#include "json/parse.h"
#include "json/write.h"
#include "model/check.h"
#include "server/authentication.h"
#include "server/problem.h"

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

[[noreturn]] void refuse(const std::string& code, base::Phrase message,
                         std::vector<base::Fault> details,
                         std::optional<language::Language> language) {
  Problem problem{400, code, std::move(message), std::move(details)};
  if (language) problem.speak(*language);
  throw problem;
}

json::Value parsed(const std::string& body) {
  if (body.empty()) return {};
  try {
    return json::parse(body);
  } catch (const base::Error& error) {
    refuse(std::string{model::name(model::ErrorCode::kInvalidDataModelParameter)},
           base::Phrase{"server.unreadable_body"},
           {{"", error.phrase().value_or(base::Phrase{"server.unreadable_body"})}}, std::nullopt);
  }
}

/// The language that the body asks for, even when the rest of it is wrong.
std::optional<language::Language> language_of(const json::Value& body) {
  const json::Value* params = body.find("params");
  const json::Value* lang = params == nullptr ? nullptr : params->find("lang");
  const std::string* code = lang == nullptr ? nullptr : lang->string();
  return code == nullptr ? std::nullopt : language::language_of(*code);
}

job::Submission submission_of(const model::Order& order, const access_control::Key& key) {
  return {.organization = key.organization,
          .key = key.id,
          .data_model = order.model->uid,
          .data_model_version = order.model->version,
          .language = order.language,
          .time_zone = order.organization.time_zone,
          .request = json::write(order.request())};
}

}  // namespace

Response SubmitRoute::operator()(const Request& request) const {
  const access_control::Key key =
      authenticated(services_.keys, request, access_control::Scope::kSubmit);
  require_json(request);
  if (request.fault == Fault::kBodyTooLarge) {
    throw Problem{413, "TOO_LARGE", base::Phrase{"server.body_too_large"}};
  }
  const auto catalogue = services_.catalogue();
  if (!catalogue) throw unavailable();

  const json::Value body = parsed(request.body);
  const auto language = language_of(body);
  const model::Checked checked = model::check_body(catalogue, body, key.organization);
  if (const model::Refusal* refusal = checked.refusal()) {
    refuse(std::string{model::name(refusal->code)}, refusal->message(), refusal->details, language);
  }
  if (!services_.files.has_room()) {
    Problem problem{507, "DISK_FULL", base::Phrase{"server.disk_full"}};
    problem.add_header("Retry-After", "60");
    if (language) problem.speak(*language);
    throw problem;
  }
  const base::JobId id = services_.jobs.submit(submission_of(*checked.order(), key));

  json::Value::Array warnings;
  for (const base::Fault& warning : checked.warnings) {
    warnings.push_back(json::Value::object(
        {{"code", "UNKNOWN_MEMBER"},
         {"message", services_.phrases.text(checked.order()->language, warning.reason)},
         {"path", warning.path}}));
  }
  services_.log.info("job_submitted", {{"request", request.id},
                                       {"job", id.text()},
                                       {"organization", key.organization.text()},
                                       {"model", checked.order()->model->uid}});
  Response response = services_.envelope.answer(
      request, json::Value::object({{"jobId", id.text()}}), std::move(warnings));
  response.headers.set("Location", "/v1/bi/jobs/" + id.text());
  return response;
}

}  // namespace server
