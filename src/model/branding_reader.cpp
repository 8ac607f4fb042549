#include "model/branding_reader.h"

#include "base/error.h"
#include "base/small_file.h"

namespace model {
namespace {

std::optional<workbook::Image> read_logo(const JsonReader& node,
                                         const std::filesystem::path& folder) {
  const auto name = node.text();
  if (!name) return std::nullopt;
  const std::filesystem::path file{*name};
  // A name alone, so that no other file of the machine can be meant.
  auto bytes = file.filename() == file ? base::read_small_file(folder / file) : std::nullopt;
  if (bytes) {
    try {
      return workbook::Image{*std::move(bytes)};
    } catch (const base::Error&) {
      // Said below.
    }
  }
  node.add_error(base::Message{"model.not_logo", {{"name", abbreviated(*name)}}});
  return std::nullopt;
}

std::optional<std::uint8_t> byte_of(std::string_view digits) {
  unsigned value = 0;
  for (const char c : digits) {
    const bool is_digit = c >= '0' && c <= '9';
    const char small = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    if (!is_digit && (small < 'a' || small > 'f')) return std::nullopt;
    value = value * 16 + static_cast<unsigned>(is_digit ? c - '0' : small - 'a' + 10);
  }
  return static_cast<std::uint8_t>(value);
}

/// "#114B5F"
std::optional<workbook::Color> read_colour(const JsonReader& node) {
  const auto text = node.text();
  if (!text) return std::nullopt;
  const std::string_view digits = *text;
  if (digits.size() == 7 && digits[0] == '#') {
    const auto red = byte_of(digits.substr(1, 2));
    const auto green = byte_of(digits.substr(3, 2));
    const auto blue = byte_of(digits.substr(5, 2));
    if (red && green && blue) return workbook::Color{*red, *green, *blue};
  }
  node.add_error(base::Message{"model.not_colour"});
  return std::nullopt;
}

language::Localized read_font(const JsonReader& node) {
  constexpr std::size_t kMaxFontNameBytes = 31;  // of a font's name in Excel
  const language::Localized font = node.localized();
  if (font.en.size() > kMaxFontNameBytes || font.ar.size() > kMaxFontNameBytes) {
    node.add_error(base::Message{"model.too_long", {{"most", std::int64_t{kMaxFontNameBytes}}}});
  }
  return font;
}

}  // namespace

Branding read_branding(const JsonReader& node, const std::filesystem::path& folder) {
  JsonObjectReader members{node};
  Branding branding;
  if (const auto logo = members.find("logo")) branding.logo = read_logo(*logo, folder);
  if (const auto colour = members.find("colour")) branding.color = read_colour(*colour);
  if (const auto font = members.find("font")) branding.font = read_font(*font);
  members.reject_unknown_members();
  return branding;
}

}  // namespace model
