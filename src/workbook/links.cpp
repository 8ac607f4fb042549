#include "workbook/links.h"

#include "workbook/cell_text.h"

namespace workbook {
namespace {

constexpr std::size_t kMostAddress = 2'079;  // MS-XLSX, CT_Hyperlink

/// RFC 3986, section 2, with "%" for what is encoded already.
bool is_of_uri(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~:/?[]@!$&'()*+,;=%").find(c) != std::string_view::npos;
}

std::string encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri;
  for (const char c : text) {
    if (is_of_uri(c)) {
      uri += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      uri += '%';
      uri += kHex[byte >> 4U];
      uri += kHex[byte & 15U];
    }
  }
  return uri;
}

}  // namespace

std::optional<LinkTarget> link_target(std::string_view address) {
  if (address.size() > kMostAddress) return std::nullopt;
  const std::string clean = one_line(address);
  const std::size_t mark = clean.find('#');
  LinkTarget target{encoded(std::string_view{clean}.substr(0, mark)), {}};
  if (mark != std::string::npos)
    target.location = encoded(std::string_view{clean}.substr(mark + 1));
  if (target.address.empty()) return std::nullopt;
  if (target.address.size() + target.location.size() > kMostAddress) return std::nullopt;
  return target;
}

bool Links::add(Cell cell, std::string_view address) {
  if (count_ == kMost) return false;
  const auto target = link_target(address);
  if (!target) return false;
  const std::string id = "streamed" + std::to_string(++count_);
  std::string element = "<hyperlink ref=\"" + a1(cell) + "\" r:id=\"" + id + "\"";
  if (!target->location.empty()) {
    element += " location=\"" + xml_escaped(target->location) + "\"";
  }
  elements_.append(element + "/>");
  relationships_.append(
      "<Relationship Id=\"" + id +
      "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" "
      "Target=\"" +
      xml_escaped(target->address) + "\" TargetMode=\"External\"/>");
  return true;
}

void Links::close() {
  elements_.close();
  relationships_.close();
}

}  // namespace workbook
