#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "language/language.h"
#include "language/time_zone.h"
#include "model/definition/limits.h"
#include "workbook/image.h"
#include "workbook/style.h"

namespace model {

enum class Calendar : std::uint8_t { kGregorian, kHijri };
enum class Digits : std::uint8_t { kWestern, kArabicIndic };

/// The look of an organization's reports. Immutable; shared with the organizations below that have
/// no branding.
struct Branding {
  std::optional<workbook::Image> logo;
  std::optional<workbook::Color> color;  // of the title, the header row and the organization's name
  language::Localized font = {"Arial", "Arial"};
};

/// An organization whose data is reported, with its letterhead. Immutable; part of the Catalogue.
struct Organization {
  base::OrganizationUid uid;
  language::Localized name;
  base::OrganizationUid parent;  // empty at the top
  std::string vat_number;
  std::string registration_number;
  language::Localized address;
  language::TimeZone time_zone;
  std::chrono::weekday week_start = std::chrono::Sunday;
  std::vector<Calendar> calendars = {Calendar::kGregorian};
  OrganizationLimits limits = {};
  Digits digits = Digits::kWestern;          // of Arabic reports
  std::shared_ptr<const Branding> branding;  // its own or that of the nearest ancestor; may be null
};

}  // namespace model
