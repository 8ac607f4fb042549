#include "language/pattern.h"

#include <unicode/regex.h>

#include "base/error.h"
#include "language/icu.h"

namespace language {
namespace {

constexpr std::size_t kMaxExpressionBytes = 1'000;
// In ICU's units: the time limit is some milliseconds on a current machine, the stack limit is in
// bytes.
constexpr std::int32_t kMaxMatchTime = 50;
constexpr std::int32_t kMaxStackBytes = 1'000'000;

}  // namespace

struct Pattern::Compiled {
  std::unique_ptr<icu::RegexPattern> pattern;
};

Pattern::Pattern(std::string_view expression) : expression_(expression) {
  UErrorCode code = U_ZERO_ERROR;
  UParseError place{};
  auto compiled = std::make_unique<Compiled>();
  if (expression.size() <= kMaxExpressionBytes) {
    compiled->pattern.reset(icu::RegexPattern::compile(utf16(expression), 0, place, code));
  }
  if (U_FAILURE(code) || !compiled->pattern) {
    throw base::Error(
        "compile the pattern " + expression_,
        base::Message{"language.bad_pattern", {{"place", std::int64_t{place.offset} + 1}}});
  }
  compiled_ = std::move(compiled);
}

Pattern::~Pattern() = default;

bool Pattern::matches(std::string_view text) const {
  UErrorCode code = U_ZERO_ERROR;
  const icu::UnicodeString input = utf16(text);
  const std::unique_ptr<icu::RegexMatcher> matcher{compiled_->pattern->matcher(input, code)};
  if (U_FAILURE(code)) return false;
  matcher->setTimeLimit(kMaxMatchTime, code);
  matcher->setStackLimit(kMaxStackBytes, code);
  const bool is_match = matcher->matches(code);
  return U_SUCCESS(code) && is_match;
}

}  // namespace language
