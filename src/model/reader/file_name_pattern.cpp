#include "model/reader/file_name_pattern.h"

namespace model {
namespace {

bool is_placeholder(std::string_view name, const DataModel& model) {
  const auto point = name.find('.');
  const Parameter* parameter = model.parameter(name.substr(0, point));
  if (parameter == nullptr) return false;
  if (point == std::string_view::npos) return parameter->type != Type::kDateRange;
  const std::string_view end = name.substr(point + 1);
  return parameter->type == Type::kDateRange && (end == "from" || end == "to");
}

}  // namespace

std::string fill_placeholders(std::string_view pattern,
                              const std::function<std::string(std::string_view)>& replacement) {
  std::string text;
  while (!pattern.empty()) {
    const auto open = pattern.find('{');
    const auto close = pattern.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    text += pattern.substr(0, open);
    text += replacement(pattern.substr(open + 1, close - open - 1));
    pattern.remove_prefix(close + 1);
  }
  return text += pattern;
}

void check_file_name(const JsonReader& node, const DataModel& model) {
  for (const std::string* pattern : {&model.file_name.en, &model.file_name.ar}) {
    if (pattern == &model.file_name.ar && model.file_name.ar == model.file_name.en) continue;
    static_cast<void>(fill_placeholders(*pattern, [&](std::string_view name) {
      if (!is_placeholder(name, model)) {
        node.add_error(base::Message{"model.no_such_placeholder", {{"name", abbreviated(name)}}});
      }
      return std::string{};
    }));
  }
}

}  // namespace model
