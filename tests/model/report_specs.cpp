#include "model/report_specs.h"

#include <chrono>

#include "support/catch.h"
#include "json/parse.h"

std::shared_ptr<const model::Catalogue> test_catalogue() {
  static const model::Catalogue::Loaded loaded =
      model::Catalogue::load(GORMIC_BI_TREE "/tests/model/catalogue");
  INFO(listed(loaded.errors));
  REQUIRE(loaded.catalogue != nullptr);
  return loaded.catalogue;
}

model::Caller make_caller(const std::string& organization, const std::string& key_label) {
  using namespace std::chrono_literals;
  return {base::OrganizationUid{organization}, key_label,
          base::Time{std::chrono::sys_days{2026y / 2 / 18} + 12h}};
}

model::ValidationResult validated(std::string_view params, const std::string& caller) {
  return model::validate_params(test_catalogue(), json::parse(params), make_caller(caller));
}

model::ValidationResult validated_model(const std::string& uid, const std::string& members,
                                        const std::string& caller) {
  const std::string more = members.empty() ? "" : ", " + members;
  return validated(
      R"({"uid": ")" + uid + R"(", "lang": "en", "template": "excel-auto")" + more + "}", caller);
}

std::string listed(const std::vector<base::Diagnostic>& diagnostics) {
  std::string text;
  for (const base::Diagnostic& diagnostic : diagnostics) {
    if (!text.empty()) text += " | ";
    text += diagnostic.path + " " + diagnostic.reason.key;
  }
  return text;
}

std::string outcome(const model::ValidationResult& checked) {
  if (checked.spec() != nullptr) return "OK";
  return std::string{name(checked.rejection()->code)} + " | " +
         listed(checked.rejection()->details);
}
