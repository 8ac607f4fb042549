// Checks the message files against each other and against the sources.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>

#include <unicode/messagepattern.h>

#include "asset/asset.h"
#include "json/parse.h"
#include "support/catch.h"

namespace {

using Names = std::set<std::string>;

std::map<std::string, std::string> messages(const std::string& code) {
  std::map<std::string, std::string> texts;
  const json::Value file = json::parse(asset::bytes("assets/messages/" + code + ".json"));
  for (const json::Member& member : *file.members()) texts[member.name] = *member.value.string();
  return texts;
}

std::vector<std::string> keys_in_order(const std::string& code) {
  std::vector<std::string> keys;
  const json::Value file = json::parse(asset::bytes("assets/messages/" + code + ".json"));
  for (const json::Member& member : *file.members()) keys.push_back(member.name);
  return keys;
}

icu::MessagePattern parsed(const std::string& text) {
  UErrorCode code = U_ZERO_ERROR;
  icu::MessagePattern pattern{icu::UnicodeString::fromUTF8(text), nullptr, code};
  INFO(text);
  CHECK(code == U_ZERO_ERROR);
  return pattern;
}

std::string part(const icu::MessagePattern& pattern, int index) {
  std::string text;
  return pattern.getSubstring(pattern.getPart(index)).toUTF8String(text);
}

/// "count plural", "code select", "name none": the placeholders with their types.
Names placeholders(const std::string& text) {
  const icu::MessagePattern pattern = parsed(text);
  Names names;
  for (int i = 0; i < pattern.countParts(); ++i) {
    if (pattern.getPart(i).getType() != UMSGPAT_PART_TYPE_ARG_START) continue;
    const auto type = pattern.getPart(i).getArgType();
    const bool chooses = type == UMSGPAT_ARG_TYPE_PLURAL || type == UMSGPAT_ARG_TYPE_SELECT;
    names.insert(part(pattern, i + 1) + (chooses ? " " + std::to_string(type) : ""));
  }
  return names;
}

/// The forms of each plural of a text.
std::vector<Names> plurals(const std::string& text) {
  const icu::MessagePattern pattern = parsed(text);
  std::vector<Names> found;
  for (int i = 0; i < pattern.countParts(); ++i) {
    if (pattern.getPart(i).getType() != UMSGPAT_PART_TYPE_ARG_START ||
        pattern.getPart(i).getArgType() != UMSGPAT_ARG_TYPE_PLURAL) {
      continue;
    }
    Names forms;
    const int limit = pattern.getLimitPartIndex(i);
    for (int form = i + 2; form < limit; ++form) {
      if (pattern.getPart(form).getType() == UMSGPAT_PART_TYPE_ARG_SELECTOR) {
        forms.insert(part(pattern, form));
      }
      if (pattern.getPart(form).getType() == UMSGPAT_PART_TYPE_MSG_START) {
        form = pattern.getLimitPartIndex(form);
      }
    }
    found.push_back(forms);
  }
  return found;
}

std::string sources() {
  std::string text;
  for (const auto& file : std::filesystem::recursive_directory_iterator(GORMIC_BI_TREE "/src")) {
    if (file.path().extension() != ".cpp" && file.path().extension() != ".h") continue;
    std::ifstream stream(file.path());
    for (std::string line; std::getline(stream, line);) {
      const auto start = line.find_first_not_of(' ');
      if (start == std::string::npos || line.compare(start, 2, "//") == 0) continue;
      text += line + '\n';
    }
  }
  return text;
}

Names matches(const std::string& text, const char* expression) {
  const std::regex regex{expression};
  Names found;
  for (std::sregex_iterator i{text.begin(), text.end(), regex}, end; i != end; ++i) {
    found.insert((*i)[1]);
  }
  return found;
}

/// The module that a key belongs to: "job" of "job.started".
std::string module_of(const std::string& key) { return key.substr(0, key.find('.')); }

bool is_module(const std::string& name) {
  return std::filesystem::is_directory(std::filesystem::path{GORMIC_BI_TREE} / "src" / name);
}

}  // namespace

TEST_CASE("both languages have the same messages with the same placeholders") {
  const auto arabic = messages("ar");
  const auto english = messages("en");
  REQUIRE(!english.empty());
  for (const auto& [key, text] : english) {
    INFO(key);
    REQUIRE(arabic.contains(key));
    CHECK(placeholders(arabic.at(key)) == placeholders(text));
  }
  for (const auto& [key, text] : arabic) {
    INFO(key);
    CHECK(english.contains(key));
  }
}

TEST_CASE("message files are sorted by key") {
  for (const char* code : {"ar", "en"}) {
    const auto keys = keys_in_order(code);
    CHECK(std::ranges::is_sorted(keys));
  }
}

TEST_CASE("Arabic plurals have all six forms and English ones both") {
  for (const auto& [key, text] : messages("ar")) {
    INFO(key);
    for (const Names& forms : plurals(text)) {
      CHECK(std::ranges::includes(forms, Names{"few", "many", "one", "other", "two", "zero"}));
    }
  }
  for (const auto& [key, text] : messages("en")) {
    INFO(key);
    for (const Names& forms : plurals(text)) {
      CHECK(std::ranges::includes(forms, Names{"one", "other"}));
    }
  }
  CHECK(plurals("{n, plural, one {{m, plural, other {#}}} other {#}}") ==
        std::vector<Names>{{"one", "other"}, {"other"}});
}

TEST_CASE("translators write no bidi controls") {
  const std::regex control{
      "\u200E|\u200F|\u061C|\u202A|\u202B|\u202C|\u202D|\u202E|"
      "\u2066|\u2067|\u2068|\u2069"};
  for (const char* code : {"ar", "en"}) {
    for (const auto& [key, text] : messages(code)) {
      INFO(key);
      CHECK_FALSE(std::regex_search(text, control));
      CHECK(text.find_first_not_of(' ') != std::string::npos);
    }
  }
}

TEST_CASE("each message that the sources name exists") {
  const auto known = messages("en");
  const Names named = matches(sources(), R"re([{?:]\s*"([a-z]+\.[a-z_0-9]+)"\s*[,}:])re");
  CHECK(named.contains("language.unknown_zone"));
  for (const std::string& key : named) {
    if (!is_module(module_of(key))) continue;
    INFO(key);
    CHECK(known.contains(key));
  }
}

TEST_CASE("each message is used by the sources") {
  const Names literals = matches(sources(), R"re("([a-z]+\.[a-z_0-9]+)")re");
  for (const auto& [key, text] : messages("en")) {
    // A module's messages may be there before its sources.
    if (!is_module(module_of(key))) continue;
    INFO(key);
    CHECK(literals.contains(key));
  }
}
