#include "support/arabic.h"

#include <fstream>
#include <iterator>

#include "base/error.h"
#include "json/parse.h"

const json::Value& arabic(std::string_view section) {
  static const json::Value kFile = [] {
    std::ifstream file(GORMIC_BI_TREE "/tests/data/arabic.json");
    return json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
  }();
  const json::Value* found = kFile.find(section);
  if (found == nullptr) throw base::Error("arabic.json: no " + std::string{section});
  return *found;
}

std::string arabic(std::string_view section, std::string_view name) {
  const json::Value* found = arabic(section).find(name);
  if (found == nullptr) throw base::Error("arabic.json: no " + std::string{name});
  return *found->string();
}

bool has_arabic(std::string_view text) { return text.find('\xD9') != std::string_view::npos; }
