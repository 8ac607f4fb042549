#include "server/api/job_list_params.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/parse_integer.h"
#include "base/percent_encoding.h"
#include "base/utf8.h"
#include "language/search_fold.h"
#include "language/text.h"
#include "model/value/time_text.h"
#include "server/api/offset_sign.h"
#include "server/api/problem.h"

namespace server {
namespace {

constexpr std::int64_t kMaxPageSize = 200;
constexpr std::size_t kUuidLength = 36;
constexpr std::size_t kMaxSearchBytes = 400;
constexpr std::string_view kParameterPrefix = "parameter.";

std::optional<std::set<job::Status>> parse_statuses(std::string_view text) {
  std::set<job::Status> statuses;
  while (true) {
    const std::size_t comma = text.find(',');
    try {
      statuses.insert(job::parse_status(text.substr(0, comma)));
    } catch (const base::Error&) {
      return std::nullopt;
    }
    if (comma == std::string_view::npos) return statuses;
    text.remove_prefix(comma + 1);
  }
}

/// Accepts any UUID, even if no job has it.
std::optional<base::JobId> parse_cursor(const std::string& cursor) {
  const bool is_one = cursor.size() == kUuidLength &&
                      cursor.find_first_not_of("0123456789abcdef-") == std::string::npos;
  return is_one ? std::optional{base::JobId{cursor}} : std::nullopt;
}

/// As the search reads texts; absent if nothing is left of it.
std::optional<std::string> parse_search(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos || text.size() > kMaxSearchBytes) return std::nullopt;
  text = text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
  std::string folded = language::fold_for_search(language::nfc(text));
  return folded.empty() ? std::nullopt : std::optional{std::move(folded)};
}

/// The names that a query string has twice. Of these the request has the first value only.
std::set<std::string> repeated_names(std::string_view query) {
  std::set<std::string> names;
  std::set<std::string> repeated;
  while (!query.empty()) {
    const std::string_view part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(part.size() + 1, query.size()));
    std::string name = base::percent_decode(part.substr(0, part.find('=')));
    if (!part.empty() && !names.insert(name).second) repeated.insert(std::move(name));
  }
  return repeated;
}

/// Reads parameters and collects the errors.
class ParamsReader {
 public:
  ParamsReader(auth::ApiKeyStore& keys, const language::TimeZone& zone)
      : keys_(keys), zone_(zone) {}

  /// False if no filter has this name.
  bool read_filter(const std::string& name, const std::string& value) {
    if (name == "status") {
      if (const auto statuses = require(name, parse_statuses(value), "server.bad_status")) {
        filter.statuses = *statuses;
      }
    } else if (name == "dataModel") {
      filter.data_model = value;
    } else if (name == "since") {
      filter.since = read_time(name, value);
    } else if (name == "until") {
      filter.until = read_time(name, value);
    } else if (name == "key") {
      const auto ids = keys_.rotations(base::KeyId{value});
      filter.keys = std::set<base::KeyId>{ids.begin(), ids.end()};
    } else if (name == "text") {
      filter.text = parse_search(value);
      if (!filter.text) {
        add_error(name, base::Message{"server.bad_search_text",
                                      {{"most", std::int64_t{kMaxSearchBytes}}}});
      }
    } else if (name.starts_with(kParameterPrefix)) {
      add_parameter(name, value);
    } else {
      return false;
    }
    has_filter = true;
    return true;
  }

  std::optional<std::size_t> read_number(const std::string& name, const std::string& value,
                                         std::int64_t min, std::int64_t max) {
    const auto number = base::parse_integer<std::int64_t>(value);
    if (number && *number >= min && *number <= max) return static_cast<std::size_t>(*number);
    add_error(name, base::Message{"server.bad_integer", {{"least", min}, {"most", max}}});
    return std::nullopt;
  }

  template <class Value>
  std::optional<Value> require(const std::string& name, std::optional<Value> value,
                               const char* reason) {
    if (!value) add_error(name, base::Message{reason});
    return value;
  }

  void add_error(const std::string& name, base::Message reason) {
    errors_.push_back({name, std::move(reason)});
  }

  void throw_if_invalid() {
    if (errors_.empty()) return;
    throw Problem{400, "INVALID_DATA_MODEL_PARAMETER", base::Message{"server.bad_query_string"},
                  std::move(errors_)};
  }

  job::Filter filter;
  bool has_filter = false;

 private:
  std::optional<base::Time> read_time(const std::string& name, const std::string& value) {
    return require(name, model::parse_moment(restore_offset_sign(value), zone_), "server.bad_time");
  }

  void add_parameter(const std::string& name, const std::string& value) {
    if (filter.parameters.size() == job::Filter::kMaxParameters) {
      add_error(name, base::Message{"server.too_many_parameters",
                                    {{"most", std::int64_t{job::Filter::kMaxParameters}}}});
      return;
    }
    filter.parameters.emplace_back(name.substr(kParameterPrefix.size()), value);
  }

  auth::ApiKeyStore& keys_;
  const language::TimeZone& zone_;
  std::vector<base::Diagnostic> errors_;
};

}  // namespace

JobListParams parse_job_list_params(const Request& request, auth::ApiKeyStore& keys,
                                    const language::TimeZone& zone) {
  ParamsReader reader{keys, zone};
  JobListParams params;
  for (const auto& [name, value] : request.query) {
    if (reader.read_filter(name, value)) continue;
    if (name == "pageSize") {
      params.page_size = reader.read_number(name, value, 1, kMaxPageSize).value_or(1);
    } else if (name == "cursor") {
      params.cursor = reader.require(name, parse_cursor(value), "server.bad_cursor");
    } else {
      reader.add_error(name, base::Message{"server.unknown_argument"});
    }
  }
  reader.throw_if_invalid();
  params.filter = std::move(reader.filter);
  return params;
}

BulkJobParams parse_bulk_job_params(const Request& request, auth::ApiKeyStore& keys,
                                    const language::TimeZone& zone) {
  ParamsReader reader{keys, zone};
  BulkJobParams params;
  for (const auto& [name, value] : request.query) {
    if (reader.read_filter(name, value)) continue;
    if (name == "expect") {
      params.expected = reader.read_number(name, value, 0, BulkJobParams::kMaxJobs).value_or(0);
    } else {
      reader.add_error(name, base::Message{"server.unknown_bulk_argument"});
    }
  }
  for (const std::string& name : repeated_names(request.raw_query)) {
    reader.add_error(base::sanitize_utf8(name), base::Message{"server.repeated_argument"});
  }
  if (!reader.has_filter) reader.add_error("", base::Message{"server.no_filter"});
  if (!request.query.contains("expect")) {
    reader.add_error("expect", base::Message{"server.no_expected_count"});
  }
  reader.throw_if_invalid();
  params.filter = std::move(reader.filter);
  return params;
}

}  // namespace server
