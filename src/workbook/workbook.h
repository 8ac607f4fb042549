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
};

struct Options {
  base::Time created = {};  // in the properties and the zip; equal input gives equal files
  Properties properties = {};
  /// The width of a text's widest line in digits of the Normal font: never more than its bytes.
  /// Absent, a code point counts 1.
  std::function<double(std::string_view)> measure = {};
  double max_measured_width = 60;  // a column that has reached it is not measured further
  Compression compression = Compression::kFast;
  /// Where it asks for a core for a thread of its own, which compresses; absent, it has none. The
  /// caller's outlives the workbook.
  base::CpuSlots* cpu_slots = nullptr;
  std::uint32_t max_rows_per_sheet = kRowLimit;  // for whoever asks a stream for its room
  std::stop_token stop = {};
  /// Of the file. Over it base::SizeLimitExceeded is thrown, as soon as that much is packed.
  std::uint64_t max_bytes = std::numeric_limits<std::uint64_t>::max();
};

struct SaveResult {
  std::uint64_t bytes = 0;
  base::Sha256 sha256 = {};
  std::uint64_t rows = 0;  // streamed, of all sheets
};

/// One Excel file in the making. Rows are pushed and wait, compressed, in an unlinked temporary
/// file; the layout may be given until the end; `save` joins both. One thread at a time; several
/// workbooks live in several threads. Every fault is a base::Error.
class Workbook {
 public:
  /// `scratch` is a directory for temporary files, best on the disk of the result.
  Workbook(const std::filesystem::path& scratch, Options options);
  /// Without `save` it leaves nothing behind.
  ~Workbook();
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  /// Equal styles get one id. Throws beyond Excel's 65,490 styles or 200 number formats.
  [[nodiscard]] StyleId style(const Style& style);
  /// A style of its own, whose number format may be set until `save`, also when cells have it: what
  /// they show is then known. Beside Excel's limits, each counts.
  [[nodiscard]] StyleId open_style(const Style& style);
  [[nodiscard]] std::size_t open_style_count() const;
  void set_number_format(StyleId open, const std::string& number_format);

  /// The name is made fit for Excel (31 UTF-16 units, forbidden characters, unique). The reference
  /// lives as long as the workbook.
  Sheet& add_sheet(std::string_view name, Direction direction);

  /// Writes the whole file to `file`, which must not exist, checks and syncs it; once, at the
  /// end. A failure leaves no file. Renaming it into place is the caller's.
  SaveResult save(const std::filesystem::path& file);

 private:
  [[nodiscard]] const Sheet* find_sheet(std::string_view part_name) const;
  [[nodiscard]] const Links* find_links(std::string_view part_name) const;
  [[nodiscard]] static const Links* find_links(const Sheet& sheet);
  void complete_relationships(std::vector<SkeletonPart>& parts) const;
  void write_part(ZipWriter& zip, SkeletonPart& part);
  void write_sheet_part(ZipWriter& zip, const Sheet& sheet, const SkeletonPart& part);
  void write_split_part(ZipWriter& zip, const std::string& name, const SplitXml& split,
                        const CompressedPart& middle);

  std::unique_ptr<WorkbookContext> context_;
  std::vector<std::unique_ptr<Sheet>> sheets_;
};

}  // namespace workbook
