#include "model/source_definition.h"

namespace model {

std::string SourceDefinition::identity() const {
  std::string text = name + '\n' + path.string() + '\n' + dialect;
  if (is_immutable) text += "\nimmutable";
  for (const SourceOption& option : options) {
    text += '\n' + option.name + '=' + option.value.identity();
  }
  return text;
}

}  // namespace model
