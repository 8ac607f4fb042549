#include "server/file_route.h"

#include <utility>

#include "server/disposition.h"
#include "server/page.h"
#include "server/problem.h"

namespace server {
namespace {

Problem gone() { return {410, "GONE", base::Phrase{"server.file_gone"}}; }

/// If-None-Match of RFC 9110, section 13.1.2: "*", or a list of tags compared weakly.
bool has_tag(const Request& request, std::string_view tag) {
  const auto sent = request.headers.find("If-None-Match");
  return sent && (*sent == "*" || sent->find(tag) != std::string_view::npos);
}

bool wants_page(const Request& request) {
  return request.headers.find("Accept").value_or("").find("text/html") != std::string_view::npos;
}

}  // namespace

Response FileRoute::operator()(const Request& request) const {
  try {
    return download(request);
  } catch (const Problem& problem) {
    if (!wants_page(request)) throw;
    return problem_page(services_.phrases, problem);
  }
}

Response FileRoute::download(const Request& request) const {
  const job::Output found = output(request);
  auto file = services_.files.open(found.file);
  if (!file) throw gone();

  Response response;
  const std::string tag = "\"" + found.sha256 + "\"";
  response.headers.set("ETag", tag);
  response.headers.set("Cache-Control", "private, no-store");
  if (has_tag(request, tag)) {
    response.status = 304;
    response.headers.set("Content-Length", std::to_string(file->bytes));
    return response;
  }
  response.headers.set("Content-Type", found.mime_type);
  response.headers.set("Content-Disposition", attachment(found.file_name));
  response.body = *std::move(file);
  return response;
}

job::Output FileRoute::output(const Request& request) const {
  using Verdict = access_control::Links::Verdict;
  const base::JobId id{request.argument("uid")};
  const auto verified = services_.links.verify(request.path, id, request.raw_query);
  if (verified.verdict == Verdict::kForged) throw not_found();
  const auto job = services_.jobs.find(verified.organization, id);
  if (!job || !job->output) throw not_found();
  if (verified.verdict == Verdict::kExpired || services_.clock.now() >= job->output->expires_at) {
    throw gone();
  }
  return *job->output;
}

}  // namespace server
