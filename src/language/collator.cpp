#include "language/collator.h"

#include <cstdint>

#include <unicode/coll.h>

#include "language/icu.h"

namespace language {

struct Collator::Rules {
  std::unique_ptr<icu::Collator> collator;
};

Collator::Collator(Language language) {
  UErrorCode code = U_ZERO_ERROR;
  const char* name = language == Language::kArabic ? "ar" : "en";
  auto rules = std::make_unique<Rules>();
  rules->collator.reset(icu::Collator::createInstance(icu::Locale{name}, code));
  check_icu(code, "collation");
  rules_ = std::move(rules);
}

Collator::~Collator() = default;

int Collator::compare(std::string_view a, std::string_view b) const {
  UErrorCode code = U_ZERO_ERROR;
  const UCollationResult result =
      rules_->collator->compareUTF8({a.data(), static_cast<std::int32_t>(a.size())},
                                    {b.data(), static_cast<std::int32_t>(b.size())}, code);
  check_icu(code, "compare by collation");
  return result;
}

}  // namespace language
