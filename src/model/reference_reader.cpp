#include "model/reference_reader.h"

#include <cstdlib>

#include "base/error.h"
#include "base/small_file.h"

namespace model {
namespace {

/// What stands there, or an error that says what is wrong with it.
template <class Read>
std::optional<SecretRef> readable(const JsonReader& node, const Read& read) {
  try {
    SecretRef reference = read();
    static_cast<void>(reference.text());
    return reference;
  } catch (const base::Error& error) {
    node.add_error(error.user_message().value_or(base::Message{"model.file_not_read"}));
    return std::nullopt;
  }
}

std::optional<SecretRef> read_environment_ref(const JsonReader& node) {
  const auto name = node.text();
  if (!name) return std::nullopt;
  if (const char* text = std::getenv(name->c_str())) {
    return readable(node, [&] { return SecretRef::from_environment(text); });
  }
  node.add_error(base::Message{"model.no_such_variable", {{"name", abbreviated(*name)}}});
  return std::nullopt;
}

std::optional<SecretRef> read_file_ref(const JsonReader& node,
                                       const std::filesystem::path& directory) {
  const auto text = node.text();
  if (!text) return std::nullopt;
  const auto path = (directory / *text).lexically_normal();
  if (base::read_small_file(path))
    return readable(node, [&] { return SecretRef::from_file(path); });
  node.add_error(base::Message{"model.file_not_read"});
  return std::nullopt;
}

}  // namespace

std::optional<SecretRef> read_secret_ref(const JsonReader& node,
                                         const std::filesystem::path& directory) {
  if (const std::string* text = node.value().string()) return SecretRef{*text};
  JsonObjectReader members{node};
  const auto variable = members.find("env");
  const auto file = members.find("file");
  members.reject_unknown_members();
  if (variable.has_value() == file.has_value()) {
    node.add_error(base::Message{"model.not_reference"});
    return std::nullopt;
  }
  return variable ? read_environment_ref(*variable) : read_file_ref(*file, directory);
}

}  // namespace model
