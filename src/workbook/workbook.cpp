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
#include "workbook/spliced_part.h"
#include "workbook/workshop.h"

namespace workbook {
namespace {

constexpr std::string_view kStringsPart = "xl/sharedStrings.xml";
constexpr std::string_view kStylesPart = "xl/styles.xml";

constexpr std::string_view kNoRelationships =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "</Relationships>";

std::string relationships_name(std::size_t sheet) {
  return "xl/worksheets/_rels/sheet" + std::to_string(sheet + 1) + ".xml.rels";
}

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

}  // namespace

Workshop::Workshop(const std::filesystem::path& directory, Options its_options)
    : options(completed(std::move(its_options))),
      skeleton(random_path(directory, "skeleton-")),
      deflater(options.compression),
      packed(directory, options.most_bytes),
      line(options.compression, options.cores, options.stop),
      strings(packed, line),
      lxw(new_lxw(skeleton, directory)),
      styles(lxw) {}

Workshop::~Workshop() { lxw_workbook_free(lxw); }

Workbook::Workbook(const std::filesystem::path& scratch, Options options)
    : shop_(new Workshop(scratch, std::move(options))) {}

Workbook::~Workbook() { shop_->line.drop(); }

StyleId Workbook::style(const Style& style) { return shop_->styles.id(style); }

StyleId Workbook::open_style(const Style& style) { return shop_->styles.open(style); }

std::size_t Workbook::open_styles() const { return shop_->styles.open_styles(); }

void Workbook::set_number_format(StyleId open, const std::string& number_format) {
  shop_->styles.set_number_format(open, number_format);
}

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
  SplicedPart spliced(part.name, *shop_);
  const Rows::State& rows = *sheet.rows_->state_;
  const Gap gap = sheet_gap(part.bytes, rows.first_row, rows.row() - 1, rows.size == 1 ? 1 : 2);
  spliced.text(gap.before);
  spliced.streamed(rows.part);
  if (const Links* links = links_of(sheet)) {
    const Gap its_links = links_gap(gap.after);
    spliced.text(its_links.before);
    spliced.streamed(links->elements());
    spliced.text(its_links.after);
  } else {
    spliced.text(gap.after);
  }
  spliced.write_to(package);
}

/// The sheet's relationships that were streamed; null where the part is of no such sheet.
const Links* Workbook::links_of(std::string_view part_name) const {
  for (std::size_t i = 0; i < sheets_.size(); ++i) {
    if (part_name == relationships_name(i)) return links_of(*sheets_[i]);
  }
  return nullptr;
}

const Links* Workbook::links_of(const Sheet& sheet) {
  const Links* links = sheet.rows_ == nullptr ? nullptr : sheet.rows_->state_->links.get();
  return links == nullptr || links->is_empty() ? nullptr : links;
}

/// libxlsxwriter makes none for a sheet that has nothing but streamed links.
void Workbook::complete_relationships(std::vector<SkeletonPart>& parts) const {
  for (std::size_t i = 0; i < sheets_.size(); ++i) {
    const std::string name = relationships_name(i);
    if (links_of(*sheets_[i]) == nullptr) continue;
    if (std::ranges::find(parts, name, &SkeletonPart::name) != parts.end()) continue;
    parts.push_back({name, std::string(kNoRelationships)});
  }
}

void Workbook::add_with_middle(Package& package, const std::string& name, const Gap& gap,
                               const PackedPart& middle) {
  SplicedPart spliced(name, *shop_);
  spliced.text(gap.before);
  spliced.streamed(middle);
  spliced.text(gap.after);
  spliced.write_to(package);
}

void Workbook::add_to(Package& package, SkeletonPart& part) {
  Workshop& shop = *shop_;
  if (part.name == kStringsPart) {
    const Gap gap = strings_gap(part.bytes, shop.strings.size(), shop.strings.uses());
    return add_with_middle(package, part.name, gap, shop.strings.part());
  }
  if (const Links* links = links_of(std::string_view{part.name})) {
    return add_with_middle(package, part.name, relationships_gap(part.bytes),
                           links->relationships());
  }
  if (const Sheet* sheet = sheet_of(part.name)) {
    part.bytes = with_shifted_strings(part.bytes, shop.strings.size());
    if (sheet->rows_ != nullptr && sheet->rows_->size() > 0) {
      return add_sheet_part(package, *sheet, part);
    }
  }
  if (part.name == kStylesPart) part.bytes = with_kept_text(part.bytes);
  for (std::size_t i = 0; i < shop.charts.size(); ++i) {
    const bool is_it = part.name == "xl/charts/chart" + std::to_string(i + 1) + ".xml";
    if (!is_it) continue;
    part.bytes = with_gaps(part.bytes);
    if (shop.charts[i] == Direction::kRightToLeft) part.bytes = with_right_to_left_text(part.bytes);
  }
  add_part(package, shop.deflater, part);
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
    sheet->rows_->close();
  }
  shop.strings.part().close();
  std::vector<SkeletonPart> parts = make_skeleton(shop);
  shop.line.finish();

  Package package(file, shop.options.created, shop.options.most_bytes);
  if (shop.strings.size() > 0 &&
      std::ranges::find(parts, kStringsPart, &SkeletonPart::name) == parts.end()) {
    throw base::Error("workbook: the skeleton has no string table");
  }
  complete_relationships(parts);
  for (SkeletonPart& part : parts) {
    if (shop.options.stop.stop_requested()) throw base::Canceled();
    add_to(package, part);
  }
  package.finish();
  summary.bytes = package.bytes();
  summary.sha256 = package.sha256();
  return summary;
}

}  // namespace workbook
