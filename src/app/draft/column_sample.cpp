#include "app/draft/column_sample.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>

#include "app/draft/column_name.h"
#include "base/ascii.h"
#include "base/error.h"
#include "language/currency.h"
#include "model/definition/title_inference.h"
#include "model/value/time_text.h"
#include "source/sql/query_builder.h"
#include "source/sql/value_reader.h"

namespace app {
namespace {

using model::Type;
using source::Storage;

constexpr int kSampleRows = 1'000;

Type infer_type(const source::Cell& cell) {
  switch (cell.storage) {
    case Storage::kInteger:
      return Type::kInteger;
    case Storage::kReal:
      return Type::kDecimal;
    case Storage::kNull:
    case Storage::kText:
    case Storage::kBlob:
      break;
  }
  if (model::parse_date(cell.text)) return Type::kDate;
  if (model::parse_date_time(cell.text)) return Type::kDateTime;
  return model::parse_time_of_day(cell.text) ? Type::kTime : Type::kString;
}

/// The type of all values: the wider one of integers and decimals, or of dates and date-times.
std::optional<Type> infer_type(const ColumnSample& sample) {
  if (sample.types.size() == 1) return *sample.types.begin();
  if (sample.types == std::set{Type::kInteger, Type::kDecimal}) return Type::kDecimal;
  if (sample.types == std::set{Type::kDate, Type::kDateTime}) return Type::kDateTime;
  return sample.types.empty() ? std::nullopt : std::optional{Type::kString};
}

void sample_number(const source::Cell& cell, ColumnSample& sample) {
  source::Number number;
  if (source::read_number(cell, {}, number) != source::Reading::kRead) return;
  sample.is_part_of_1 &= std::abs(source::to_real(number)) <= 1;
  sample.decimals = std::max(sample.decimals, source::decimals(number));
}

void sample_text(const source::Cell& cell, ColumnSample& sample) {
  if (cell.storage < Storage::kText) return;
  const bool is_binary = cell.storage == Storage::kBlob && !source::is_text(cell.text);
  sample.is_binary |= is_binary;
  sample.has_text |= !is_binary;
  if (!is_binary && sample.texts.size() <= ColumnSample::kMaxTexts) sample.texts.emplace(cell.text);
}

/// Decimals by their name: a rate is a percentage if its values are parts of 1.
Type infer_measure(std::string_view name, const ColumnSample& sample) {
  const bool is_rate =
      has_word(name, {"rate", "percent", "percentage", "pct", "ratio", "share", "margin"});
  const bool is_price = has_word(name, {"exchange", "currency", "hourly", "daily", "monthly"});
  const bool is_part = sample.is_part_of_1 && sample.decimals > 0;
  const bool is_discount = has_word(name, {"discount"});
  if ((is_rate || is_discount) && !is_price && is_part) return Type::kPercent;
  const bool is_amount =
      has_word(name, {"amount",  "price",    "total",     "subtotal",    "balance",   "cost",
                      "salary",  "wage",     "fee",       "fees",        "tax",       "vat",
                      "debit",   "credit",   "paid",      "payment",     "due",       "revenue",
                      "expense", "budget",   "profit",    "receivable",  "payable",   "net",
                      "gross",   "discount", "allowance", "allowances",  "deduction", "deductions",
                      "charge",  "charges",  "bonus",     "installment", "premium",   "wages",
                      "taxes",   "prices",   "costs",     "payments",    "loan"});
  const bool is_other =
      is_rate ||
      has_word(name, {"quantity", "qty",  "weight", "volume", "area",  "length", "distance",
                      "hours",    "hour", "days",   "day",    "units", "count",  "points",
                      "score",    "kg",   "km",     "number", "code",  "id"});
  const bool is_money = is_amount && !is_other && sample.decimals <= language::kMaxCurrencyDecimals;
  return is_money ? Type::kMoney : Type::kDecimal;
}

/// Whether the driver returns the column's numbers as text, to keep all their digits.
bool is_exact_text(const source::ResultColumn& column) {
  return column.model_type &&
         (*column.model_type == Type::kDecimal || *column.model_type == Type::kBoolean);
}

}  // namespace

bool is_binary_type(const source::ResultColumn& column) {
  const std::string type = base::to_lower(column.type);
  return std::ranges::any_of(
      std::array{"blob", "bytea", "binary", "image"},
      [&](std::string_view word) { return type.find(word) != std::string::npos; });
}

source::Query first_rows(source::Session& session, const source::Query& query) {
  const source::Bindings none;
  source::QueryBuilder builder{none, session.dialect()};
  builder.text(query.sql);
  if (session.dialect().page_needs_order()) builder.text("\nORDER BY (SELECT NULL)");
  session.dialect().page(builder, 0, kSampleRows);
  source::Query limited = builder.finish();
  try {
    static_cast<void>(session.describe(limited, {}));
    return limited;
  } catch (const base::Error&) {
    return query;
  }
}

std::vector<ColumnSample> sample_columns(source::Session& session, const source::Query& query,
                                         const std::vector<source::ResultColumn>& columns) {
  constexpr std::size_t kLongTextBytes = 120;
  std::vector<ColumnSample> samples(columns.size());
  const auto cursor = session.open(query, {language::TimeZone{}, std::chrono::seconds{30}, {}});
  std::vector<source::Cell> row(columns.size());
  for (int i = 0; i < kSampleRows && cursor->next(row); ++i) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      const source::Cell& cell = row[column];
      if (cell.storage == Storage::kNull) continue;
      ++samples[column].count;
      sample_number(cell, samples[column]);
      if (cell.storage >= Storage::kText && is_exact_text(columns[column])) continue;
      sample_text(cell, samples[column]);
      samples[column].is_year &=
          cell.integer == 0 || (cell.integer >= 1'000 && cell.integer < 3'000);
      samples[column].types.insert(infer_type(cell));
      samples[column].is_flag &= cell.integer == 0 || cell.integer == 1;
      samples[column].is_long |=
          cell.storage == Storage::kText && cell.text.size() > kLongTextBytes;
    }
  }
  return samples;
}

bool is_boolean_name(std::string_view name) {
  const auto words = model::split_words(name);
  return words.size() > 1 && (words.front() == "is" || words.front() == "has");
}

namespace {

Type infer_declared(const source::ResultColumn& column, const ColumnSample& sample) {
  const auto seen = infer_type(sample);
  const bool is_boolean = column.may_be_boolean || is_boolean_name(column.name);
  if (seen == Type::kInteger && sample.is_flag && is_boolean) return Type::kBoolean;
  if (!column.model_type || !seen) {
    const Type type = seen.value_or(column.model_type.value_or(Type::kString));
    return type == Type::kString && sample.is_long ? Type::kText : type;
  }
  const bool is_number =
      model::is_number(*column.model_type) || *column.model_type == Type::kBoolean;
  if (is_number && (*seen == Type::kInteger || *column.model_type == *seen))
    return *column.model_type;
  if (is_number && *seen == Type::kDecimal) return Type::kDecimal;
  if (*column.model_type == Type::kDate && *seen == Type::kDateTime) return Type::kDateTime;
  if (*column.model_type == Type::kDateTime && *seen == Type::kDate) return Type::kDate;
  return model::is_textual(*column.model_type) || *seen == *column.model_type ? *column.model_type
                                                                              : Type::kString;
}

}  // namespace

Type infer_type(const source::ResultColumn& column, const ColumnSample& sample) {
  const Type type = infer_declared(column, sample);
  return type == Type::kDecimal ? infer_measure(column.name, sample) : type;
}

}  // namespace app
