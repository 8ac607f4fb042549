#include "model/reference_reader.h"

#include <cstdlib>

#include "model/text_file.h"

namespace model {
namespace {

std::optional<std::string> of_environment(const Node& node) {
  const auto name = node.text();
  if (!name) return std::nullopt;
  if (const char* text = std::getenv(name->c_str())) return text;
  node.fault(base::Phrase{"model.no_such_variable", {{"name", shown(*name)}}});
  return std::nullopt;
}

std::optional<std::string> of_file(const Node& node) {
  const auto path = node.text();
  if (!path) return std::nullopt;
  auto text = read_text_file(*path);
  if (!text) node.fault(base::Phrase{"model.file_not_read"});
  while (text && text->find_last_of("\r\n") + 1 == text->size() && !text->empty()) text->pop_back();
  return text;
}

}  // namespace

std::optional<std::string> read_reference(const Node& node) {
  if (const std::string* text = node.value().string()) return *text;
  Members members{node};
  const auto variable = members.find("env");
  const auto file = members.find("file");
  members.refuse_unknown();
  if (variable.has_value() == file.has_value()) {
    node.fault(base::Phrase{"model.not_reference"});
    return std::nullopt;
  }
  return variable ? of_environment(*variable) : of_file(*file);
}

}  // namespace model
