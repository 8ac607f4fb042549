#include "app/command/config_file.h"
#include "base/error.h"
#include "support/catch.h"

using app::ConfigFile;

TEST_CASE("an entry of a configuration file has the line where it begins", "[app]") {
  const auto entries = ConfigFile{}.entries(
      "# comment\n"
      "\n"
      "[serve]\n"
      "listen = \"127.0.0.1:1\"\n"
      "cors-origin = [\n"
      "  \"https://a.example\",\n"
      "  \"https://b.example\"]\n"
      "[key.create]\r\n"
      "days = 3");
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].section == std::vector<std::string>{"serve"});
  CHECK(entries[0].line == 4);
  CHECK(entries[1].key == "cors-origin");
  CHECK(entries[1].values == std::vector<std::string>{"https://a.example", "https://b.example"});
  CHECK(entries[1].line == 5);
  CHECK(entries[2].section == std::vector<std::string>{"key", "create"});
  CHECK(entries[2].line == 9);
}

TEST_CASE("a configuration file without entries, and one that is no text", "[app]") {
  CHECK(ConfigFile{}.entries("").empty());
  CHECK(ConfigFile{}.entries("\xEF\xBB\xBF[serve]\n\n").empty());
  CHECK_THROWS_AS(ConfigFile{}.entries(std::string{"a\0b", 3}), base::Error);
}
