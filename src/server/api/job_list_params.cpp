#include "server/api/job_list_params.h"

#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/parse_integer.h"
#include "model/value/time_text.h"
#include "server/api/offset_sign.h"
#include "server/api/problem.h"

namespace server {
namespace {

constexpr std::int64_t kMaxPageSize = 200;
constexpr std::size_t kUuidLength = 36;

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  const auto number = base::parse_integer<Number>(text);
  return number && *number > 0 ? number : std::nullopt;
}

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

std::optional<base::Time> parse_time(const std::string& text) {
  return model::parse_moment(restore_offset_sign(text));
}

/// Accepts any UUID, even if no job has it.
std::optional<base::JobId> parse_cursor(const std::string& cursor) {
  const bool is_one = cursor.size() == kUuidLength &&
                      cursor.find_first_not_of("0123456789abcdef-") == std::string::npos;
  return is_one ? std::optional{base::JobId{cursor}} : std::nullopt;
}

/// Reads all parameters and collects the errors.
class ParamsReader {
 public:
  void read(const std::string& name, const std::string& value) {
    if (name == "status") {
      if (const auto statuses = require(name, parse_statuses(value), "server.bad_status")) {
        params_.filter.statuses = *statuses;
      }
    } else if (name == "dataModel") {
      params_.filter.data_model = value;
    } else if (name == "since") {
      params_.filter.since = require(name, parse_time(value), "server.bad_time");
    } else if (name == "until") {
      params_.filter.until = require(name, parse_time(value), "server.bad_time");
    } else if (name == "pageSize") {
      read_page_size(name, value);
    } else if (name == "cursor") {
      params_.cursor = require(name, parse_cursor(value), "server.bad_cursor");
    } else {
      add_error(name, base::Message{"server.unknown_argument"});
    }
  }

  [[nodiscard]] JobListParams result() && {
    if (errors_.empty()) return std::move(params_);
    throw Problem{400, "INVALID_DATA_MODEL_PARAMETER", base::Message{"server.bad_query_string"},
                  std::move(errors_)};
  }

 private:
  void add_error(const std::string& name, base::Message reason) {
    errors_.push_back({name, std::move(reason)});
  }

  template <class Value>
  std::optional<Value> require(const std::string& name, std::optional<Value> value,
                               const char* reason) {
    if (!value) add_error(name, base::Message{reason});
    return value;
  }

  void read_page_size(const std::string& name, const std::string& value) {
    const auto size = parse_number<std::int64_t>(value);
    if (size && *size <= kMaxPageSize) {
      params_.page_size = static_cast<std::size_t>(*size);
    } else {
      add_error(name, base::Message{"server.bad_page_size", {{"most", kMaxPageSize}}});
    }
  }

  JobListParams params_;
  std::vector<base::Diagnostic> errors_;
};

}  // namespace

JobListParams parse_job_list_params(const Request& request) {
  ParamsReader reader;
  for (const auto& [name, value] : request.query) reader.read(name, value);
  return std::move(reader).result();
}

}  // namespace server
