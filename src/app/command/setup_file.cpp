#include "app/command/setup_file.h"

#include <algorithm>
#include <utility>

#include "app/command/config_file.h"
#include "app/write_file.h"
#include "base/error.h"
#include "base/small_file.h"
#include "json/write.h"

namespace app {
namespace {

std::string toml_text(const std::string& value) {
  const bool is_number = !value.empty() &&
                         value.find_first_not_of("0123456789.") == std::string::npos &&
                         std::ranges::count(value, '.') <= 1;
  if (is_number || value == "true" || value == "false") return value;
  return json::write(value);
}

}  // namespace

std::string toml_value(const std::vector<std::string>& values) {
  if (values.size() == 1) return toml_text(values.front());
  std::string list;
  for (const std::string& value : values) list += (list.empty() ? "" : ", ") + toml_text(value);
  return "[" + list + "]";
}

SetupFile::SetupFile(std::filesystem::path file) : file_(std::move(file)) {
  if (!std::filesystem::exists(file_)) return;
  const auto bytes = base::read_small_file(file_);
  if (!bytes) throw base::Error(file_.string() + ": cannot be read");
  for (ConfigFile::Entry& entry : ConfigFile{}.entries(*bytes)) {
    if (entry.section == std::vector<std::string>{"serve"})
      values_[entry.key] = std::move(entry.values);
  }
}

bool SetupFile::write(gid_t group) const {
  const auto before = base::read_small_file(file_);
  if (values_.empty() && (!before || before->empty())) return false;
  std::string text =
      "# Written by `gormic-bi setup`, which replaces it. Your own settings belong into\n"
      "# gormic-bi.toml, which is read before this file.\n[serve]\n";
  for (const auto& [key, values] : values_) text += key + " = " + toml_value(values) + "\n";
  if (before == text) return false;
  write_private_file(file_, text, group);
  return true;
}

}  // namespace app
