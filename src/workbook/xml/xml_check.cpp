#include "workbook/xml/xml_check.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/utf8.h"

namespace workbook {
namespace {

bool is_white_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// Whether the text has nothing that XML 1.0 forbids in text and attribute values.
bool is_valid_text(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto octet = static_cast<unsigned char>(text[i]);
    if (octet < 0x20 && !is_white_space(text[i])) return false;
    if (octet == '<') return false;
    if (octet == 0xEF &&
        (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF")) {
      return false;
    }
    if (octet != '&') continue;
    const std::string_view reference = text.substr(i + 1, text.substr(i + 1).find(';'));
    static constexpr std::array<std::string_view, 5> kNamed = {"amp", "lt", "gt", "quot", "apos"};
    const bool is_number = reference.size() > 1 && reference[0] == '#';
    if (!is_number && std::find(kNamed.begin(), kNamed.end(), reference) == kNamed.end()) {
      return false;
    }
  }
  return true;
}

/// Whether the text between a tag's name and its end is valid attributes.
bool are_valid_attributes(std::string_view text) {
  while (true) {
    const auto from = std::find_if_not(text.begin(), text.end(), is_white_space);
    const bool apart = from != text.begin();
    text.remove_prefix(static_cast<std::size_t>(from - text.begin()));
    if (text.empty()) return true;
    const std::size_t equals = text.find("=\"");
    if (!apart || equals == 0 || equals == std::string_view::npos) return false;
    if (std::any_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(equals),
                    is_white_space)) {
      return false;
    }
    const std::size_t close = text.find('"', equals + 2);
    if (close == std::string_view::npos) return false;
    if (!is_valid_text(text.substr(equals + 2, close - equals - 2))) return false;
    text.remove_prefix(close + 1);
  }
}

/// Where the tag ends whose "<" is at `from`; a ">" in quotes does not count.
std::size_t tag_end(std::string_view xml, std::size_t from) {
  bool quoted = false;
  for (std::size_t i = from; i < xml.size(); ++i) {
    if (xml[i] == '"') quoted = !quoted;
    if (xml[i] == '>' && !quoted) return i;
  }
  return std::string_view::npos;
}

}  // namespace

bool is_well_formed(std::string_view xml) {
  if (!base::is_utf8(xml)) return false;
  if (xml.starts_with("<?xml ")) {
    const std::size_t end = xml.find("?>");
    if (end == std::string_view::npos) return false;
    xml.remove_prefix(end + 2);
  }
  std::vector<std::string_view> open;
  bool has_root = false;
  while (true) {
    const std::size_t less = std::min(xml.find('<'), xml.size());
    const std::string_view text = xml.substr(0, less);
    if (open.empty() ? !std::all_of(text.begin(), text.end(), is_white_space)
                     : !is_valid_text(text)) {
      return false;
    }
    if (less == xml.size()) return has_root && open.empty();
    const std::size_t end = tag_end(xml, less);
    if (end == std::string_view::npos) return false;
    std::string_view tag = xml.substr(less + 1, end - less - 1);
    xml.remove_prefix(end + 1);
    if (tag.starts_with('/')) {
      if (open.empty() || open.back() != tag.substr(1)) return false;
      open.pop_back();
      continue;
    }
    if (open.empty() && has_root) return false;
    has_root = true;
    const bool is_empty = tag.ends_with('/');
    if (is_empty) tag.remove_suffix(1);
    const std::size_t name = std::min(tag.find_first_of(" \n\r\t"), tag.size());
    if (name == 0 || !are_valid_attributes(tag.substr(name))) return false;
    if (!is_empty) open.push_back(tag.substr(0, name));
  }
}

}  // namespace workbook
