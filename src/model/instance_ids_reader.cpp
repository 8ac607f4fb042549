#include "model/instance_ids_reader.h"

#include <set>

#include "model/argument_reader.h"
#include "model/value_reader.h"

namespace model {
namespace {

constexpr std::size_t kIdBytes = 1'000;

std::optional<Value> read_id(const Node& node, const InstanceIds& definition) {
  auto id = read_value(node, definition.type, Present{});
  const auto* text = id ? std::get_if<std::string>(&*id) : nullptr;
  if (text == nullptr || (!text->empty() && text->size() <= kIdBytes)) return id;
  node.fault(base::Message{"model.not_id"});
  return std::nullopt;
}

}  // namespace

std::vector<Value> read_instance_ids(const Node& node, const InstanceIds& definition) {
  std::vector<Value> ids;
  const auto list = instance_id_list(node);
  if (!list) return ids;
  const auto nodes = list->elements();
  if (list->value().elements() != nullptr && nodes.empty()) {
    list->fault(base::Message{"model.no_ids"});
  }
  std::set<std::string> seen;
  for (const Node& element : nodes) {
    auto id = read_id(element, definition);
    if (id && seen.insert(text(*id)).second) ids.push_back(*std::move(id));
  }
  if (ids.size() > definition.max) {
    list->fault(
        base::Message{"model.too_many_ids", {{"most", static_cast<std::int64_t>(definition.max)}}});
  }
  return ids;
}

}  // namespace model
