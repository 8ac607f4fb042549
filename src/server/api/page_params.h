#pragma once

#include <cstddef>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>

#include "base/time.h"
#include "language/time_zone.h"
#include "server/http/request.h"

namespace server {

/// The query string of a list: pageSize, cursor, and filters as text. A value.
class PageParams {
 public:
  struct Sizes {
    std::size_t standard = 50;
    std::size_t most = 200;
  };

  /// Throws Problem 400 for an unknown parameter, a wrong page size, and a wrong time in the
  /// filters `since` and `until`, which are in `zone` where no offset is written.
  [[nodiscard]] static PageParams read(const Request& request,
                                       std::initializer_list<const char*> filters,
                                       const Sizes& sizes, const language::TimeZone& zone);
  [[nodiscard]] static PageParams read(const Request& request,
                                       std::initializer_list<const char*> filters) {
    return read(request, filters, Sizes{}, language::TimeZone{});
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  /// The last entry of the page before, as the list wrote it.
  [[nodiscard]] const std::optional<std::string>& cursor() const { return cursor_; }
  /// Absent if it was not sent, or is empty.
  [[nodiscard]] std::optional<std::string> filter(const std::string& name) const;
  [[nodiscard]] std::optional<base::Time> time(const std::string& name) const;

 private:
  std::size_t size_ = 0;
  std::optional<std::string> cursor_;
  std::map<std::string, std::string> filters_;
  std::map<std::string, base::Time> times_;
};

}  // namespace server
