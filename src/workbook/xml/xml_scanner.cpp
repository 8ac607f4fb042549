#include "workbook/xml/xml_scanner.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/parse_integer.h"

namespace workbook {
namespace {

/// The character that a reference such as "&amp;" stands for; 0 for an unknown one.
char referenced(std::string_view name) {
  constexpr std::array kNamed{
      std::pair{std::string_view{"amp"}, '&'}, std::pair{std::string_view{"lt"}, '<'},
      std::pair{std::string_view{"gt"}, '>'}, std::pair{std::string_view{"quot"}, '"'},
      std::pair{std::string_view{"apos"}, '\''}};
  const auto* const known =
      std::ranges::find(kNamed, name, &std::pair<std::string_view, char>::first);
  if (known != kNamed.end()) return known->second;
  if (!name.starts_with('#')) return '\0';
  const auto number = base::parse_integer<unsigned>(name.substr(1));
  return number && *number < 0x80 ? static_cast<char>(*number) : '\0';
}

}  // namespace

bool XmlScanner::next() {
  const std::size_t begin = rest_.find('<');
  const std::size_t end = rest_.find('>', begin);
  if (end == std::string_view::npos) return false;
  std::string_view tag = rest_.substr(begin + 1, end - begin - 1);
  rest_.remove_prefix(end + 1);
  is_empty_element_ = tag.ends_with('/');
  if (is_empty_element_) tag.remove_suffix(1);
  name_ = tag.substr(0, tag.find(' '));
  attributes_ = tag.substr(name_.size());
  return true;
}

std::string_view XmlScanner::attribute(std::string_view name) const {
  const std::string start = " " + std::string{name} + "=\"";
  const std::size_t at = attributes_.find(start);
  if (at == std::string_view::npos) return {};
  const std::string_view value = attributes_.substr(at + start.size());
  return value.substr(0, value.find('"'));
}

std::string XmlScanner::text() const { return unescape_xml(rest_.substr(0, rest_.find('<'))); }

std::string unescape_xml(std::string_view xml) {
  std::string text;
  while (!xml.empty()) {
    const std::size_t mark = std::min(xml.find('&'), xml.size());
    text += xml.substr(0, mark);
    xml.remove_prefix(mark);
    if (xml.empty()) break;
    const std::size_t end = xml.find(';');
    const char character =
        end == std::string_view::npos ? '\0' : referenced(xml.substr(1, end - 1));
    if (character == '\0') {
      text += '&';
      xml.remove_prefix(1);
    } else {
      text += character;
      xml.remove_prefix(end + 1);
    }
  }
  return text;
}

}  // namespace workbook
