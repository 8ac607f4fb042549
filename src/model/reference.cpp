#include "model/reference.h"

#include <utility>

#include "base/error.h"
#include "model/small_file.h"

namespace model {

Reference Reference::to_file(std::filesystem::path file) {
  Reference reference;
  reference.file_ = std::move(file);
  return reference;
}

std::string Reference::text() const {
  if (file_.empty()) return text_;
  auto text = read_small_file(file_);
  if (!text) throw base::Error("secret " + file_.string() + ": cannot be read");
  text->erase(text->find_last_not_of("\r\n") + 1);
  return *std::move(text);
}

}  // namespace model
