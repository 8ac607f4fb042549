#include "server/api/page_params.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "base/message.h"
#include "base/parse_integer.h"
#include "model/value/time_text.h"
#include "server/api/offset_sign.h"
#include "server/api/problem.h"

namespace server {

PageParams PageParams::read(const Request& request, std::initializer_list<const char*> filters,
                            const Sizes& sizes, const language::TimeZone& zone) {
  PageParams params;
  params.size_ = sizes.standard;
  std::vector<base::Diagnostic> errors;
  for (const auto& [name, value] : request.query) {
    if (name == "pageSize") {
      const auto size = base::parse_integer<std::size_t>(value);
      if (size && *size > 0 && *size <= sizes.most) {
        params.size_ = *size;
      } else {
        errors.push_back({name, base::Message{"server.bad_page_size",
                                              {{"most", static_cast<std::int64_t>(sizes.most)}}}});
      }
    } else if (name == "cursor") {
      if (!value.empty()) params.cursor_ = value;
    } else if (std::ranges::find(filters, std::string_view{name}) == filters.end()) {
      errors.push_back({name, base::Message{"server.unknown_filter"}});
    } else if (name == "since" || name == "until") {
      if (const auto time = model::parse_moment(restore_offset_sign(value), zone)) {
        params.times_[name] = *time;
      } else if (!value.empty()) {
        errors.push_back({name, base::Message{"server.bad_time"}});
      }
    } else if (!value.empty()) {
      params.filters_[name] = value;
    }
  }
  if (errors.empty()) return params;
  throw Problem{400, "INVALID_DATA_MODEL_PARAMETER", base::Message{"server.bad_query_string"},
                std::move(errors)};
}

std::optional<std::string> PageParams::filter(const std::string& name) const {
  const auto found = filters_.find(name);
  return found == filters_.end() ? std::nullopt : std::optional{found->second};
}

std::optional<base::Time> PageParams::time(const std::string& name) const {
  const auto found = times_.find(name);
  return found == times_.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace server
