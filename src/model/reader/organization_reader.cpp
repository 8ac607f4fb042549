#include "model/reader/organization_reader.h"

#include <array>
#include <chrono>
#include <filesystem>

#include "base/error.h"
#include "base/parse_integer.h"
#include "base/small_file.h"
#include "language/time_zone.h"
#include "model/reader/json_reader.h"
#include "model/reader/key.h"
#include "model/reader/limits_reader.h"

namespace model {
namespace {

constexpr std::array<std::pair<std::string_view, Calendar>, 2> kCalendars{
    {{"gregorian", Calendar::kGregorian}, {"hijri", Calendar::kHijri}}};
constexpr std::array<std::pair<std::string_view, Digits>, 2> kDigits{
    {{"western", Digits::kWestern}, {"arabicIndic", Digits::kArabicIndic}}};

constexpr std::array<std::pair<std::string_view, std::chrono::weekday>, 3> kWeekStarts{
    {{"saturday", std::chrono::Saturday},
     {"sunday", std::chrono::Sunday},
     {"monday", std::chrono::Monday}}};

std::optional<workbook::Image> read_logo(const JsonReader& node,
                                         const std::filesystem::path& folder) {
  const auto name = node.text();
  if (!name) return std::nullopt;
  const std::filesystem::path file{*name};
  // Only a file name, so that no file outside the folder is read.
  auto bytes = file.filename() == file ? base::read_small_file(folder / file) : std::nullopt;
  if (bytes) {
    try {
      return workbook::Image{*std::move(bytes)};
    } catch (const base::Error&) {
      // The error is added below.
    }
  }
  node.add_error(base::Message{"model.not_logo", {{"name", abbreviated(*name)}}});
  return std::nullopt;
}

/// "#114B5F"
std::optional<workbook::Color> read_color(const JsonReader& node) {
  const auto text = node.text();
  if (!text) return std::nullopt;
  const std::string_view digits = *text;
  if (digits.size() == 7 && digits[0] == '#') {
    const auto red = base::parse_integer<std::uint8_t>(digits.substr(1, 2), 16);
    const auto green = base::parse_integer<std::uint8_t>(digits.substr(3, 2), 16);
    const auto blue = base::parse_integer<std::uint8_t>(digits.substr(5, 2), 16);
    if (red && green && blue) return workbook::Color{*red, *green, *blue};
  }
  node.add_error(base::Message{"model.not_colour"});
  return std::nullopt;
}

language::Localized read_font(const JsonReader& node) {
  constexpr std::size_t kMaxFontNameBytes = 31;  // of Excel
  const language::Localized font = node.localized();
  if (font.en.size() > kMaxFontNameBytes || font.ar.size() > kMaxFontNameBytes) {
    node.add_error(base::Message{"model.too_long", {{"most", std::int64_t{kMaxFontNameBytes}}}});
  }
  const auto is_safe = [](const std::string& name) {
    return name.find_first_of("\"&,\n\r\t") == std::string::npos;  // codes of Excel's footers
  };
  if (!is_safe(font.en) || !is_safe(font.ar)) node.add_error(base::Message{"model.not_font"});
  return font;
}

Branding read_branding(const JsonReader& node, const std::filesystem::path& folder) {
  JsonObjectReader members{node};
  Branding branding;
  if (const auto logo = members.find("logo")) branding.logo = read_logo(*logo, folder);
  if (const auto colour = members.find("colour")) branding.color = read_color(*colour);
  if (const auto font = members.find("font")) branding.font = read_font(*font);
  members.reject_unknown_members();
  return branding;
}

base::OrganizationUid read_uid(const JsonReader& node) {
  const std::string uid = node.text().value_or("");
  if (!is_uid(uid)) node.add_error(base::Message{"model.not_uid"});
  return base::OrganizationUid{uid};
}

void read_time_zone(const JsonReader& node, Organization& organization) {
  const auto name = node.text();
  if (!name) return;
  try {
    organization.time_zone = language::TimeZone{*name};
  } catch (const base::Error& error) {
    node.add_error(error.user_message().value_or(base::Message{"model.not_text"}));
  }
}

/// Its own, or the default of its time zone.
void read_week_start(JsonObjectReader& members, Organization& organization) {
  const auto node = members.find("weekStart");
  const auto day = node ? node->parse_enum<std::chrono::weekday>(kWeekStarts) : std::nullopt;
  organization.week_start =
      day.value_or(language::default_week_start(organization.time_zone.name()));
}

std::vector<Calendar> read_calendars(const JsonReader& node) {
  std::vector<Calendar> calendars;
  for (const JsonReader& element : node.elements()) {
    if (const auto calendar = element.parse_enum<Calendar>(kCalendars))
      calendars.push_back(*calendar);
  }
  if (!calendars.empty()) return calendars;
  node.add_error(base::Message{"model.empty_list"});
  return Organization{}.calendars;
}

Organization read_organization(const JsonReader& node, const std::filesystem::path& branding) {
  JsonObjectReader members{node};
  Organization organization;
  if (const auto uid = members.require("uid")) organization.uid = read_uid(*uid);
  if (const auto name = members.require("name")) organization.name = name->localized();
  if (const auto parent = members.find("parent")) organization.parent = read_uid(*parent);
  if (const auto number = members.find("vatNumber")) {
    organization.vat_number = number->text().value_or("");
  }
  if (const auto number = members.find("registrationNumber")) {
    organization.registration_number = number->text().value_or("");
  }
  if (const auto address = members.find("address")) organization.address = address->localized();
  if (const auto zone = members.find("timeZone")) read_time_zone(*zone, organization);
  read_week_start(members, organization);
  if (const auto calendars = members.find("calendars")) {
    organization.calendars = read_calendars(*calendars);
  }
  if (const auto limits = members.find("limits")) {
    organization.limits = read_organization_limits(*limits);
  }
  if (const auto digits = members.find("digits")) {
    organization.digits = digits->parse_enum<Digits>(kDigits).value_or(Digits::kWestern);
  }
  if (const auto its_own = members.find("branding")) {
    organization.branding = std::make_shared<const Branding>(read_branding(*its_own, branding));
  }
  members.reject_unknown_members();
  return organization;
}

/// Whether the organization is its own ancestor.
bool is_above_itself(const Organization& organization, const Organizations& all) {
  const Organization* at = &organization;
  for (std::size_t steps = 0; steps <= all.size(); ++steps) {
    const auto parent = all.find(at->parent);
    if (parent == all.end()) return false;
    at = &parent->second;
    if (at == &organization) return true;
  }
  return false;
}

/// Adds an error if the parent is unknown. False, with an error, if it is its own ancestor.
bool check_parent(const JsonReader& node, const Organization& organization,
                  const Organizations& all) {
  if (organization.parent.text().empty()) return true;
  if (!all.contains(organization.parent)) {
    node.add_error(base::Message{"model.no_such_organization",
                                 {{"uid", abbreviated(organization.parent.text())}}});
  } else if (is_above_itself(organization, all)) {
    node.add_error(
        base::Message{"model.organization_above_itself", {{"uid", organization.uid.text()}}});
    return false;
  }
  return true;
}

/// Each organization without branding gets that of its nearest ancestor.
void inherit_branding(Organizations& all) {
  for (auto& [uid, organization] : all) {
    const Organization* at = &organization;
    while (at != nullptr && at->branding == nullptr) {
      const auto parent = all.find(at->parent);
      at = parent == all.end() ? nullptr : &parent->second;
    }
    if (at != nullptr) organization.branding = at->branding;
  }
}

}  // namespace

Organizations read_organizations(const JsonReader& node, const std::filesystem::path& branding) {
  JsonObjectReader members{node};
  static_cast<void>(members.find("$schema"));
  const auto list = members.require("organizations");
  members.reject_unknown_members();
  if (!list) return {};
  const std::vector<JsonReader> nodes = list->elements();
  Organizations all;
  for (const JsonReader& element : nodes) {
    Organization organization = read_organization(element, branding);
    const base::OrganizationUid uid = organization.uid;
    if (uid.text().empty())
      continue;  // an error already; it must not be the parent of those without a parent
    if (!all.emplace(uid, std::move(organization)).second) {
      element.add_error(base::Message{"model.twice", {{"name", uid.text()}}});
    }
  }
  bool has_circle = false;
  for (const JsonReader& element : nodes) {
    const json::Value* uid = element.value().find("uid");
    if (uid == nullptr || uid->string() == nullptr) continue;
    const auto found = all.find(base::OrganizationUid{*uid->string()});
    if (found != all.end()) has_circle |= !check_parent(element, found->second, all);
  }
  if (!has_circle) inherit_branding(all);
  return all;
}

}  // namespace model
