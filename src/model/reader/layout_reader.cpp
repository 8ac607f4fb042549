#include "model/reader/layout_reader.h"

#include <algorithm>
#include <array>

#include "model/reader/key.h"

namespace model {
namespace {

constexpr std::size_t kMaxGroups = 2;
constexpr std::size_t kMaxSeries = 6;
constexpr std::size_t kMaxChecks = 5;
constexpr std::size_t kMaxSignatures = 5;

constexpr std::array<std::pair<std::string_view, Chart::Kind>, 4> kCharts{
    {{"column", Chart::Kind::kColumn},
     {"bar", Chart::Kind::kBar},
     {"line", Chart::Kind::kLine},
     {"pie", Chart::Kind::kPie}}};

constexpr std::array<std::pair<std::string_view, Paper>, 3> kPapers{
    {{"A4", Paper::kA4}, {"A3", Paper::kA3}, {"auto", Paper::kAuto}}};

constexpr std::array<std::pair<std::string_view, language::Language>, 2> kLanguages{
    {{"ar", language::Language::kArabic}, {"en", language::Language::kEnglish}}};

void check_count(const JsonReader& node, std::size_t count, std::size_t max) {
  if (count >= 1 && count <= max) return;
  node.add_error(
      base::Message{"model.not_so_many_values", {{"most", static_cast<std::int64_t>(max)}}});
}

class LayoutReader {
 public:
  explicit LayoutReader(const std::vector<Column>& columns) : columns_(columns) {}

  [[nodiscard]] std::vector<Group> groups(const JsonReader& node) const {
    std::vector<Group> groups;
    for (const JsonReader& element : node.elements()) groups.push_back(group(element));
    if (groups.size() > kMaxGroups) {
      node.add_error(base::Message{"model.too_many_groups", {{"most", std::int64_t{kMaxGroups}}}});
    }
    return groups;
  }

  [[nodiscard]] Chart chart(const JsonReader& node, bool has_groups) const {
    JsonObjectReader members{node};
    Chart chart;
    if (const auto kind = members.require("kind")) {
      chart.kind = kind->parse_enum<Chart::Kind>(kCharts).value_or(Chart::Kind::kColumn);
    }
    if (const auto values = members.require("values")) {
      for (const JsonReader& value : values->elements()) {
        chart.values.push_back(number_key(value));
        if (has_groups) require_aggregate(value, chart.values.back());
      }
      check_count(*values, chart.values.size(), chart.kind == Chart::Kind::kPie ? 1 : kMaxSeries);
    }
    const auto category = members.find("category");
    if (category) chart.category = column_key(*category);
    if (has_groups == category.has_value()) {
      node.add_error(base::Message{"model.chart_category"});
    }
    if (const auto title = members.find("title")) chart.title = title->title();
    members.reject_unknown_members();
    return chart;
  }

  [[nodiscard]] std::vector<BalanceCheck> checks(const JsonReader& node) const {
    std::vector<BalanceCheck> checks;
    for (const JsonReader& element : node.elements()) checks.push_back(check(element));
    check_count(node, checks.size(), kMaxChecks);
    return checks;
  }

  [[nodiscard]] SheetPerInstance sheets(JsonObjectReader& members) const {
    SheetPerInstance sheets;
    if (const auto title = members.find("sheetTitle")) {
      sheets.title = title->text().value_or("");
      if (!is_result_column(sheets.title))
        title->add_error(base::Message{"model.not_result_column"});
    }
    if (const auto details = members.find("sheetDetails")) {
      for (const JsonReader& detail : details->elements())
        sheets.details.push_back(column_key(detail));
      if (sheets.details.size() >= columns_.size()) {
        details->add_error(base::Message{"model.no_column_left"});
      }
    }
    return sheets;
  }

 private:
  [[nodiscard]] const Column* column(const std::string& key) const {
    const auto found = std::ranges::find(columns_, key, &Column::key);
    return found == columns_.end() ? nullptr : &*found;
  }

  [[nodiscard]] std::string column_key(const JsonReader& node) const {
    const std::string key = node.text().value_or("");
    if (column(key) == nullptr) {
      node.add_error(base::Message{"model.no_such_column", {{"name", abbreviated(key)}}});
    }
    return key;
  }

  [[nodiscard]] std::string number_key(const JsonReader& node) const {
    std::string key = column_key(node);
    const Column* found = column(key);
    if (found != nullptr && !is_number(found->type)) {
      node.add_error(base::Message{"model.not_number_column", {{"name", abbreviated(key)}}});
    }
    return key;
  }

  void require_aggregate(const JsonReader& node, const std::string& key) const {
    const Column* found = column(key);
    if (found == nullptr || found->aggregate != Aggregate::kNone) return;
    node.add_error(base::Message{"model.chart_without_total", {{"name", abbreviated(key)}}});
  }

  [[nodiscard]] Group group(const JsonReader& node) const {
    JsonObjectReader members{node};
    Group group;
    if (const auto by = members.require("by")) {
      group.by = by->text().value_or("");
      if (!is_result_column(group.by)) by->add_error(base::Message{"model.not_group_column"});
    }
    if (const auto subtotal = members.find("subtotal")) {
      group.subtotal = subtotal->boolean().value_or(false);
      const bool has_total = std::ranges::any_of(
          columns_, [](const Column& its) { return its.aggregate != Aggregate::kNone; });
      if (group.subtotal && !has_total) subtotal->add_error(base::Message{"model.no_total"});
    }
    if (const auto collapsed = members.find("collapsed")) {
      group.collapsed = collapsed->boolean().value_or(false);
      if (group.collapsed && !group.subtotal) {
        collapsed->add_error(base::Message{"model.collapsed_without_subtotal"});
      }
    }
    members.reject_unknown_members();
    return group;
  }

