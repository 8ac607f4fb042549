#include "app/command/derived_uid.h"

#include "model/definition/title_inference.h"
#include "model/reader/key.h"

namespace app {

std::string derived_uid(const std::string& name, const std::string& otherwise) {
  std::string uid;
  for (std::string word : model::english_words(name)) {
    std::erase_if(word, [](char c) { return !model::is_file_uid(std::string{c}); });
    if (!word.empty()) uid += (uid.empty() ? "" : "-") + word;
  }
  return uid.empty() ? otherwise : uid;
}

}  // namespace app
