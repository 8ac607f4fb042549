// JSON: a parsed text can be written, and parses as the same value again.
#include "base/error.h"
#include "json/parse.h"
#include "json/write.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  json::Value value;
  try {
    value = json::parse(fuzz::text_of(data, size), {.max_depth = 32, .max_values = 1'000});
  } catch (const base::Error& error) {
    fuzz::require(error.user_message().has_value());
    return 0;
  }
  const std::string written = json::write(value);
  fuzz::require(json::parse(written) == value);
  fuzz::require(json::write(json::parse(written)) == written);
  return 0;
}
