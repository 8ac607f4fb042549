#include "model/layout_reader.h"

#include <algorithm>
#include <array>

#include "model/key.h"

namespace model {
namespace {

constexpr std::size_t kGroups = 2;
constexpr std::size_t kSeries = 6;
constexpr std::size_t kChecks = 5;
constexpr std::size_t kSignatures = 5;

constexpr std::array<std::pair<std::string_view, Chart::Kind>, 4> kCharts{
    {{"column", Chart::Kind::kColumn},
     {"bar", Chart::Kind::kBar},
     {"line", Chart::Kind::kLine},
     {"pie", Chart::Kind::kPie}}};

constexpr std::array<std::pair<std::string_view, language::Language>, 2> kLanguages{
    {{"ar", language::Language::kArabic}, {"en", language::Language::kEnglish}}};

void limit(const Node& node, std::size_t count, std::size_t most) {
  if (count >= 1 && count <= most) return;
  node.fault(
      base::Message{"model.not_so_many_values", {{"most", static_cast<std::int64_t>(most)}}});
}

class Reader {
 public:
  explicit Reader(const std::vector<Column>& columns) : columns_(columns) {}

  [[nodiscard]] std::vector<Group> groups(const Node& node) const {
    std::vector<Group> groups;
    for (const Node& element : node.elements()) groups.push_back(group(element));
    if (groups.size() > kGroups) {
      node.fault(base::Message{"model.too_many_groups", {{"most", std::int64_t{kGroups}}}});
    }
    return groups;
  }

  [[nodiscard]] Chart chart(const Node& node, bool has_groups) const {
    Members members{node};
    Chart chart;
    if (const auto kind = members.require("kind")) {
      chart.kind = kind->one_of<Chart::Kind>(kCharts).value_or(Chart::Kind::kColumn);
    }
    if (const auto values = members.require("values")) {
      for (const Node& value : values->elements()) {
        chart.values.push_back(number_key(value));
        if (has_groups) require_total(value, chart.values.back());
      }
      limit(*values, chart.values.size(), chart.kind == Chart::Kind::kPie ? 1 : kSeries);
    }
    const auto category = members.find("category");
    if (category) chart.category = column_key(*category);
    if (has_groups == category.has_value()) {
      node.fault(base::Message{"model.chart_category"});
    }
    if (const auto title = members.find("title")) chart.title = title->title();
    members.refuse_unknown();
    return chart;
  }

  [[nodiscard]] std::vector<BalanceCheck> checks(const Node& node) const {
    std::vector<BalanceCheck> checks;
    for (const Node& element : node.elements()) checks.push_back(check(element));
    limit(node, checks.size(), kChecks);
    return checks;
  }

  [[nodiscard]] SheetPerInstance sheets(Members& members) const {
    SheetPerInstance sheets;
    if (const auto title = members.find("sheetTitle")) {
      sheets.title = title->text().value_or("");
      if (!is_result_column(sheets.title)) title->fault(base::Message{"model.not_result_column"});
    }
    if (const auto details = members.find("sheetDetails")) {
      for (const Node& detail : details->elements()) sheets.details.push_back(column_key(detail));
      if (sheets.details.size() >= columns_.size()) {
        details->fault(base::Message{"model.no_column_left"});
      }
    }
    return sheets;
  }

 private:
  [[nodiscard]] const Column* column(const std::string& key) const {
    const auto found = std::ranges::find(columns_, key, &Column::key);
    return found == columns_.end() ? nullptr : &*found;
  }

  [[nodiscard]] std::string column_key(const Node& node) const {
    const std::string key = node.text().value_or("");
    if (column(key) == nullptr) {
      node.fault(base::Message{"model.no_such_column", {{"name", shown(key)}}});
    }
    return key;
  }

  [[nodiscard]] std::string number_key(const Node& node) const {
    std::string key = column_key(node);
    const Column* found = column(key);
    if (found != nullptr && !is_number(found->type)) {
      node.fault(base::Message{"model.not_number_column", {{"name", shown(key)}}});
    }
    return key;
  }

  void require_total(const Node& node, const std::string& key) const {
    const Column* found = column(key);
    if (found == nullptr || found->total != Total::kNone) return;
    node.fault(base::Message{"model.chart_without_total", {{"name", shown(key)}}});
  }

  [[nodiscard]] Group group(const Node& node) const {
    Members members{node};
    Group group;
    if (const auto by = members.require("by")) {
      group.by = by->text().value_or("");
      if (!is_result_column(group.by)) by->fault(base::Message{"model.not_result_column"});
    }
    if (const auto subtotal = members.find("subtotal")) {
      group.subtotal = subtotal->boolean().value_or(false);
      const bool has_total = std::ranges::any_of(
          columns_, [](const Column& its) { return its.total != Total::kNone; });
      if (group.subtotal && !has_total) subtotal->fault(base::Message{"model.no_total"});
    }
    if (const auto collapsed = members.find("collapsed")) {
      group.collapsed = collapsed->boolean().value_or(false);
      if (group.collapsed && !group.subtotal) {
        collapsed->fault(base::Message{"model.collapsed_without_subtotal"});
      }
    }
    members.refuse_unknown();
    return group;
  }

  [[nodiscard]] BalanceCheck check(const Node& node) const {
    Members members{node};
    BalanceCheck check;
    if (const auto title = members.find("title")) check.title = title->title();
    if (const auto equal = members.require("equal")) {
      const std::vector<Node> keys = equal->elements();
      if (keys.size() == 2) {
        check.left = summed_key(keys[0]);
        check.right = summed_key(keys[1]);
      } else {
        equal->fault(base::Message{"model.not_two_columns"});
      }
    }
    members.refuse_unknown();
    return check;
  }

  [[nodiscard]] std::string summed_key(const Node& node) const {
    std::string key = column_key(node);
    const Column* found = column(key);
    if (found != nullptr && found->total != Total::kSum) {
      node.fault(base::Message{"model.not_summed", {{"name", shown(key)}}});
    }
    return key;
  }

  const std::vector<Column>& columns_;
};

std::vector<language::Language> read_languages(const Node& node) {
  std::vector<language::Language> languages;
  for (const Node& element : node.elements()) {
    if (const auto language = element.one_of<language::Language>(kLanguages)) {
      languages.push_back(*language);
    }
  }
  return languages;
}

std::optional<std::vector<language::Localized>> read_signatures(const Node& node) {
  if (node.value().elements() == nullptr) {
    const bool* is_wanted = node.value().boolean();
    if (is_wanted == nullptr) node.fault(base::Message{"model.not_signatures"});
    return is_wanted != nullptr && *is_wanted ? std::optional{std::vector<language::Localized>{}}
                                              : std::nullopt;
  }
  std::vector<language::Localized> signatures;
  for (const Node& element : node.elements()) signatures.push_back(element.title());
  limit(node, signatures.size(), kSignatures);
  return signatures;
}

}  // namespace

Layout read_layout(const Node& node, const std::vector<Column>& columns) {
  Members members{node};
  const Reader reader(columns);
  Layout layout;
  if (const auto groups = members.find("groups")) layout.groups = reader.groups(*groups);
  if (const auto landscape = members.find("landscape")) layout.landscape = landscape->boolean();
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
  if (const auto languages = members.find("languages")) {
    layout.languages = read_languages(*languages);
  }
  members.refuse_unknown();
  return layout;
}

}  // namespace model
