#include "server/job_filter.h"

#include <charconv>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/value/time_text.h"
#include "server/offset_sign.h"
#include "server/problem.h"

namespace server {
namespace {

constexpr std::int64_t kLargestPage = 200;
constexpr std::size_t kUuidLength = 36;

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = error == std::errc{} && end == text.data() + text.size();
  return is_whole && number > 0 ? std::optional{number} : std::nullopt;
}

std::optional<std::set<job::Status>> statuses_of(std::string_view text) {
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

std::optional<base::Time> moment_of(const std::string& text) {
  return model::parse_moment(with_offset_sign(text));
}

/// Of the form of a UUID, if no job's.
std::optional<base::JobId> job_of(const std::string& cursor) {
  const bool is_one = cursor.size() == kUuidLength &&
                      cursor.find_first_not_of("0123456789abcdef-") == std::string::npos;
  return is_one ? std::optional{base::JobId{cursor}} : std::nullopt;
}

/// Takes what it can and notes what it cannot.
class Reader {
 public:
  void read(const std::string& name, const std::string& value) {
    if (name == "status") {
      if (const auto statuses = expect(name, statuses_of(value), "server.bad_status")) {
        wanted_.filter.statuses = *statuses;
      }
    } else if (name == "dataModel") {
      wanted_.filter.data_model = value;
    } else if (name == "since") {
      wanted_.filter.since = expect(name, moment_of(value), "server.bad_time");
    } else if (name == "until") {
      wanted_.filter.until = expect(name, moment_of(value), "server.bad_time");
    } else if (name == "pageSize") {
      read_size(name, value);
    } else if (name == "cursor") {
      wanted_.before = expect(name, job_of(value), "server.bad_cursor");
    } else {
      fault(name, base::Message{"server.unknown_argument"});
    }
  }

  [[nodiscard]] JobFilter result() && {
    if (faults_.empty()) return std::move(wanted_);
    throw Problem{400, "INVALID_DATA_MODEL_PARAMETER", base::Message{"server.bad_query_string"},
                  std::move(faults_)};
  }

 private:
  void fault(const std::string& name, base::Message reason) {
    faults_.push_back({name, std::move(reason)});
  }

  template <class Value>
  std::optional<Value> expect(const std::string& name, std::optional<Value> value,
                              const char* reason) {
    if (!value) fault(name, base::Message{reason});
    return value;
  }

  void read_size(const std::string& name, const std::string& value) {
    const auto size = number_of<std::int64_t>(value);
    if (size && *size <= kLargestPage) {
      wanted_.page_size = static_cast<std::size_t>(*size);
    } else {
      fault(name, base::Message{"server.bad_page_size", {{"most", kLargestPage}}});
    }
  }

  JobFilter wanted_;
  std::vector<base::Diagnostic> faults_;
};

}  // namespace

JobFilter job_filter(const Request& request) {
  Reader reader;
  for (const auto& [name, value] : request.query) reader.read(name, value);
  return std::move(reader).result();
}

}  // namespace server
