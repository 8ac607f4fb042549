#include "report/localized_report.h"

#include <algorithm>
#include <utility>

#include "language/text.h"
#include "report/style/text_layout.h"

namespace report {
namespace {

using base::Message;

/// The same spec in `language`.
model::ReportSpec in_language(model::ReportSpec spec, language::Language language) {
  spec.language = language;
  return spec;
}

/// Adds direction marks, the only way to set a reading order in a header or footer. LibreOffice
/// scrambles Arabic-Indic digits between left-to-right marks there.
std::string with_reading_order(language::Language language, std::string text) {
  constexpr std::string_view kLeftToRightMark = "\u200E";
  const bool is_right_to_left = language::is_right_to_left(language);
  // Prose begins with a mark where it begins with a text of the other direction.
  const bool is_name = !text.starts_with(kLeftToRightMark);
  const language::TextDirection its = language::text_direction(text);
  if (is_right_to_left && is_name && its == language::TextDirection::kLeftToRight) {
    return "\u202A" + text + "\u202C";
  }
  if (!is_right_to_left && its != language::TextDirection::kRightToLeft) return text;
  if (language::has_arabic_indic_digits(text)) {
    for (std::size_t at = text.find(kLeftToRightMark); at != std::string::npos;
         at = text.find(kLeftToRightMark, at)) {
      text.erase(at, kLeftToRightMark.size());
    }
    text.insert(0, "\u200F");
  }
  return "\u202B" + text + "\u202C";
}

}  // namespace

LocalizedReport::LocalizedReport(const model::ReportSpec& its_spec, language::Language language,
                                 const RenderContext& its_context, workbook::Workbook& its_workbook,
                                 language::SheetNames& its_names,
                                 const source::Selection& its_selection)
    : spec(in_language(its_spec, language)),
      context(its_context),
      zone(spec.organization.time_zone),
      words(its_context.messages, language, spec.organization, zone),
      workbook(its_workbook),
      sheet_names(its_names),
      selection(its_selection),
      theme(its_workbook, language, spec.organization) {
  for (const auto& [style, key] : {std::pair{theme.letterhead, "report.style_company"},
                                   {theme.across(theme.title), "report.style_title"},
                                   {theme.header, "report.style_header"},
                                   {theme.group, "report.style_group"},
                                   {theme.subtotal_label, "report.style_subtotal"},
                                   {theme.total_label, "report.style_total"},
                                   {theme.cell.plain, "report.style_text"}}) {
    workbook.name_style(style, words.text(Message{key}));
  }
}

workbook::Sheet& LocalizedReport::add_sheet(std::string_view name, SheetKind kind) const {
  constexpr int kKinds = static_cast<int>(SheetKind::kAbout) + 1;
  const bool is_first = selection.language() == language();
  const std::string mark = is_first ? "" : " (" + words.text(Message{"report.language"}) + ")";
  const int rank = static_cast<int>(kind) + (is_first ? 0 : kKinds);
  return workbook.add_sheet(sheet_names.add(name, mark), theme.direction(), rank);
}

HijriPlace LocalizedReport::hijri_place(const model::Column& column) const {
  const std::vector<model::Calendar>& calendars = spec.organization.calendars;
  const bool is_shown = column.hijri == model::HijriColumn::kAlways ||
                        (column.hijri == model::HijriColumn::kAuto &&
                         std::ranges::find(calendars, model::Calendar::kHijri) != calendars.end());
  if (!is_shown) return HijriPlace::kNowhere;
  return calendars.front() == model::Calendar::kHijri ? HijriPlace::kBefore : HijriPlace::kAfter;
}

std::vector<const model::Column*> LocalizedReport::table_columns() const {
  std::vector<const model::Column*> columns = spec.columns();
  const auto& sheets = layout().sheet_per_instance;
  if (!sheets) return columns;
  std::erase_if(columns, [&](const model::Column* column) {
    return std::ranges::find(sheets->details, column->key) != sheets->details.end();
  });
  return columns.empty() ? spec.columns() : columns;
}

std::string LocalizedReport::table_name(std::string_view prefix) const {
  std::string name = std::string{prefix} + "_" + spec.model->uid;
  for (char& c : name) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!is_plain) c = '_';
  }
  return name;
}

std::string LocalizedReport::issued() const {
  return words.text(Message{"report.issued",
                            {{"time", language::format_minutes(zone.to_local_time(context.now))},
                             {"zone", zone.location_name(language())}}});
}

std::string LocalizedReport::time_of_issue() const {
  constexpr std::size_t kTimeLength = 5;  // "14:00", after the day
  const std::string moment = language::format_minutes(zone.to_local_time(context.now));
  return words.text(Message{"report.time_in_zone",
                            {{"time", moment.substr(moment.size() - kTimeLength)},
                             {"zone", zone.location_name(language())}}});
}

/// The report's first period, else its first day, in one line; empty if it has neither.
std::string LocalizedReport::period() const {
  const auto first = [&]<class Type>(std::type_identity<Type> /*of*/) {
    return std::ranges::find_if(spec.arguments, [](const model::Argument& argument) {
      return std::holds_alternative<Type>(argument.values.front());
    });
  };
  const auto range = first(std::type_identity<model::DateRange>{});
  if (range != spec.arguments.end()) return words.format_period(*range).front();
  const auto day = first(std::type_identity<model::Date>{});
  return day == spec.arguments.end() ? std::string{} : words.format_day(*day);
}

void LocalizedReport::set_up_print(workbook::Sheet& sheet, workbook::PrintSetup setup,
                                   const std::string& section,
                                   workbook::FirstPage first_page) const {
  // In Excel's codes, of which a footer holds few; without a name the font is that of Normal.
  constexpr std::size_t kMaxNameBytes = 18;
  const std::string& name = theme.font();
  const std::string font = (name.size() > kMaxNameBytes ? "" : "&\"" + name + ",Regular\"") + "&8";
  const auto part = [&](const std::string& text) {
    return text.empty() ? text : font + with_reading_order(language(), header_part(text));
  };
  // The number alone is true whether a reader prints one sheet or all: the number of pages would
  // count those of the sheet about the report, too.
  setup.starts_at_page_1 = true;
  sheet.print(setup);
  std::string title = words.title(spec.model->title);
  if (!section.empty()) words.append_detail(title, section);
  sheet.header({part(title), "", part(period())}, first_page);
  const Message page{"report.page", {{"page", "&P"}}};
  sheet.footer(
      {part(spec.organization.name.get(language())), font + words.text(page), part(issued())});
}

}  // namespace report
