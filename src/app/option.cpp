#include "app/option.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace app {

std::string environment_variable(std::string name) {
  std::ranges::transform(name, name.begin(), [](unsigned char c) {
    return c == '-' ? '_' : static_cast<char>(std::toupper(c));
  });
  return "GORMIC_BI_" + name;
}

void add_seconds(CLI::App& command, const std::string& name, std::chrono::seconds& value,
                 std::int64_t max, const std::string& description) {
  command
      .add_option_function<std::int64_t>(
          "--" + name,
          [&value](const std::int64_t& seconds) { value = std::chrono::seconds{seconds}; },
          description + ", in seconds (" + std::to_string(value.count()) + ")")
      ->check(CLI::Range(std::int64_t{1}, max))
      ->envname(environment_variable(name));
}

void add_compression(CLI::App& command, workbook::Compression& compression) {
  const std::map<std::string, workbook::Compression> names{
      {"fast", workbook::Compression::kFast}, {"dense", workbook::Compression::kDense}};
  add_option(command, "compression", compression,
             "fast, or dense, which takes longer and makes files with much text smaller (fast)")
      ->transform(CLI::CheckedTransformer(names).description("fast or dense"));
}

}  // namespace app
