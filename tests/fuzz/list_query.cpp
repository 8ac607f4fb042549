// A caller's `params`, including the list query: an accepted request is stored in a form that reads
// back as the same report spec, like the form that an Idempotency-Key belongs to, and compiles to
// SQL in which every value is bound.
#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "json/parse.h"
#include "json/write.h"
#include "model/canonical_request.h"
#include "model/request_validator.h"
#include "source/sql/query.h"
#include "target.h"

namespace {

const base::OrganizationUid kOrganization{"najd"};

model::ValidationResult check(const json::Value& params) {
  static const auto kLoaded =
      model::Catalogue::load(std::filesystem::path{GORMIC_BI_TREE} / "tests/model/catalogue");
  fuzz::require(kLoaded.catalogue != nullptr);
  return model::validate_params(
      kLoaded.catalogue, params,
      {.organization = kOrganization, .now = base::to_time(1'771'416'000'000'000)});
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  json::Value params;
  try {
    params = json::parse(fuzz::text_of(data, size), {.max_depth = 32, .max_values = 1'000});
  } catch (const base::Error&) {
    return 0;
  }
  const model::ValidationResult checked = check(params);
  if (const model::Rejection* refusal = checked.rejection()) {
    fuzz::require(!refusal->details.empty());
    return 0;
  }
  const json::Value kept = checked.spec()->canonical_params();
  const model::ValidationResult again = check(kept);
  fuzz::require(again.spec() != nullptr);
  fuzz::require(json::write(again.spec()->canonical_params()) == json::write(kept));
  const model::CanonicalRequest canonical =
      model::canonical_request(json::Value::object({{"params", params}}), kOrganization);
  fuzz::require(canonical.diagnostics.errors.empty());
  const model::ValidationResult same = check(canonical.params);
  fuzz::require(same.spec() != nullptr);
  fuzz::require(json::write(same.spec()->canonical_params()) == json::write(kept));
  const source::Query query = source::compile(*checked.spec(), source::sqlite_dialect(), {});
  const auto marks = std::ranges::count(query.sql, '?');
  fuzz::require(static_cast<std::size_t>(marks) >= query.values.size());
  return 0;
}
