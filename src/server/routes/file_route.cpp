#include "server/routes/file_route.h"

#include <utility>

#include "server/api/audit_sampling.h"
#include "server/api/html_page.h"
#include "server/api/problem.h"
#include "server/http/byte_range.h"
#include "server/http/content_disposition.h"

namespace server {
namespace {

// Downloads of less than this share of the file have an audit bucket of their own, so that many
// small ones cannot hide a large one.
constexpr std::int64_t kSmallShareDivisor = 16;
constexpr std::int64_t kMinAuditedBytes =
    64 << 10;  // bytes; far more than an audit entry needs, so none is left out

Problem gone() { return {410, "GONE", base::Message{"server.file_gone"}}; }

/// If-Match (RFC 9110, section 13.1.1), compared strongly: Firefox resumes a download with it.
void require_match(const Request& request, std::string_view tag) {
  const auto sent = request.headers.find("If-Match");
  if (!sent || *sent == "*") return;
  const std::size_t at = sent->find(tag);
  if (at == 0 || (at != std::string_view::npos && (*sent)[at - 1] != '/')) return;
  throw Problem{412, "PRECONDITION_FAILED", base::Message{"server.another_file"}};
}

/// If-None-Match (RFC 9110, section 13.1.2): "*", or a list of tags compared weakly.
bool matches_etag(const Request& request, std::string_view tag) {
  const auto sent = request.headers.find("If-None-Match");
  return sent && (*sent == "*" || sent->find(tag) != std::string_view::npos);
}

/// The rest of an interrupted download, if the file is the same (If-Range: RFC 9110, section
/// 13.1.5, compared strongly). Several ranges are answered by the whole file.
std::optional<ByteRange> wanted_range(const Request& request, std::string_view tag,
                                      std::int64_t length) {
  const auto same_file = request.headers.find("If-Range");
  if (request.method != "GET" || request.headers.count("Range") != 1) return std::nullopt;
  if (same_file && *same_file != tag) return std::nullopt;
  return parse_byte_range(*request.headers.find("Range"), length);
}

/// Makes the response a 206. Throws Problem 416.
void apply_range(FilePart& part, const ByteRange& range, Response& response) {
  const std::string length = std::to_string(part.bytes);
  if (range.bytes == 0) {
    Problem problem{416, "RANGE_NOT_SATISFIABLE",
                    base::Message{"server.no_such_range", {{"bytes", part.bytes}}}};
    problem.add_header("Content-Range", "bytes */" + length);
    throw problem;
  }
  part.begin = range.begin;
  part.bytes = range.bytes;
  response.status = 206;
  response.headers.set("Content-Range", "bytes " + std::to_string(range.begin) + "-" +
                                            std::to_string(range.begin + range.bytes - 1) + "/" +
                                            length);
}

}  // namespace

Response FileRoute::operator()(const Request& request) const {
  try {
    return download(request);
  } catch (const Problem& problem) {
    if (!accepts_html(request)) throw;
    return problem_page(services_.messages, problem);
  }
}

Response FileRoute::download(const Request& request) const {
  const job::Output found = find_output(request);
  auto file = services_.jobs.files.open(found.file, found.bytes);
  if (!file) throw gone();

  Response response;
  const std::string tag = "\"" + found.sha256 + "\"";
  require_match(request, tag);
  response.headers.set("ETag", tag);
  response.headers.set("Cache-Control", "private, no-store");
  if (matches_etag(request, tag)) {
    response.status = 304;
    response.headers.set("Content-Length", std::to_string(file->bytes));
    return response;
  }
  FilePart part{*std::move(file)};
  if (const auto range = wanted_range(request, tag, part.bytes))
    apply_range(part, *range, response);
  response.headers.set("Content-Type", found.mime_type);
  response.headers.set("Content-Disposition", attachment(found.file_name));
  response.headers.set("Accept-Ranges", "bytes");
  if (request.method == "GET") {
    record_download(request, std::string{response.headers.find("Content-Range").value_or("")},
                    part.bytes, found.bytes);
  }
  response.body = std::move(part);
  return response;
}

/// Records each response with bytes of the file, since a few ranges may add up to all of it. A
/// download that cannot be recorded, as on a full disk, is served nevertheless.
void FileRoute::record_download(const Request& request, const std::string& range,
                                std::int64_t bytes, std::int64_t whole) const {
  const std::string& job = request.path_parameter("uid");
  const auth::RateLimitKey address = auth::address_key(request.peer);
  const std::string reader = job + " " + address.outermost();
  const std::int64_t since = unaudited_bytes_->add(reader, bytes);
  const bool is_small = since < whole / kSmallShareDivisor;
  const bool is_recorded =
      record_sampled(services_, request, services_.auth.rate_limiters.audited_downloads,
                     address.prefixed(job + (is_small ? " small " : " ")),
                     {.action = "file.downloaded",
                      .organization = base::OrganizationUid{request.identity->organization},
                      .target = job,
                      .detail = range},
                     !is_small && since >= kMinAuditedBytes);
  if (is_recorded) unaudited_bytes_->mark_audited(reader, since);
}

job::Output FileRoute::find_output(const Request& request) const {
  using Verdict = auth::DownloadLinks::Verdict;
  const base::JobId id{request.path_parameter("uid")};
  const auto verified = services_.auth.links.verify(request.path, id, request.raw_query);
  if (verified.verdict == Verdict::kInvalid) throw not_found();
  request.identity->organization = verified.organization.text();
  const auto job = services_.jobs.store.find(verified.organization, id);
  if (!job || !job->output) throw not_found();
  const bool has_gone =
      job->output->file.empty() || services_.clock.now() >= job->output->expires_at;
  if (verified.verdict == Verdict::kExpired || has_gone) throw gone();
  return *job->output;
}

}  // namespace server
