#include "app/command/config_file.h"

#include <iterator>
#include <sstream>
#include <string>

#include "base/error.h"
#include "base/utf8.h"

namespace app {

std::vector<CLI::ConfigItem> ConfigFile::from_config(std::istream& input) const {
  const std::string bytes{std::istreambuf_iterator<char>{input}, {}};
  if (!base::is_utf8(bytes) || bytes.find('\0') != std::string::npos) {
    throw base::Error(
        "--config: the file is not UTF-8 text. Save it as UTF-8 (some editors call UTF-16 "
        "\"Unicode\")");
  }
  std::istringstream text{std::string{base::without_byte_order_mark(bytes)}};
  return CLI::ConfigTOML::from_config(text);
}

}  // namespace app
