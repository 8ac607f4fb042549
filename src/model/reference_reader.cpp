#include "model/reference_reader.h"

#include <cstdlib>

#include "base/error.h"
#include "model/small_file.h"

namespace model {
namespace {

/// What stands there, or an error that says what is wrong with it.
template <class Read>
std::optional<Reference> sound(const Node& node, const Read& read) {
  try {
    Reference reference = read();
    static_cast<void>(reference.text());
    return reference;
  } catch (const base::Error& error) {
    node.fault(error.user_message().value_or(base::Message{"model.file_not_read"}));
    return std::nullopt;
  }
}

std::optional<Reference> of_environment(const Node& node) {
  const auto name = node.text();
  if (!name) return std::nullopt;
  if (const char* text = std::getenv(name->c_str())) {
    return sound(node, [&] { return Reference::of_environment(text); });
  }
  node.fault(base::Message{"model.no_such_variable", {{"name", shown(*name)}}});
  return std::nullopt;
}

std::optional<Reference> of_file(const Node& node, const std::filesystem::path& directory) {
  const auto text = node.text();
  if (!text) return std::nullopt;
  const auto path = (directory / *text).lexically_normal();
  if (read_small_file(path)) return sound(node, [&] { return Reference::to_file(path); });
  node.fault(base::Message{"model.file_not_read"});
  return std::nullopt;
}

}  // namespace

std::optional<Reference> read_reference(const Node& node, const std::filesystem::path& directory) {
  if (const std::string* text = node.value().string()) return Reference{*text};
  Members members{node};
  const auto variable = members.find("env");
  const auto file = members.find("file");
  members.refuse_unknown();
  if (variable.has_value() == file.has_value()) {
    node.fault(base::Message{"model.not_reference"});
    return std::nullopt;
  }
  return variable ? of_environment(*variable) : of_file(*file, directory);
}

}  // namespace model
