#include "workbook/workbook.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <unistd.h>
#include <xlsxwriter.h>

#include "base/error.h"
#include "base/utf8.h"
#include "workbook/xml/cell_text.h"
#include "workbook/defined_names.h"
#include "workbook/zip/zip_writer.h"
#include "workbook/row_encoder.h"
#include "workbook/xml/explicit_parts.h"
#include "workbook/xml/named_styles.h"
#include "workbook/xml/number_text.h"
#include "workbook/xml/part_edits.h"
#include "workbook/xml/placeholders.h"
#include "workbook/xml/sheet_name.h"
#include "workbook/xml/skeleton.h"
#include "workbook/workbook_context.h"

namespace workbook {
namespace {

constexpr std::string_view kStringsPart = "xl/sharedStrings.xml";
constexpr std::string_view kStylesPart = "xl/styles.xml";
constexpr std::string_view kWorkbookPart = "xl/workbook.xml";
constexpr std::string_view kCorePropertiesPart = "docProps/core.xml";
constexpr std::string_view kExtendedPropertiesPart = "docProps/app.xml";

constexpr std::string_view kNoRelationships =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "</Relationships>";

std::string relationships_name(std::size_t sheet) {
  return "xl/worksheets/_rels/sheet" + std::to_string(sheet + 1) + ".xml.rels";
}

/// Clamps to the first day of the zip format; libxlsxwriter takes 1970 for "now".
base::Time clamp_to_zip_epoch(base::Time time) {
  using namespace std::chrono;
  return std::max(time, base::Time(sys_days{1980y / January / 1}));
}

Options with_defaults(Options options) {
  options.created = clamp_to_zip_epoch(options.created);
  if (!options.measure) {
    options.measure = [](std::string_view text, bool) {
      return static_cast<double>(base::utf16_length(text));
    };
  }
  return options;
}

lxw_workbook* new_lxw(const std::filesystem::path& file, const std::filesystem::path& scratch) {
  std::string directory = scratch.string();
  lxw_workbook_options options{};  // newer versions have more options
  options.tmpdir = directory.data();
  lxw_workbook* lxw = workbook_new_opt(file.c_str(), &options);
  if (lxw == nullptr) throw base::Error("workbook: libxlsxwriter gave none");
  return lxw;
}

void set_properties(lxw_workbook* lxw, const Options& options) {
  std::string title = single_line_escaped(options.properties.title);
  std::string subject = single_line_escaped(options.properties.subject);
  std::string author = single_line_escaped(options.properties.author);
  std::string company = single_line_escaped(options.properties.company);
  std::string keywords = single_line_escaped(options.properties.keywords);
  std::string comments = single_line_escaped(options.properties.comments);
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

/// Removes the skeleton's file, whatever happens.
class ScopedUnlink {
 public:
  explicit ScopedUnlink(std::filesystem::path file) : file_(std::move(file)) {}
  ~ScopedUnlink() { ::unlink(file_.c_str()); }
  ScopedUnlink(const ScopedUnlink&) = delete;
  ScopedUnlink& operator=(const ScopedUnlink&) = delete;

 private:
  std::filesystem::path file_;
};

/// libxlsxwriter formats the creation time with gmtime(), whose result all threads share: skeletons
/// are written one at a time. It takes milliseconds.
lxw_error close_serialized(lxw_workbook* workbook) {
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  return workbook_close(workbook);
}

std::vector<SkeletonPart> make_skeleton(WorkbookContext& context) {
  const ScopedUnlink unlink_at_end(context.skeleton_path);
  ::close(base::create_file(context.skeleton_path));  // with mode 0600; libxlsxwriter overwrites it
  const lxw_error error = close_serialized(std::exchange(context.lxw, nullptr));
  if (error != LXW_NO_ERROR) {
    throw base::Error(std::string("workbook: write the skeleton: ") + lxw_strerror(error));
  }
  return read_skeleton(context.skeleton_path);
}

void write_whole_part(ZipWriter& zip, Deflater& deflater, const SkeletonPart& part) {
  std::string compressed(deflater.compress(part.bytes));
  compressed += kDeflateEnd;
  zip.begin_entry({part.name, crc32(0, part.bytes), part.bytes.size(), compressed.size()});
  zip.write(compressed);
}

}  // namespace

WorkbookContext::WorkbookContext(const std::filesystem::path& directory, Options its_options)
    : options(with_defaults(std::move(its_options))),
      skeleton_path(base::random_path(directory, "skeleton-")),
      deflater(options.compression),
      temp_file(directory, options.max_bytes),
      pipeline(options.compression, options.cpu_slots, options.stop),
      strings(temp_file, pipeline),
      lxw(new_lxw(skeleton_path, directory)),
      styles(lxw, options.normal) {}

WorkbookContext::~WorkbookContext() { lxw_workbook_free(lxw); }

double WorkbookContext::number_width(StyleId style, double value) const {
  const lxw_format* format = styles.format(style);
  if (format == nullptr) return options.measure(number_text({}, value), false);
  return options.measure(number_text(format->num_format, value), format->bold != 0);
}

Workbook::Workbook(const std::filesystem::path& scratch, Options options)
    : context_(new WorkbookContext(scratch, std::move(options))) {}

Workbook::~Workbook() { context_->pipeline.cancel(); }

StyleId Workbook::style(const Style& style) { return context_->styles.id(style); }

const Style& Workbook::style(StyleId id) const { return context_->styles.style(id); }

StyleId Workbook::open_style(const Style& style) { return context_->styles.open(style); }

std::size_t Workbook::open_style_count() const { return context_->styles.open_style_count(); }

void Workbook::name_style(StyleId style, const std::string& name) {
  std::map<std::uint16_t, std::string>& names = context_->style_names;
  const std::string its = single_line_escaped(name);
  const bool is_taken =
      std::ranges::any_of(names, [&](const auto& known) { return known.second == its; });
  if (!is_taken) names.emplace(static_cast<std::uint16_t>(style), its);
}

void Workbook::set_number_format(StyleId open, const std::string& number_format) {
  context_->styles.set_number_format(open, number_format);
}

double Workbook::number_width(StyleId style, double value) const {
  return context_->number_width(style, value);
}

Sheet& Workbook::add_sheet(std::string_view name, Direction direction, int rank) {
  check_sheet_name(name, sheet_names());
  std::string its_name(name);
  lxw_worksheet* worksheet = workbook_add_worksheet(context_->lxw, its_name.c_str());
  if (worksheet == nullptr) throw base::Error("workbook: a sheet was refused");
  sheets_.emplace_back(new Sheet(std::move(its_name), direction, rank, worksheet, *context_));
  return *sheets_.back();
}

/// Sorts the sheets by rank, here and in libxlsxwriter, which numbers parts and references in the
/// order of its lists.
void Workbook::sort_sheets() {
  std::ranges::stable_sort(sheets_, {}, [](const auto& sheet) { return sheet->rank_; });
  lxw_workbook& lxw = *context_->lxw;
  std::map<const lxw_worksheet*, lxw_sheet*> entries;
  lxw_sheet* entry = nullptr;
  STAILQ_FOREACH(entry, lxw.sheets, list_pointers) entries[entry->u.worksheet] = entry;
  STAILQ_INIT(lxw.sheets);
  STAILQ_INIT(lxw.worksheets);
  std::uint16_t index = 0;
  for (const auto& sheet : sheets_) {
    lxw_worksheet* worksheet = sheet->worksheet_;
    worksheet->index = index++;
    STAILQ_INSERT_TAIL(lxw.sheets, entries.at(worksheet), list_pointers);
    STAILQ_INSERT_TAIL(lxw.worksheets, worksheet, list_pointers);
    context_->chart_directions.insert(context_->chart_directions.end(), sheet->charts_,
                                      sheet->direction_);
  }
}

const Sheet* Workbook::find_sheet(std::string_view part_name) const {
  for (std::size_t i = 0; i < sheets_.size(); ++i) {
    if (part_name == "xl/worksheets/sheet" + std::to_string(i + 1) + ".xml") {
      return sheets_[i].get();
    }
  }
  return nullptr;
}

void Workbook::write_sheet_part(ZipWriter& zip, const Sheet& sheet, const SkeletonPart& part) {
  AssembledPart assembled(part.name, context_->deflater, context_->options.stop);
  const RowWriter::Encoder& rows = *sheet.rows_->encoder_;
  const SplitXml split =
      split_sheet(part.bytes, rows.first_row, rows.row() - 1, rows.size == 1 ? 1 : 2);
  assembled.add_text(split.before);
  assembled.add_streamed(rows.part);
  if (const Links* links = find_links(sheet)) {
    const SplitXml its_links = split_links(split.after);
    assembled.add_text(its_links.before);
    assembled.add_streamed(links->elements());
    assembled.add_text(its_links.after);
  } else {
    assembled.add_text(split.after);
  }
  assembled.write_to(zip);
}

/// The streamed links whose relationships the part holds; null if the part is not such a part.
const Links* Workbook::find_links(std::string_view part_name) const {
  for (std::size_t i = 0; i < sheets_.size(); ++i) {
    if (part_name == relationships_name(i)) return find_links(*sheets_[i]);
  }
  return nullptr;
}

const Links* Workbook::find_links(const Sheet& sheet) {
  const Links* links = sheet.rows_ == nullptr ? nullptr : sheet.rows_->encoder_->links.get();
  return links == nullptr || links->is_empty() ? nullptr : links;
}

/// Adds the relationships part that libxlsxwriter does not make for a sheet that has only streamed
/// links.
void Workbook::complete_relationships(std::vector<SkeletonPart>& parts) const {
  for (std::size_t i = 0; i < sheets_.size(); ++i) {
    const std::string name = relationships_name(i);
    if (find_links(*sheets_[i]) == nullptr) continue;
    if (std::ranges::find(parts, name, &SkeletonPart::name) != parts.end()) continue;
    parts.push_back({name, std::string(kNoRelationships)});
  }
}

void Workbook::write_split_part(ZipWriter& zip, const std::string& name, const SplitXml& split,
                                const CompressedPart& middle) {
  AssembledPart assembled(name, context_->deflater, context_->options.stop);
  assembled.add_text(split.before);
  assembled.add_streamed(middle);
  assembled.add_text(split.after);
  assembled.write_to(zip);
}

std::vector<std::string> Workbook::sheet_names() const {
  std::vector<std::string> names;
  for (const auto& sheet : sheets_) names.push_back(sheet->name());
  return names;
}

/// Edits a part that has no streamed pieces.
void Workbook::edit_part(SkeletonPart& part) const {
  const Properties& properties = context_->options.properties;
  if (part.name == kStylesPart) {
    part.bytes = with_named_styles(with_quote_prefix(part.bytes), context_->style_names);
  }
  if (part.name == kWorkbookPart) {
    part.bytes = with_sheet_names(with_trusted_values(part.bytes), sheet_names());
  }
  if (part.name == kExtendedPropertiesPart) {
    part.bytes = with_application(part.bytes, properties.application);
    part.bytes = with_sheet_names(part.bytes, sheet_names());
  }
  if (part.name == kCorePropertiesPart && !properties.language.empty()) {
    part.bytes = with_language(part.bytes, properties.language);
  }
  for (std::size_t i = 0; i < context_->chart_directions.size(); ++i) {
    const bool is_it = part.name == "xl/charts/chart" + std::to_string(i + 1) + ".xml";
    if (!is_it) continue;
    part.bytes = with_complex_script_fonts(with_blank_cells_as_gaps(part.bytes));
    part.bytes = with_explicit_defaults(part.bytes);
    part.bytes = with_shortest_numbers(part.bytes);
    if (context_->chart_directions[i] == Direction::kRightToLeft) {
      part.bytes = with_right_to_left_text(part.bytes);
    }
  }
}

void Workbook::write_part(ZipWriter& zip, SkeletonPart& part) {
  WorkbookContext& context = *context_;
  if (part.name == kStringsPart) {
    const SplitXml split =
        split_strings(part.bytes, context.strings.size(), context.strings.uses());
    return write_split_part(zip, part.name, split, context.strings.part());
  }
  if (const Links* links = find_links(std::string_view{part.name})) {
    return write_split_part(zip, part.name, split_relationships(part.bytes),
                            links->relationships());
  }
  if (const Sheet* sheet = find_sheet(part.name)) {
    part.bytes = with_shortest_numbers(with_shifted_strings(part.bytes, context.strings.size()));
    part.bytes = with_number_signs(with_default_height(part.bytes));
    if (sheet->first_page_ == FirstPage::kWithoutHeader) {
      part.bytes = without_first_header(part.bytes);
    }
    if (sheet->rows_ != nullptr && sheet->rows_->size() > 0) {
      return write_sheet_part(zip, *sheet, part);
    }
  }
  edit_part(part);
  write_whole_part(zip, context.deflater, part);
}

SaveResult Workbook::save(const std::filesystem::path& file) {
  WorkbookContext& context = *context_;
  if (context.lxw == nullptr) throw base::Error("workbook: saved a second time");
  if (sheets_.empty()) throw base::Error("workbook: it has no sheet");
  set_properties(context.lxw, context.options);
  sort_sheets();
  SaveResult result;
  std::size_t number = 0;
  for (const auto& sheet : sheets_) {
    define_names(context.lxw, sheet->worksheet_, ++number, sheet->headed_ranges_);
    sheet->write_placeholder_rows();
    sheet->set_print_area();
    if (sheet->rows_ == nullptr) continue;
    result.rows += sheet->rows_->size();
    sheet->rows_->close();
  }
  context.strings.part().close();
  std::vector<SkeletonPart> parts = make_skeleton(context);
  context.pipeline.finish();

  ZipWriter zip(file, context.options.created, context.options.max_bytes);
  if (context.strings.size() > 0 &&
      std::ranges::find(parts, kStringsPart, &SkeletonPart::name) == parts.end()) {
    throw base::Error("workbook: the skeleton has no string table");
  }
  complete_relationships(parts);
  for (SkeletonPart& part : parts) {
    if (context.options.stop.stop_requested()) throw base::Canceled();
    write_part(zip, part);
  }
  zip.finish();
  result.bytes = zip.bytes();
  result.sha256 = zip.sha256();
  return result;
}

}  // namespace workbook
