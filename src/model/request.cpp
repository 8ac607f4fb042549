#include "model/request.h"

#include <array>
#include <string_view>

namespace model {
namespace {

constexpr std::array<std::pair<std::string_view, language::Language>, 2> kLanguages{
    {{"ar", language::Language::kArabic}, {"en", language::Language::kEnglish}}};
constexpr std::array<std::string_view, 1> kTemplates{kExcelAutoTemplate};

std::optional<Request::Parameter> read_item(const JsonReader& node) {
  JsonObjectReader members{node};
  const auto key = members.require("key");
  const auto value = members.require("value");
  members.warn_about_unknown_members();
  const auto text = key ? key->text() : std::nullopt;
  if (!text || !value) return std::nullopt;
  return Request::Parameter{*text, node, *value};
}

}  // namespace

Request read_request(const JsonReader& node) {
  JsonObjectReader members{node};
  Request request;
  if (const auto uid = members.require("uid")) request.uid = uid->text().value_or("");
  if (const auto lang = members.require("lang")) {
    request.language =
        lang->parse_enum<language::Language>(kLanguages).value_or(language::Language::kEnglish);
  }
  if (const auto layout = members.require("template")) {
    static_cast<void>(layout->parse_word(kTemplates));
  }
  if (const auto uid = members.find("organizationUid")) request.organization_uid = uid->text();
  if (const auto parameters = members.find("parameters")) {
    for (const JsonReader& element : parameters->elements()) {
      if (auto item = read_item(element)) request.parameters.push_back(*std::move(item));
    }
  }
  request.query = members.find("query");
  if (request.query && request.query->value().members() == nullptr) {
    request.query->add_error(base::Message{"model.not_object"});
  }
  members.warn_about_unknown_members();
  return request;
}

}  // namespace model
