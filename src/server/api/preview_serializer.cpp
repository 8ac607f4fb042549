#include "server/api/preview_serializer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "language/text.h"
#include "model/value/type.h"

namespace server {
namespace {

using Alignment = report::TypeTraits::Alignment;
using Json = json::Value;
using report::RowKind;

const char* name(RowKind kind) {
  switch (kind) {
    case RowKind::kSection:
      return "section";
    case RowKind::kGroup:
      return "group";
    case RowKind::kData:
      return "data";
    case RowKind::kSubtotal:
      return "subtotal";
    case RowKind::kTotal:
      return "total";
  }
  return "";
}

const char* name(report::PreviewColumn::Kind kind) {
  switch (kind) {
    case report::PreviewColumn::Kind::kValue:
      return "value";
    case report::PreviewColumn::Kind::kHijri:
      return "hijri";
    case report::PreviewColumn::Kind::kRowNumber:
      return "rowNumber";
  }
  return "";
}

const char* name(Alignment alignment) {
  switch (alignment) {
    case Alignment::kStart:
      return "start";
    case Alignment::kCenter:
      return "center";
    case Alignment::kRight:
      return "right";
  }
  return "";
}

Json to_json(const report::PreviewColumn& column) {
  Json json = Json::object({{"kind", name(column.kind)}, {"title", column.title}});
  if (!column.key.empty()) json.add("key", column.key);
  if (column.type) json.add("type", std::string{model::name(*column.type)});
  json.add("alignment", name(column.alignment));
  json.add("direction", column.is_left_to_right ? "ltr" : "auto");
  return json;
}

Json to_json(const report::PreviewRow& row) {
  Json json = Json::object({{"kind", name(row.kind)}});
  if (row.kind == RowKind::kGroup || row.kind == RowKind::kSubtotal) json.add("level", row.level);
  if (row.kind == RowKind::kSection || row.kind == RowKind::kGroup) {
    const auto text = std::ranges::find_if_not(row.cells, &std::string::empty);
    json.add("text", text == row.cells.end() ? std::string{} : *text);
    return json;
  }
  Json cells = Json::array();
  for (const std::string& cell : row.cells) cells.add(cell);
  json.add("cells", std::move(cells));
  return json;
}

template <class Items>
Json to_array(const Items& items) {
  Json array = Json::array();
  for (const auto& item : items) array.add(to_json(item));
  return array;
}

}  // namespace

json::Value to_json(const report::Preview& preview) {
  Json facts = Json::array();
  for (const std::string& fact : preview.facts) facts.add(fact);
  const bool is_right_to_left = language::is_right_to_left(preview.language);
  return Json::object({{"title", preview.title},
                       {"language", std::string{language::code(preview.language)}},
                       {"direction", is_right_to_left ? "rtl" : "ltr"},
                       {"facts", std::move(facts)},
                       {"columns", to_array(preview.columns)},
                       {"rows", to_array(preview.rows)},
                       {"rowCount", preview.row_count},
                       {"complete", preview.is_complete}});
}

}  // namespace server
