#include "workbook/workbook.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <unistd.h>
#include <xlsxwriter.h>

#include "base/error.h"
#include "base/utf8.h"
#include "workbook/cell_text.h"
#include "workbook/package.h"
#include "workbook/rows_state.h"
#include "workbook/sheet_name.h"
#include "workbook/skeleton.h"
#include "workbook/workshop.h"

namespace workbook {
namespace {

constexpr std::string_view kStringsPart = "xl/sharedStrings.xml";

/// The first day of the zip format; libxlsxwriter takes 1970 for "now".
base::Time known_time(base::Time time) {
  using namespace std::chrono;
  return std::max(time, base::Time(sys_days{1980y / January / 1}));
}

Options completed(Options options) {
  options.created = known_time(options.created);
  if (!options.measure) {
    options.measure = [](std::string_view text) {
      return static_cast<double>(base::utf16_length(text));
    };
  }
  return options;
}

lxw_workbook* new_lxw(const std::filesystem::path& file, const std::filesystem::path& scratch) {
  std::string directory = scratch.string();
  lxw_workbook_options options{};  // newer versions have more of them
  options.tmpdir = directory.data();
  lxw_workbook* lxw = workbook_new_opt(file.c_str(), &options);
  if (lxw == nullptr) throw base::Error("workbook: libxlsxwriter gave none");
  return lxw;
}

void set_properties(lxw_workbook* lxw, const Options& options) {
  std::string title = line_text(options.properties.title);
  std::string subject = line_text(options.properties.subject);
  std::string author = line_text(options.properties.author);
  std::string company = line_text(options.properties.company);
  std::string keywords = line_text(options.properties.keywords);
  std::string comments = line_text(options.properties.comments);
  lxw_doc_properties properties = {};
  properties.title = title.data();
  properties.subject = subject.data();
  properties.author = author.data();
  properties.company = company.data();
  properties.keywords = keywords.data();
  properties.comments = comments.data();
  properties.created = std::chrono::system_clock::to_time_t(
      std::chrono::floor<std::chrono::seconds>(options.created));
  if (workbook_set_properties(lxw, &properties) != LXW_NO_ERROR) {
    throw base::Error("workbook: its properties were refused");
  }
}

/// Whatever happens, the skeleton's file goes.
class Removed {
 public:
  explicit Removed(std::filesystem::path file) : file_(std::move(file)) {}
  ~Removed() { ::unlink(file_.c_str()); }
  Removed(const Removed&) = delete;
  Removed& operator=(const Removed&) = delete;

