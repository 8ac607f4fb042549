#include "source/sql/sqlite_functions.h"

#include <bit>
#include <cstdint>
#include <memory>
#include <optional>

#include "base/utf8.h"
#include "language/collator.h"
#include "language/search_fold.h"
#include "language/time_zone.h"
#include "source/sql/moment.h"
#include "source/sql/value_reader.h"

namespace source {
namespace {

using database::Connection;
using Argument = Connection::Argument;
using Arguments = std::span<const Argument>;
using Result = Connection::Result;

constexpr Result kNull{};

Cell to_cell(const Argument& argument) {
  switch (argument.storage) {
    case database::Storage::kInteger:
      return {.storage = Storage::kInteger, .integer = argument.integer};
    case database::Storage::kReal:
      return {.storage = Storage::kReal, .real = argument.real};
    case database::Storage::kText:
      return {.storage = Storage::kText, .text = argument.bytes};
    case database::Storage::kBlob:
      return {.storage = Storage::kBlob, .text = argument.bytes};
    case database::Storage::kNull:
      break;
  }
  return {};
}

/// Returns an argument as the result.
Result to_result(const Argument& argument) {
  switch (argument.storage) {
    case database::Storage::kInteger:
      return argument.integer;
    case database::Storage::kText:
      return std::string{argument.bytes};
    case database::Storage::kBlob:
      return Connection::Blob{std::string{argument.bytes}};
    case database::Storage::kReal:
    case database::Storage::kNull:
      break;
  }
  return kNull;
}

std::string valid_utf8(std::string_view text) {
  return base::is_utf8(text) ? std::string{text} : base::sanitize_utf8(text);
}

Result key(Reading reading, const Number& number) {
  if (reading != Reading::kRead) return kNull;
  return Connection::Blob{sort_key(number)};
}

Result number_key(const Argument& value, const NumberRule& rule) {
  Number number;
  return key(read_number(to_cell(value), rule, number), number);
}

/// Caches the key of the last real, because ORDER BY reads each value twice, and the decimal digits
/// of a real take long to find.
class NumberKey {
 public:
  Result operator()(const Argument& value, const NumberRule& rule) {
    if (value.storage != database::Storage::kReal) return number_key(value, rule);
    const auto bits = std::bit_cast<std::uint64_t>(value.real);
    if (bits != bits_ || rule != rule_) {
      key_ = number_key(value, rule);
      bits_ = bits;
      rule_ = rule;
    }
    return *key_;
  }

 private:
  std::optional<std::uint64_t> bits_;
  NumberRule rule_;
  std::optional<Result> key_;
};

class PlainNumber {
 public:
  Result operator()(Arguments arguments) {
    NumberRule rule{.is_whole = arguments[1].integer == 1,
                    .minor_scale = static_cast<int>(arguments[2].integer)};
    if (arguments[3].integer >= 0) rule.rounding = static_cast<int>(arguments[3].integer);
    return key_(arguments[0], rule);
  }

 private:
  NumberKey key_;
};

/// Caches the last rule, because amounts of one currency usually follow each other.
class Money {
 public:
  Result operator()(Arguments arguments) {
    const std::string currency = format_cell(to_cell(arguments[1]));
    const bool is_minor = arguments[2].integer == 1;
    if (currency != currency_ || is_minor != is_minor_) {
      const auto decimals = static_cast<int>(arguments[3].integer);
      rule_ = money_rule(currency, is_minor, decimals < 0 ? std::nullopt : std::optional{decimals});
      currency_ = currency;
      is_minor_ = is_minor;
    }
    return key_(arguments[0], *rule_);
  }

 private:
  std::optional<std::string> currency_;
  bool is_minor_ = false;
  std::optional<NumberRule> rule_;
  NumberKey key_;
};

Result seconds(Arguments arguments) {
  Number number;
  return key(read_seconds(to_cell(arguments[0]), number), number);
}

Result truth(Arguments arguments) {
  const auto truth = parse_boolean(format_cell(to_cell(arguments[0])));
  return truth ? Result{std::int64_t{*truth ? 1 : 0}} : kNull;
}

Result text_result(const std::optional<std::string>& text) { return text ? Result{*text} : kNull; }

Result text_or_null(Arguments arguments) {
  const Cell cell = to_cell(arguments[0]);
  return is_empty(cell) ? kNull : Result{format_cell(cell)};
}

void define_readers(Connection& connection, const language::TimeZone& zone) {
  const auto define = [&](std::string_view name, int arguments, Connection::Function function) {
    connection.define_function(name.data(), arguments, std::move(function));
  };
  define(kTextFunction, 1, text_or_null);
  define(kEmptyFunction, 1, [](Arguments arguments) -> Result {
    return std::int64_t{is_empty(to_cell(arguments[0])) ? 1 : 0};
  });
  define(kNumberFunction, 4, PlainNumber{});
  define(kMoneyFunction, 4, Money{});
  define(kSecondsFunction, 1, seconds);
  define(kTruthFunction, 1, truth);
  define(kDayFunction, 1, [zone](Arguments arguments) {
    return text_result(day_key(format_cell(to_cell(arguments[0])), zone));
  });
  define(kMomentFunction, 1, [zone](Arguments arguments) {
    return text_result(moment_key(format_cell(to_cell(arguments[0])), zone));
  });
  define(kTimeFunction, 1, [](Arguments arguments) {
    return text_result(time_key(format_cell(to_cell(arguments[0]))));
  });
  define(kFoldFunction, 1, [](Arguments arguments) -> Result {
    if (arguments[0].storage == database::Storage::kNull) return kNull;
    return language::fold_for_search(valid_utf8(format_cell(to_cell(arguments[0]))));
  });
}

void define_collation(Connection& connection, language::Language language) {
  const auto collator = std::make_shared<const language::Collator>(language);
  connection.define_collation(
      collation_name(language),
      [collator](std::string_view a, std::string_view b) { return collator->compare(a, b); });
}

}  // namespace

const char* collation_name(language::Language language) {
  return language == language::Language::kArabic ? "gormic_ar" : "gormic_en";
}

void define_functions(Connection& connection, const language::TimeZone& time_zone,
                      std::vector<bool>& undecided) {
  define_readers(connection, time_zone);
  connection.define_function(kUndecidedFunction.data(), 3, [&undecided](Arguments arguments) {
    const bool is_undecided =
        arguments[0].storage == database::Storage::kNull && !is_empty(to_cell(arguments[1]));
    const auto slot = static_cast<std::size_t>(arguments[2].integer);
    if (is_undecided && slot < undecided.size()) undecided[slot] = true;
    return to_result(arguments[0]);
  });
  define_collation(connection, language::Language::kArabic);
  define_collation(connection, language::Language::kEnglish);
}

}  // namespace source
