#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"

namespace server {

/// What an organization's events are called: the numbers of job::News, sealed, since these count
/// what becomes of all organizations' jobs. Those of another organization, or of another start of
/// this process, are none. Immutable: any thread.
class EventIds {
 public:
  EventIds();

  [[nodiscard]] std::string format(std::uint64_t number,
                                   const base::OrganizationUid& organization) const;
  [[nodiscard]] std::optional<std::uint64_t> parse(std::string_view id,
                                                   const base::OrganizationUid& organization) const;

 private:
  [[nodiscard]] std::uint64_t mask(std::string_view seal) const;

  const std::string secret_;
};

}  // namespace server