 private:
  std::filesystem::path file_;
};

/// libxlsxwriter writes the creation time by gmtime(), whose result all threads share: one
/// skeleton at a time. It takes milliseconds.
lxw_error close_alone(lxw_workbook* workbook) {
  static std::mutex one_at_a_time;
  const std::lock_guard hold(one_at_a_time);
  return workbook_close(workbook);
}

std::vector<SkeletonPart> make_skeleton(Workshop& shop) {
  const Removed removed(shop.skeleton);
  ::close(create_file(shop.skeleton));  // with our mode; libxlsxwriter writes over it
  const lxw_error error = close_alone(std::exchange(shop.lxw, nullptr));
  if (error != LXW_NO_ERROR) {
    throw base::Error(std::string("workbook: write the skeleton: ") + lxw_strerror(error));
  }
  return read_skeleton(shop.skeleton);
}

void add_part(Package& package, Deflater& deflater, const SkeletonPart& part) {
  std::string packed(deflater.deflated(part.bytes));
  packed += kDeflateEnd;
  package.add({part.name, crc32(0, part.bytes), part.bytes.size(), packed.size()});
  package.write(packed);
}

/// A part whose middle was streamed.
void add_spliced(Package& package, Workshop& shop, const std::string& name, const Gap& gap,
                 const PackedPart& middle) {
  const std::string before(shop.deflater.deflated(gap.before));
  const std::string after =
      std::string(shop.deflater.deflated(gap.after)) + std::string(kDeflateEnd);
  std::uint32_t crc = crc32_of_both(crc32(0, gap.before), middle.crc(), middle.size());
  crc = crc32(crc, gap.after);
  package.add({name, crc, gap.before.size() + middle.size() + gap.after.size(),
               before.size() + middle.packed().size() + after.size()});
  package.write(before);
  middle.packed().read([&](std::string_view bytes) {
    if (shop.options.stop.stop_requested()) throw base::Stopped();
    package.write(bytes);
  });
  package.write(after);
}

}  // namespace

Workshop::Workshop(const std::filesystem::path& directory, Options its_options)
    : scratch(directory),
      options(completed(std::move(its_options))),
      skeleton(random_path(directory, "skeleton-")),
      deflater(options.compression),
      line(options.compression, options.cores),
      strings(directory, line),
      lxw(new_lxw(skeleton, directory)),
      styles(lxw) {}

Workshop::~Workshop() { lxw_workbook_free(lxw); }

Workbook::Workbook(const std::filesystem::path& scratch, Options options)
    : shop_(new Workshop(scratch, std::move(options))) {}

Workbook::~Workbook() { shop_->line.drop(); }

StyleId Workbook::style(const Style& style) { return shop_->styles.id(style); }

Sheet& Workbook::add_sheet(std::string_view name, Direction direction) {
  std::vector<std::string> taken;
  for (const auto& sheet : sheets_) taken.push_back(sheet->name());
  std::string its_name = sheet_name(name, taken);
  lxw_worksheet* worksheet = workbook_add_worksheet(shop_->lxw, its_name.c_str());
  if (worksheet == nullptr) throw base::Error("workbook: a sheet was refused");
  sheets_.emplace_back(new Sheet(std::move(its_name), direction, worksheet, *shop_));
  return *sheets_.back();
}

const Sheet* Workbook::sheet_of(std::string_view part_name) const {
  for (std::size_t i = 0; i < sheets_.size(); ++i) {
    if (part_name == "xl/worksheets/sheet" + std::to_string(i + 1) + ".xml") {
      return sheets_[i].get();
    }
  }
  return nullptr;
}

void Workbook::add_sheet_part(Package& package, const Sheet& sheet, const SkeletonPart& part) {
  if (sheet.rows_ == nullptr || sheet.rows_->size() == 0) {
    return add_part(package, shop_->deflater, part);
  }
  Rows::State& rows = *sheet.rows_->state_;
  const Gap gap = sheet_gap(part.bytes, rows.first_row, rows.row() - 1, rows.size == 1 ? 1 : 2);
  add_spliced(package, *shop_, part.name, gap, rows.part);
}

Summary Workbook::save(const std::filesystem::path& file) {
  Workshop& shop = *shop_;
  if (shop.lxw == nullptr) throw base::Error("workbook: saved a second time");
  if (sheets_.empty()) throw base::Error("workbook: it has no sheet");
  set_properties(shop.lxw, shop.options);
  Summary summary;
  for (const auto& sheet : sheets_) {
    sheet->mark_gap();
    if (sheet->rows_ == nullptr) continue;
    summary.rows += sheet->rows_->size();
    sheet->rows_->state_->part.flush();
  }
  shop.strings.part().flush();
  std::vector<SkeletonPart> parts = make_skeleton(shop);
  shop.line.finish();

  Package package(file, shop.options.created);
  bool has_strings = shop.strings.size() == 0;
  for (SkeletonPart& part : parts) {
    if (shop.options.stop.stop_requested()) throw base::Stopped();
    if (part.name == kStringsPart) {
      has_strings = true;
      const Gap gap = strings_gap(part.bytes, shop.strings.size(), shop.strings.uses());
      add_spliced(package, shop, part.name, gap, shop.strings.part());
    } else if (const Sheet* sheet = sheet_of(part.name)) {
      part.bytes = with_shifted_strings(part.bytes, shop.strings.size());
      add_sheet_part(package, *sheet, part);
    } else {
      add_part(package, shop.deflater, part);
    }
  }
  if (!has_strings) throw base::Error("workbook: the skeleton has no string table");
  package.finish();
  summary.bytes = package.bytes();
  summary.sha256 = package.sha256();
  return summary;
}

}  // namespace workbook
