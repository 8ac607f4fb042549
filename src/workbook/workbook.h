#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/cpu_slots.h"
#include "base/digest.h"
#include "base/time.h"
#include "workbook/deflate/compression.h"
#include "workbook/sheet.h"
#include "workbook/style.h"

namespace workbook {

class Links;
class ZipWriter;
class CompressedPart;
struct SplitXml;
struct SkeletonPart;
struct WorkbookContext;

struct Properties {
  std::string title;
  std::string subject;
  std::string author;
  std::string company;
  std::string keywords;
  std::string comments;
  std::string language = {};     // of the document, an RFC 5646 tag; empty: not stated
  std::string application = {};  // the program that writes it; empty: not stated
};

struct Options {
  base::Time created = {};  // in the properties and the zip; equal input gives equal files
  Properties properties = {};
  Style normal = {};  // the font, size and color of cells without a style of their own
  /// Returns the width of a text's widest line in the unit of column widths. If empty, every code
  /// point counts 1.
  std::function<double(std::string_view text, bool is_bold)> measure = {};
  double max_width_per_byte = 1;   // a text that cannot be its column's widest is not measured
  double max_measured_width = 60;  // a column that has reached it is no longer measured
  Compression compression = Compression::kFast;
  /// Compression takes a slot from here before it starts a thread of its own. If null, it starts
  /// none. Must outlive the workbook.
  base::CpuSlots* cpu_slots = nullptr;
  std::uint32_t max_rows_per_sheet = kRowLimit;  // what RowWriter::rows_left() counts down from
  std::stop_token stop = {};
  /// The size limit of the file. base::SizeLimitExceeded is thrown as soon as the compressed data
  /// exceeds it.
  std::uint64_t max_bytes = std::numeric_limits<std::uint64_t>::max();
};

struct SaveResult {
  std::uint64_t bytes = 0;
  base::Sha256 sha256 = {};
  std::uint64_t rows = 0;  // streamed, on all sheets
};

/// One Excel file while it is written: rows are compressed into an unlinked temporary file, the
/// layout may change until the end, and `save` joins both. Not thread-safe; different workbooks may
/// be used on different threads. Every failure is a base::Error.
class Workbook {
 public:
  /// `scratch` is a directory for temporary files, preferably on the same disk as the result.
  Workbook(const std::filesystem::path& scratch, Options options);
  /// If `save` was not called, leaves no file.
  ~Workbook();
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  /// Equal styles get the same id. Throws beyond Excel's 65,490 styles or 200 number formats.
  [[nodiscard]] StyleId style(const Style& style);
  /// The properties of such a style.
  [[nodiscard]] const Style& style(StyleId id) const;
  /// Makes a style whose number format may be set until `save`, even after cells use it, for values
  /// whose decimals are known only at the end. Each open style counts separately towards Excel's
  /// limits.
  [[nodiscard]] StyleId open_style(const Style& style);
  [[nodiscard]] std::size_t open_style_count() const;
  /// Lists the style under this name in Excel's style gallery, unless one of them is known already.
  void name_style(StyleId style, const std::string& name);
  /// The column width, without padding, that a number needs in its style.
  [[nodiscard]] double number_width(StyleId style, double value) const;
  void set_number_format(StyleId open, const std::string& number_format);

  /// Throws unless Excel accepts the name (check_sheet_name()). The file has the sheets in the
  /// order of `rank`, and those of one rank as they were added. The reference is valid as long as
  /// the workbook.
  Sheet& add_sheet(std::string_view name, Direction direction, int rank = 0);

  [[nodiscard]] std::size_t sheet_count() const { return sheets_.size(); }

  /// Writes the whole file to `file`, which must not exist, verifies and syncs it; callable once.
  /// No file remains after a failure. The caller renames it into place.
  SaveResult save(const std::filesystem::path& file);

 private:
  void sort_sheets();
  [[nodiscard]] const Sheet* find_sheet(std::string_view part_name) const;
  [[nodiscard]] std::vector<std::string> sheet_names() const;
  [[nodiscard]] const Links* find_links(std::string_view part_name) const;
  [[nodiscard]] static const Links* find_links(const Sheet& sheet);
  void complete_relationships(std::vector<SkeletonPart>& parts) const;
  void write_part(ZipWriter& zip, SkeletonPart& part);
  void edit_part(SkeletonPart& part) const;
  void write_sheet_part(ZipWriter& zip, const Sheet& sheet, const SkeletonPart& part);
  void write_split_part(ZipWriter& zip, const std::string& name, const SplitXml& split,
                        const CompressedPart& middle);

  std::unique_ptr<WorkbookContext> context_;
  std::vector<std::unique_ptr<Sheet>> sheets_;
};

}  // namespace workbook
