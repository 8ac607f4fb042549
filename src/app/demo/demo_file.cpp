#include "app/demo/demo_file.h"

#include "asset/asset.h"
#include "base/error.h"
#include "json/parse.h"

namespace app {
namespace {

[[noreturn]] void fail(std::string_view what) {
  throw base::Error("demo data: not as expected: " + std::string{what});
}

}  // namespace

json::Value demo_file(std::string_view name) {
  return json::parse(asset::bytes("assets/demo/" + std::string{name}));
}

const json::Value::Array& demo_elements(const json::Value& list) {
  const json::Value::Array* elements = list.elements();
  if (elements == nullptr) fail("a list");
  return *elements;
}

std::vector<language::Localized> demo_names(const json::Value& object, std::string_view member) {
  std::vector<language::Localized> names;
  for (const json::Value& pair : demo_elements(demo_member(object, member))) {
    names.push_back(demo_name(pair));
  }
  return names;
}

std::vector<std::string> demo_texts(const json::Value& list) {
  std::vector<std::string> texts;
  for (const json::Value& element : demo_elements(list)) {
    if (element.string() == nullptr) fail("a text");
    texts.push_back(*element.string());
  }
  return texts;
}

const json::Value& demo_member(const json::Value& object, std::string_view member) {
  const json::Value* found = object.find(member);
  if (found == nullptr) fail(member);
  return *found;
}

language::Localized demo_name(const json::Value& pair) {
  return {.en = demo_text(pair, "en"), .ar = demo_text(pair, "ar")};
}

std::string demo_text(const json::Value& object, std::string_view member) {
  const std::string* text = demo_member(object, member).string();
  if (text == nullptr) fail(member);
  return *text;
}

std::int64_t demo_integer(const json::Value& object, std::string_view member) {
  const std::optional<std::int64_t> integer = demo_member(object, member).integer();
  if (!integer) fail(member);
  return *integer;
}

}  // namespace app
