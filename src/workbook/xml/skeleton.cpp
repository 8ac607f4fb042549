#include "workbook/xml/skeleton.h"

#include <algorithm>
#include <charconv>
#include <memory>

#include <minizip/unzip.h>

#include "base/error.h"
#include "workbook/xml/xml_check.h"

namespace workbook {
namespace {

constexpr std::uint64_t kMaxPartBytes = 256ULL * 1024 * 1024;

struct CloseZip {
  void operator()(void* zip) const { unzClose(zip); }
};

[[noreturn]] void fail_reading(const std::string& what) {
  throw base::Error("read the skeleton: " + what);
}

SkeletonPart read_part(unzFile zip) {
  unz_file_info64 info = {};
  SkeletonPart part;
  part.name.resize(256);
  if (unzGetCurrentFileInfo64(zip, &info, part.name.data(), part.name.size(), nullptr, 0, nullptr,
                              0) != UNZ_OK ||
      info.size_filename >= part.name.size() || info.uncompressed_size > kMaxPartBytes) {
    fail_reading("a broken directory");
  }
  part.name.resize(info.size_filename);
  part.bytes.resize(info.uncompressed_size);
  if (unzOpenCurrentFile(zip) != UNZ_OK) fail_reading(part.name);
  const int got =
      unzReadCurrentFile(zip, part.bytes.data(), static_cast<unsigned>(part.bytes.size()));
  if (got < 0 || static_cast<std::size_t>(got) != part.bytes.size()) fail_reading(part.name);
  if (unzCloseCurrentFile(zip) != UNZ_OK) fail_reading(part.name + " has a wrong CRC");
  const bool is_xml = part.name.ends_with(".xml") || part.name.ends_with(".rels");
  if (is_xml && !is_well_formed(part.bytes)) fail_reading(part.name + " is not whole");
  if (part.bytes.empty()) fail_reading(part.name + " is empty");
  return part;
}

/// The number at `at`, up to `terminator`; moves `at` past the digits.
std::uint64_t number_at(std::string_view xml, std::size_t& at, char terminator) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(xml.data() + at, xml.data() + xml.size(), number);
  if (error != std::errc() || end == xml.data() + xml.size() || *end != terminator) {
    fail_reading("a number is not where it is known to be");
  }
  at = static_cast<std::size_t>(end - xml.data());
  return number;
}

}  // namespace

std::vector<SkeletonPart> read_skeleton(const std::filesystem::path& file) {
  const std::unique_ptr<void, CloseZip> zip(unzOpen64(file.c_str()));
  if (zip == nullptr) fail_reading("not a zip");
  std::vector<SkeletonPart> parts;
  int at = unzGoToFirstFile(zip.get());
  for (; at == UNZ_OK; at = unzGoToNextFile(zip.get())) parts.push_back(read_part(zip.get()));
  if (at != UNZ_END_OF_LIST_OF_FILE || parts.empty()) fail_reading("a broken directory");
  return parts;
}

SplitXml split_sheet(std::string_view sheet, std::uint32_t first_row, std::uint32_t last_row,
                     int placeholders) {
  constexpr std::string_view kRow = "<row r=\"";
  const std::size_t data_end = sheet.find("</sheetData>");
  std::size_t begin = std::string_view::npos;
  std::size_t end = data_end;
  int inside = 0;
  for (std::size_t at = sheet.find(kRow); at < data_end; at = sheet.find(kRow, at)) {
    const std::size_t tag = at;
    at += kRow.size();
    const std::uint64_t row = number_at(sheet, at, '"') - 1;
    if (row < first_row) continue;
    if (row > last_row) {
      end = tag;
      break;
    }
    if (inside++ == 0) begin = tag;
  }
  if (data_end == std::string_view::npos || inside == 0)
    fail_reading("the sheet has no placeholder rows");
  if (inside != placeholders) fail_reading("layout cells lie among the streamed rows");
  return {std::string(sheet.substr(0, begin)), std::string(sheet.substr(end))};
}

std::string with_shifted_strings(std::string_view sheet, std::uint64_t by) {
  constexpr std::string_view kString = " t=\"s\"><v>";
  std::string shifted;
  shifted.reserve(sheet.size() + sheet.size() / 16);
  std::size_t copied = 0;
  for (std::size_t at = sheet.find(kString); at != std::string_view::npos;
       at = sheet.find(kString, at)) {
    at += kString.size();
    shifted += sheet.substr(copied, at - copied);
    shifted += std::to_string(number_at(sheet, at, '<') + by);
    copied = at;
  }
  shifted += sheet.substr(copied);
  return shifted;
}

std::string without_first_header(std::string_view sheet) {
  constexpr std::string_view kBegin = "<headerFooter><oddHeader>";
  constexpr std::string_view kFooter = "<oddFooter>";
  constexpr std::string_view kEnd = "</oddFooter></headerFooter>";
  const std::size_t at = sheet.find(kBegin);
  if (at == std::string_view::npos) return std::string(sheet);
  const std::size_t footer = sheet.find(kFooter, at);
  const std::size_t end = sheet.find(kEnd, at);
  if (footer == std::string_view::npos || end == std::string_view::npos || footer > end) {
    fail_reading("a header without a footer");
  }
  const std::size_t text = footer + kFooter.size();
  return std::string(sheet.substr(0, at)) + "<headerFooter differentFirst=\"1\"><oddHeader>" +
         std::string(sheet.substr(at + kBegin.size(), end - at - kBegin.size())) +
         "</oddFooter><firstFooter>" + std::string(sheet.substr(text, end - text)) +
         "</firstFooter></headerFooter>" + std::string(sheet.substr(end + kEnd.size()));
}

SplitXml split_strings(std::string_view table, std::uint64_t streamed, std::uint64_t uses) {
  constexpr std::string_view kCount = " count=\"";
  constexpr std::string_view kUnique = "\" uniqueCount=\"";
  std::size_t at = table.find(kCount);
  if (at == std::string_view::npos) fail_reading("the string table has no count");
  std::string before(table.substr(0, at + kCount.size()));
  at += kCount.size();
  before += std::to_string(number_at(table, at, '"') + uses);
  if (table.substr(at, kUnique.size()) != kUnique)
    fail_reading("the string table has no unique count");
  at += kUnique.size();
  before += kUnique;
  before += std::to_string(number_at(table, at, '"') + streamed);
  if (table.substr(at, 2) != "\">")
    fail_reading("the string table does not begin as it is known to");
  before += "\">";
  return {std::move(before), std::string(table.substr(at + 2))};
}

SplitXml split_links(std::string_view rest) {
  constexpr std::string_view kEnd = "</hyperlinks>";
  const std::size_t known = rest.find(kEnd);
  if (known != std::string_view::npos) {
    return {std::string(rest.substr(0, known)), std::string(rest.substr(known))};
  }
  const std::size_t at = std::min(rest.find("<printOptions"), rest.find("<pageMargins"));
  if (at == std::string_view::npos) fail_reading("the sheet has no page margins");
  return {std::string(rest.substr(0, at)) + "<hyperlinks>",
          std::string(kEnd) + std::string(rest.substr(at))};
}

SplitXml split_relationships(std::string_view relationships) {
  const std::size_t end = relationships.find("</Relationships>");
  if (end == std::string_view::npos) fail_reading("relationships without an end");
  return {std::string(relationships.substr(0, end)), std::string(relationships.substr(end))};
}

}  // namespace workbook
