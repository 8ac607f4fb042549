#include "model/instance_ids_reader.h"

#include <set>

#include "model/reader/argument_reader.h"
#include "model/reader/value_reader.h"

namespace model {
namespace {

constexpr std::size_t kMaxIdBytes = 1'000;

std::optional<Value> read_id(const JsonReader& node, const InstanceIds& definition) {
  auto id = read_value(node, definition.type, EvaluationContext{});
  const auto* text = id ? std::get_if<std::string>(&*id) : nullptr;
  if (text == nullptr || (!text->empty() && text->size() <= kMaxIdBytes)) return id;
  node.add_error(base::Message{"model.not_id"});
  return std::nullopt;
}

}  // namespace

std::vector<Value> read_instance_ids(const JsonReader& node, const InstanceIds& definition) {
  std::vector<Value> ids;
  const auto list = instance_id_list(node);
  if (!list) return ids;
  const auto nodes = list->elements();
  if (list->value().elements() != nullptr && nodes.empty()) {
    list->add_error(base::Message{"model.no_ids"});
  }
  std::set<std::string> seen;
  for (const JsonReader& element : nodes) {
    auto id = read_id(element, definition);
    if (id && seen.insert(format_value(*id)).second) ids.push_back(*std::move(id));
  }
  if (ids.size() > definition.max_count) {
    list->add_error(base::Message{"model.too_many_ids",
                                  {{"most", static_cast<std::int64_t>(definition.max_count)}}});
  }
  return ids;
}

}  // namespace model