  [[nodiscard]] BalanceCheck check(const JsonReader& node) const {
    JsonObjectReader members{node};
    BalanceCheck check;
    if (const auto title = members.find("title")) check.title = title->title();
    if (const auto equal = members.require("equal")) {
      const std::vector<JsonReader> keys = equal->elements();
      if (keys.size() == 2) {
        check.left = summed_key(keys[0]);
        check.right = summed_key(keys[1]);
        if (!check.left.empty() && check.left == check.right) {
          keys[1].add_error(base::Message{"model.equal_to_itself"});
        }
      } else {
        equal->add_error(base::Message{"model.not_two_columns"});
      }
    }
    members.reject_unknown_members();
    return check;
  }

  [[nodiscard]] std::string summed_key(const JsonReader& node) const {
    std::string key = column_key(node);
    const Column* found = column(key);
    if (found != nullptr && found->aggregate != Aggregate::kSum) {
      node.add_error(base::Message{"model.not_summed", {{"name", abbreviated(key)}}});
    }
    return key;
  }

  const std::vector<Column>& columns_;
};

std::vector<language::Language> read_languages(const JsonReader& node) {
  std::vector<language::Language> languages;
  for (const JsonReader& element : node.elements()) {
    if (const auto language = element.parse_enum<language::Language>(kLanguages)) {
      languages.push_back(*language);
    }
  }
  return languages;
}

std::optional<std::vector<language::Localized>> read_signatures(const JsonReader& node) {
  if (node.value().elements() == nullptr) {
    const bool* is_wanted = node.value().boolean();
    if (is_wanted == nullptr) node.add_error(base::Message{"model.not_signatures"});
    return is_wanted != nullptr && *is_wanted ? std::optional{std::vector<language::Localized>{}}
                                              : std::nullopt;
  }
  std::vector<language::Localized> signatures;
  for (const JsonReader& element : node.elements()) signatures.push_back(element.title());
  check_count(node, signatures.size(), kMaxSignatures);
  return signatures;
}

std::optional<std::uint16_t> read_scale(const JsonReader& node) {
  constexpr std::int64_t kMinScale = 10;  // percent, Excel's limits
  constexpr std::int64_t kMaxScale = 400;
  constexpr std::int64_t kBodySize = 10;  // points, of the report's text
  constexpr std::int64_t kReadable = 6;   // points
  const auto scale = node.integer(kMinScale, kMaxScale);
  if (!scale) return std::nullopt;
  if (*scale * kBodySize < kReadable * 100) {
    node.add_warning(base::Message{"model.print_is_small",
                                   {{"scale", *scale}, {"least", kReadable * 100 / kBodySize}}});
  }
  return static_cast<std::uint16_t>(*scale);
}

Freeze read_freeze(const JsonReader& node) {
  constexpr std::int64_t kMaxFrozenColumns = 20;
  JsonObjectReader members{node};
  Freeze freeze;
  if (const auto rows = members.find("rows")) freeze.rows = rows->boolean();
  if (const auto columns = members.find("columns")) {
    if (const auto count = columns->integer(0, kMaxFrozenColumns)) {
      freeze.columns = static_cast<std::uint16_t>(*count);
    }
  }
  members.reject_unknown_members();
  return freeze;
}

}  // namespace

Layout read_layout(const JsonReader& node, const std::vector<Column>& columns) {
  JsonObjectReader members{node};
  const LayoutReader reader(columns);
  Layout layout;
  if (const auto groups = members.find("groups")) layout.groups = reader.groups(*groups);
  if (const auto landscape = members.find("landscape")) layout.landscape = landscape->boolean();
  if (const auto paper = members.find("paper")) {
    layout.paper = paper->parse_enum<Paper>(kPapers).value_or(Paper::kA4);
  }
  if (const auto scale = members.find("scale")) layout.scale = read_scale(*scale);
  if (const auto freeze = members.find("freeze")) layout.freeze = read_freeze(*freeze);
  if (const auto serial = members.find("serialNumbers")) {
    layout.serial_numbers = serial->boolean().value_or(false);
  }
  if (const auto chart = members.find("chart")) {
    layout.chart = reader.chart(*chart, !layout.groups.empty());
  }
  if (const auto checks = members.find("checks")) layout.checks = reader.checks(*checks);
  if (const auto signatures = members.find("signatures")) {
    layout.signatures = read_signatures(*signatures);
  }
  const SheetPerInstance sheets = reader.sheets(members);
  if (const auto per_instance = members.find("sheetPerInstance")) {
    if (per_instance->boolean().value_or(false)) layout.sheet_per_instance = sheets;
  }
  if (const auto data_sheet = members.find("dataSheet")) {
    const bool is_plain = layout.groups.empty() && !layout.sheet_per_instance;
    layout.data_sheet = data_sheet->boolean().value_or(false) && !is_plain;
    if (is_plain) data_sheet->add_warning(base::Message{"model.data_sheet_without_groups"});
  }
  if (const auto languages = members.find("languages")) {
    layout.languages = read_languages(*languages);
  }
  members.reject_unknown_members();
  return layout;
}

}  // namespace model
