#include "workbook/links.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/error.h"
#include "workbook/xml/cell_text.h"

namespace workbook {
namespace {

/// RFC 3986, section 2, without "#".
bool is_of_address(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~:/?[]@!$&'()*+,;=%").find(c) != std::string_view::npos;
}

}  // namespace

bool Links::add(Cell cell, const LinkTarget& target) {
  const auto [address, fragment] = target;
  if (address.empty() || !std::ranges::all_of(address, is_of_address) ||
      !std::ranges::all_of(fragment, is_of_address)) {
    throw base::Error("links: what is handed as an address is none");
  }
  const std::size_t mark = fragment.empty() ? 0 : 1;
  if (count_ == kMaxLinks || address.size() + mark + fragment.size() > kMaxTarget) return false;
  const std::string id = "streamed" + std::to_string(++count_);
  std::string element = "<hyperlink ref=\"" + a1(cell) + "\" r:id=\"" + id + "\"";
  if (!fragment.empty()) element += " location=\"" + escape_xml(fragment) + "\"";
  elements_.append(element + "/>");
  relationships_.append(
      "<Relationship Id=\"" + id +
      "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" "
      "Target=\"" +
      escape_xml(address) + "\" TargetMode=\"External\"/>");
  return true;
}

void Links::close() {
  elements_.close();
  relationships_.close();
}

}  // namespace workbook
