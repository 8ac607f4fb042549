#include "model/layout_reader.h"

#include <array>

#include "model/key.h"

namespace model {
namespace {

constexpr std::size_t kGroups = 2;

constexpr std::array<std::pair<std::string_view, Chart::Kind>, 4> kCharts{
    {{"column", Chart::Kind::kColumn},
     {"bar", Chart::Kind::kBar},
     {"line", Chart::Kind::kLine},
     {"pie", Chart::Kind::kPie}}};

constexpr std::array<std::pair<std::string_view, language::Language>, 2> kLanguages{
    {{"ar", language::Language::kArabic}, {"en", language::Language::kEnglish}}};

Group read_group(const Node& node) {
  Members members{node};
  Group group;
  if (const auto by = members.require("by")) {
    group.by = by->text().value_or("");
    if (!is_result_column(group.by)) by->fault(base::Phrase{"model.not_result_column"});
  }
  if (const auto subtotal = members.find("subtotal")) {
    group.subtotal = subtotal->boolean().value_or(false);
  }
  if (const auto collapsed = members.find("collapsed")) {
    group.collapsed = collapsed->boolean().value_or(false);
  }
  members.refuse_unknown();
  return group;
}

std::vector<Group> read_groups(const Node& node) {
  std::vector<Group> groups;
  for (const Node& element : node.elements()) groups.push_back(read_group(element));
  if (groups.size() > kGroups) {
    node.fault(base::Phrase{"model.too_many_groups", {{"most", std::int64_t{kGroups}}}});
  }
  if (!groups.empty()) node.warn(base::Phrase{"model.not_drawn"});
  return groups;
}

Chart read_chart(const Node& node) {
  Members members{node};
  Chart chart;
  if (const auto kind = members.require("kind")) {
    chart.kind = kind->one_of<Chart::Kind>(kCharts).value_or(Chart::Kind::kColumn);
  }
  if (const auto values = members.require("values")) {
    for (const Node& value : values->elements()) chart.values.push_back(value.text().value_or(""));
  }
  if (const auto title = members.find("title")) chart.title = title->localized();
  members.refuse_unknown();
  node.warn(base::Phrase{"model.not_drawn"});
  return chart;
}

std::vector<language::Language> read_languages(const Node& node) {
  std::vector<language::Language> languages;
  for (const Node& element : node.elements()) {
    if (const auto language = element.one_of<language::Language>(kLanguages)) {
      languages.push_back(*language);
    }
  }
  if (!languages.empty()) node.warn(base::Phrase{"model.not_drawn"});
  return languages;
}

}  // namespace

Layout read_layout(const Node& node) {
  Members members{node};
  Layout layout;
  if (const auto groups = members.find("groups")) layout.groups = read_groups(*groups);
  if (const auto landscape = members.find("landscape")) layout.landscape = landscape->boolean();
  if (const auto chart = members.find("chart")) layout.chart = read_chart(*chart);
  if (const auto sheets = members.find("sheetPerInstance")) {
    layout.sheet_per_instance = sheets->boolean().value_or(false);
    if (layout.sheet_per_instance) sheets->warn(base::Phrase{"model.not_drawn"});
  }
  if (const auto languages = members.find("languages")) {
    layout.languages = read_languages(*languages);
  }
  members.refuse_unknown();
  return layout;
}

}  // namespace model
