#include "model/request.h"

#include <array>

#include "model/order.h"

namespace model {
namespace {

constexpr std::array<std::pair<std::string_view, language::Language>, 2> kLanguages{
    {{"ar", language::Language::kArabic}, {"en", language::Language::kEnglish}}};
constexpr std::array<std::pair<std::string_view, Template>, 1> kTemplates{
    {{"excel-auto", Template::kExcelAuto}}};

std::optional<Request::Parameter> read_item(const Node& node) {
  Members members{node};
  const auto key = members.require("key");
  const auto value = members.require("value");
  members.warn_of_unknown();
  const auto text = key ? key->text() : std::nullopt;
  if (!text || !value) return std::nullopt;
  return Request::Parameter{*text, node, *value};
}

}  // namespace

Request read_request(const Node& node) {
  Members members{node};
  Request request;
  if (const auto uid = members.require("uid")) request.uid = uid->text().value_or("");
  if (const auto lang = members.require("lang")) {
    request.language =
        lang->one_of<language::Language>(kLanguages).value_or(language::Language::kEnglish);
  }
  if (const auto layout = members.require("template")) {
    static_cast<void>(layout->one_of<Template>(kTemplates));
  }
  if (const auto uid = members.find("organizationUid")) request.organization_uid = uid->text();
  if (const auto parameters = members.find("parameters")) {
    for (const Node& element : parameters->elements()) {
      if (auto item = read_item(element)) request.parameters.push_back(*std::move(item));
    }
  }
  request.query = members.find("query");
  if (request.query && request.query->value().members() == nullptr) {
    request.query->fault(base::Message{"model.not_object"});
  }
  members.warn_of_unknown();
  return request;
}

}  // namespace model
