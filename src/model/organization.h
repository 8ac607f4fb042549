#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"
#include "language/language.h"

namespace model {

enum class Calendar : std::uint8_t { kGregorian, kHijri };

/// Whose data is reported, and how its letterhead reads. Immutable; part of the Catalogue.
struct Organization {
  base::OrganizationUid uid;
  language::Localized name;
  base::OrganizationUid parent;  // empty at the top
  std::string vat_number;
  std::string registration_number;
  language::Localized address;
  std::string time_zone = "UTC";  // an IANA name that the system knows
  std::vector<Calendar> calendars = {Calendar::kGregorian};
};

}  // namespace model
