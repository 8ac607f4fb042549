#include "server/routes/audit_route.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/csv.h"
#include "base/parse_integer.h"
#include "base/temp_file.h"
#include "server/api/authentication.h"
#include "server/api/key_administration.h"
#include "server/api/organization_time_zone.h"
#include "server/api/page_params.h"
#include "server/api/problem.h"

namespace server {
namespace {

using auth::Audit;

constexpr PageParams::Sizes kCsvSizes{10'000, 10'000};  // also what is read at a time

using Field = std::pair<const char*, std::string>;

std::array<Field, 8> text_fields(const Audit::Record& record) {
  return {{{"at", base::format_rfc3339(record.at)},
           {"action", record.action},
           {"organization", record.organization.text()},
           {"key", record.key.text()},
           {"peer", record.peer},
           {"requestId", record.request_id},
           {"target", record.target},
           {"detail", record.detail}}};
}

bool wants_csv(const Request& request) {
  const auto format = request.query.find("format");
  if (format != request.query.end()) return format->second == "csv";
  return request.headers.find("Accept").value_or("").starts_with("text/csv");
}

Problem bad_query(const char* name, base::Message reason) {
  return {400,
          "INVALID_DATA_MODEL_PARAMETER",
          base::Message{"server.bad_query_string"},
          {{name, std::move(reason)}}};
}

std::optional<std::string> parse_action(std::optional<std::string> action) {
  if (!action || Audit::is_action(*action)) return action;
  std::string known;
  for (const std::string_view one : Audit::kActions) {
    known += (known.empty() ? "" : ", ") + std::string{one};
  }
  throw bad_query("action", base::Message{"server.unknown_action", {{"known", known}}});
}

std::optional<std::int64_t> parse_cursor(const std::optional<std::string>& cursor) {
  if (!cursor) return std::nullopt;
  if (const auto number = base::parse_integer<std::int64_t>(*cursor)) return number;
  throw bad_query("cursor", base::Message{"server.bad_cursor"});
}

/// Without a byte order mark, Excel reads Arabic labels as those of Windows-1256 or 1252.
std::string csv_titles() {
  std::string line = "\xEF\xBB\xBFnumber";
  for (const auto& [name, value] : text_fields({})) line += std::string{","} + name;
  return line + "\r\n";
}

std::string to_csv(const std::vector<Audit::Record>& records) {
  std::string lines;
  for (const Audit::Record& record : records) {
    lines += std::to_string(record.number);
    for (const auto& [name, value] : text_fields(record)) lines += "," + base::csv_field(value);
    lines += "\r\n";
  }
  return lines;
}

Problem to_problem(const base::DiskFull& error) {
  Problem problem{507, "DISK_FULL", error.user_message().value()};
  problem.add_header("Retry-After", "60");
  return problem;
}

Response csv_response() {
  Response response = Response::text(200, "text/csv; charset=utf-8; header=present", "");
  response.headers.set("Content-Disposition", "attachment; filename=\"audit.csv\"");
  return response;
}

json::Value to_json(const Audit::Record& record) {
  json::Value value = json::Value::object({{"number", record.number}});
  for (auto& [name, text] : text_fields(record)) value.add(name, std::move(text));
  return value;
}

}  // namespace

/// Whether the caller may see the key, or an entry of it. A foreign key is as unknown as none.
bool AuditRoute::is_known_key(const std::string& id, const Audit::Page& page) const {
  const auto& organizations = page.organizations;
  const auto key = services_.auth.keys.find(base::KeyId{id});
  if (key && (!organizations || std::ranges::count(*organizations, key->grant.organization) > 0)) {
    return true;
  }
  return !services_.auth.audit.page({.key = id}, {.size = 1, .organizations = organizations})
              .empty();
}

/// Entries are only appended, so the pages are one list, although each is read for itself.
base::TempFile AuditRoute::write_csv(const Audit::Filter& filter, Audit::Page page) const {
  const job::FileStoreView& files = services_.jobs.files;
  base::TempFile file = files.create_temp_file();
  file.append(csv_titles());
  for (;;) {
    const std::vector<Audit::Record> records = services_.auth.audit.page(filter, page);
    if (!files.has_free_space()) throw base::DiskFull("audit: the reserve of the disk is used");
    file.append(to_csv(records));
    if (records.size() < page.size) return file;
    page.before = records.back().number;
  }
}

Response AuditRoute::whole_csv(const Request& request, const Audit::Filter& filter,
                               const Audit::Page& page) const {
  try {
    base::TempFile file = write_csv(filter, page);
    Response response = csv_response();
    const auto bytes = static_cast<std::int64_t>(file.size());
    response.body = FilePart{job::OpenFile{file.release(), bytes}};
    return response;
  } catch (const base::DiskFull& error) {
    request.identity->limit = "disk-reserve";
    throw to_problem(error);
  }
}

Response AuditRoute::operator()(const Request& request) const {
  const auth::ApiKey caller =
      authenticated(services_, request, auth::Scope::kAdmin, auth::Scope::kOperator);
  const bool is_csv = wants_csv(request);
  // Without a size, a CSV has all entries.
  const bool is_whole = is_csv && !request.query.contains("pageSize");
  const PageParams params = PageParams::read(
      request, {"organization", "action", "key", "target", "since", "until", "format"},
      is_csv ? kCsvSizes : PageParams::Sizes{}, organization_time_zone(services_, caller));
  if (!is_csv && params.filter("format").value_or("json") != "json") {
    throw bad_query("format", base::Message{"server.bad_format"});
  }
  Audit::Page page{.size = params.size() + 1, .before = parse_cursor(params.cursor())};
  if (!caller.allows(auth::Scope::kOperator)) {
    page.organizations = KeyAdministration{services_, caller}.organizations();
  }
  const Audit::Filter filter{.organization = params.filter("organization"),
                             .action = parse_action(params.filter("action")),
                             .key = params.filter("key"),
                             .target = params.filter("target"),
                             .since = params.time("since"),
                             .until = params.time("until")};
  if (filter.key && !is_known_key(*filter.key, page)) {
    throw bad_query("key", base::Message{"server.unknown_key"});
  }
  if (is_whole) return whole_csv(request, filter, page);
  std::vector<Audit::Record> records = services_.auth.audit.page(filter, page);
  const bool has_next = records.size() > params.size();
  if (has_next) records.pop_back();
  const std::string next = has_next ? std::to_string(records.back().number) : "";
  if (is_csv) {
    Response response = csv_response();
    response.body = csv_titles() + to_csv(records);
    if (has_next) response.headers.set("X-Next-Cursor", next);
    return response;
  }
  json::Value::Array entries;
  for (const Audit::Record& record : records) entries.push_back(to_json(record));
  json::Value data = json::Value::object({{"entries", std::move(entries)}});
  if (has_next) data.add("nextCursor", next);
  return services_.envelope.respond(request, std::move(data));
}

}  // namespace server
