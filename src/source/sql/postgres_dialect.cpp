#include <algorithm>
#include <array>
#include <utility>

#include "source/sql/dialect.h"
#include "source/sql/odbc_dialects.h"
#include "source/sql/postgres_operand.h"
#include "source/sql/query_builder.h"
#include "source/sql/value_reader.h"

namespace source {
namespace {

using model::Type;

/// Whether the server has ICU's collations.
enum class Icu : std::uint8_t { kAbsent, kThere };

class PostgresDialect : public Dialect {
 public:
  explicit PostgresDialect(Icu icu) : icu_(icu) {}

  [[nodiscard]] std::string placeholder(std::size_t index, Type type) const override {
    return typed_placeholder("$" + std::to_string(index), type);
  }

  [[nodiscard]] std::string keys_query(const std::vector<std::string>& table) const override {
    std::string name;
    for (const std::string& part : table)
      name += (name.empty() ? "" : ".") + quote_identifier(part);
    std::string literal;
    for (const char c : name) literal += c == '\'' ? std::string(2, c) : std::string(1, c);
    return "SELECT CAST(k.contype AS text), CAST(k.conname AS text), CAST(c.attname AS text), "
           "CASE WHEN NOT pg_table_is_visible(r.oid) THEN CAST(n.nspname AS text) END, "
           "CAST(r.relname AS text), CAST(o.attname AS text) FROM pg_constraint k "
           "CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS u(number, place) "
           "JOIN pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = u.number "
           "LEFT JOIN pg_class r ON r.oid = k.confrelid "
           "LEFT JOIN pg_namespace n ON n.oid = r.relnamespace "
           "LEFT JOIN pg_attribute o ON o.attrelid = k.confrelid AND o.attnum = k.confkey[u.place] "
           "WHERE k.contype IN ('p', 'f') AND k.conrelid = to_regclass('" +
           literal + "') ORDER BY k.conname, u.place";
  }

  [[nodiscard]] std::string null_test_placeholder(std::size_t index, Type type) const override {
    const std::string typed = placeholder(index, type);
    return model::is_textual(type) ? postgres_cast(typed, "text") : typed;
  }

  /// A column that has the right type is compared as it is, so that its indexes are used. A
  /// separate condition excludes undecided values.
  [[nodiscard]] Comparable comparable(const ComparedColumn& column) const override {
    switch (traits(column.type).comparison) {
      case Comparison::kNumber:
        return number(column);
      case Comparison::kTruth:
        return truth(column);
      case Comparison::kDay:
        return on_calendar(column, "date");
      case Comparison::kMoment:
        return on_calendar(column, "timestamp");
      case Comparison::kTimeOfDay:
        return time(column);
      case Comparison::kSeconds:
        return seconds(column);
      case Comparison::kText:
        break;
    }
    if (is_typed_text(column.database_type)) return {column.name};
    return {text(column) + " COLLATE \"C\""};
  }

  [[nodiscard]] Comparable sortable(const ComparedColumn& column) const override {
    Comparable value = comparable(column);
    switch (traits(column.type).comparison) {
      case Comparison::kMoment:
      case Comparison::kTimeOfDay:
        value.sql = "date_trunc('second', " + value.sql + ")";
        return value;
      case Comparison::kText:
        return {"CASE WHEN NOT " + empty(column) + " THEN " + text(column) + " END"};
      case Comparison::kNumber:
      case Comparison::kTruth:
      case Comparison::kDay:
      case Comparison::kSeconds:
        return value;
    }
    return value;
  }

  [[nodiscard]] std::string empty(const ComparedColumn& column) const override {
    const bool is_text = column.database_type == DatabaseType::kText ||
                         column.database_type == DatabaseType::kPaddedText;
    if (!is_text) return "(" + column.name + " IS NULL)";
    return "(" + column.name + " IS NULL OR btrim(" + text(column) +
           ", E' \\t\\n\\x0B\\f\\r\u00A0') = '')";
  }

  [[nodiscard]] std::string text(const ComparedColumn& column) const override {
    // A cast would write a single address with its mask.
    if (column.database_type == DatabaseType::kInet) return "abbrev(" + column.name + ")";
    return "CAST(" + column.name + " AS text)";
  }

  void operand(QueryBuilder& builder, const ComparedColumn& column,
               const model::Value& value) const override {
    builder.text("CAST(");
    builder.value({model::format_value(to_column_units(column, value)), Type::kText});
    builder.text(std::string{" AS "} + postgres_operand_type(column, value) + ")");
  }

  /// The comparison uses COLLATE "C", but an index has the column's own collation, which may equate
  /// different texts.
  void narrow(QueryBuilder& builder, const ComparedColumn& column, model::Operator op,
              std::span<const model::Value> values) const override {
    const bool is_equality = op == model::Operator::kEq || op == model::Operator::kIn;
    if (!is_equality || column.database_type != DatabaseType::kText ||
        !model::is_textual(column.type))
      return;
    builder.text(text(column) + " IN (");
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) builder.text(", ");
      operand(builder, column, values[i]);
    }
    builder.text(") AND ");
  }

  [[nodiscard]] std::string conversion(const std::string& column, Type type,
                                       DatabaseType is) const override {
    const bool is_text = is == DatabaseType::kText || is == DatabaseType::kPaddedText;
    // Most types can be cast to text, and text to any type.
    const std::string text = is_text ? column : "CAST(" + column + " AS text)";
    switch (traits(type).comparison) {
      case Comparison::kNumber:
        if (is == DatabaseType::kBoolean) return "CAST(" + column + " AS integer)";
        if (is == DatabaseType::kInterval) return "EXTRACT(EPOCH FROM " + column + ")";
        return "CAST(" + text + (type == Type::kInteger ? " AS bigint)" : " AS numeric)");
      case Comparison::kTruth:
        return "(" + text + " IN ('1', 't', 'true', 'y', 'yes'))";
      case Comparison::kDay:
        return "CAST(" + text + " AS date)";
      case Comparison::kMoment:
        return "CAST(" + text + " AS timestamp)";
      case Comparison::kTimeOfDay:
        return "CAST(" + text + " AS time)";
      case Comparison::kSeconds:
        return "CAST(" + text + " AS interval)";
      case Comparison::kText:
        break;
    }
    return "CAST(" + column + " AS text)";
  }

  void like(QueryBuilder& builder, const ComparedColumn& column, const std::string& folded,
            const std::string& pattern) const override {
    const language::SearchVariants spellings = language::search_variants(folded);
    std::string from;
    std::string to;
    for (const auto& [spelling, meant] : spellings.letters) {
      from += spelling;
      to += meant;
    }
    // Marks go by a regular expression, because translate() searches its whole list for each
    // letter.
    builder.text("translate(regexp_replace(" + text(column) + " COLLATE \"C\", ");
    builder.value({character_class(spellings.marks), Type::kText});
    builder.text(", '', 'g'), ");
    builder.value({from, Type::kText});
    builder.text(", ");
    builder.value({to, Type::kText});
    builder.text(") LIKE ");
    builder.value({pattern, Type::kText});
    builder.text(" ESCAPE '!'");
  }

  [[nodiscard]] std::string order_expression(
      const std::string& text, std::optional<language::Language> language) const override {
    const char* collation = !language || !has_cldr_collation()         ? "\"C\""
                            : *language == language::Language::kArabic ? "\"ar-x-icu\""
                                                                       : "\"en-x-icu\"";
    return text + " COLLATE " + collation;
  }

  [[nodiscard]] bool has_cldr_collation() const override { return icu_ == Icu::kThere; }

  [[nodiscard]] std::string tie_breaker(const std::string& column) const override {
    return "CAST(" + column + " AS text) COLLATE \"C\"";
  }

  void id_table(QueryBuilder& builder, const std::vector<model::Value>& ids,
                const ComparedColumn& column) const override {
    builder.text("SELECT id, place FROM unnest(CAST(");
    builder.value({postgres_array(ids), Type::kText});
    builder.text(std::string{" AS "} + postgres_operand_type(column, std::int64_t{0}) +
                 "[])) WITH ORDINALITY AS chosen(id, place)");
  }

 private:
  /// In the column's units or, where each row has its own currency, in units common to all
  /// currencies. Binary numbers are read to 15 digits; "NaN" and infinities are undecided.
  static Comparable number(const ComparedColumn& column) {
    Comparable value = exact(column);
    if (column.column == nullptr) return value;
    const NumberRule rule = number_rule(*column.column);
    const std::string code = "upper(btrim(CAST(" + column.currency + " AS text)))";
    const bool is_binary = column.database_type == DatabaseType::kFloat4 ||
                           column.database_type == DatabaseType::kFloat8;
    if (is_binary && rule.rounding) {
      const std::string decimals = rounding(column, rule, code);
      value.sql = "round(" + value.sql + ", " + decimals + ")";
    }
    if (rule.is_whole && column.database_type != DatabaseType::kInteger) {
      value.guard += " AND " + value.sql + " = trunc(" + value.sql + ")";
    }
    if (!column.column->minor) return value;
    if (!column.currency.empty()) {
      value.sql = in_ten_thousandths(column, value.sql, code);
      value.guard += (value.guard.empty() ? "" : " AND ") + value.sql + " IS NOT NULL";
    } else if (rule.is_undefined) {
      value.guard = "1 = 0";
    }
    return value;
  }

  static Comparable exact(const ComparedColumn& column) {
    const std::string& name = column.name;
    const std::string is_finite = name + " - " + name + " = 0";
    switch (column.database_type) {
      case DatabaseType::kInteger:
        return {name};
      case DatabaseType::kBits:
        return {"CAST(" + name + " AS bigint)"};
      case DatabaseType::kFloat4:  // by its text, which has exactly its significant digits
        return {"CASE WHEN " + is_finite + " THEN CAST(CAST(" + name + " AS text) AS numeric) END",
                is_finite};
      case DatabaseType::kFloat8:
        return {"CASE WHEN " + is_finite + " THEN CAST(" + name + " AS numeric) END", is_finite};
      case DatabaseType::kDynamic:
      case DatabaseType::kText:
      case DatabaseType::kPaddedText:
      case DatabaseType::kNumeric:
      case DatabaseType::kBoolean:
      case DatabaseType::kBit:
      case DatabaseType::kDate:
      case DatabaseType::kTimestamp:
      case DatabaseType::kTimestampWithZone:
      case DatabaseType::kTime:
      case DatabaseType::kInterval:
      case DatabaseType::kUuid:
      case DatabaseType::kInet:
      case DatabaseType::kCidr:
      case DatabaseType::kMacaddr:
      case DatabaseType::kMacaddr8:
      case DatabaseType::kOther:
        break;
    }
    return {name, is_finite};
  }

  static Comparable truth(const ComparedColumn& column) {
    const std::string& name = column.name;
    if (column.database_type == DatabaseType::kInteger)
      return {"(" + name + " = 1)", name + " IN (0, 1)"};
    if (column.database_type == DatabaseType::kBit) return {"(" + name + " = B'1')"};
    return {name};
  }

  /// Limited to the years 1 to 9999, which excludes infinities. The session's time zone is the
  /// organization's.
  static Comparable on_calendar(const ComparedColumn& column, const std::string& type) {
    const std::string& name = column.name;
    const bool is_of_type =
        (column.database_type == DatabaseType::kDate && type == "date") ||
        (column.database_type == DatabaseType::kTimestamp && type == "timestamp");
    return {is_of_type ? name : "CAST(" + name + " AS " + type + ")",
            name + " >= '0001-01-01' AND " + name + " < '10000-01-01'"};
  }

  static Comparable time(const ComparedColumn& column) {
    const std::string& name = column.name;
    if (column.database_type != DatabaseType::kInterval) return {name, name + " < '24:00:00'"};
    const std::string is_clock = "CAST(" + name + " AS text) ~ '^([01][0-9]|2[0-3]):'";
    return {"CASE WHEN " + is_clock + " THEN CAST(" + name + " AS time) END", is_clock};
  }

  static Comparable seconds(const ComparedColumn& column) {
    const std::string& name = column.name;
    if (column.database_type == DatabaseType::kTime) return {"EXTRACT(EPOCH FROM " + name + ")"};
    if (column.database_type != DatabaseType::kInterval) return exact(column);
    return {"EXTRACT(EPOCH FROM " + name + ")", "isfinite(" + name + ")"};
  }

  const Icu icu_;
};

/// The dialect through ODBC, where placeholders are "?" and most values are bound as text.
class PostgresOverOdbc final : public PostgresDialect {
 public:
  using PostgresDialect::PostgresDialect;

  /// Read as text, because the driver drops the era of a day before year 1 and turns 'infinity'
  /// into an ordinary day.
  [[nodiscard]] std::string read(const std::string& column, Type type) const override {
    const bool is_day = type == Type::kDate || type == Type::kDateTime;
    return is_day ? "CAST(" + column + " AS text)" : column;
  }

  /// The driver reports booleans and most other types as text.
  [[nodiscard]] std::optional<DatabaseType> parse_type_name(std::string_view name) const override {
    constexpr std::array<std::pair<std::string_view, DatabaseType>, 16> kNames{
        {{"bool", DatabaseType::kBoolean},
         {"", DatabaseType::kInterval},  // whose type name the driver leaves empty
         {"uuid", DatabaseType::kUuid},
         {"inet", DatabaseType::kInet},
         {"cidr", DatabaseType::kCidr},
         {"macaddr", DatabaseType::kMacaddr},
         {"macaddr8", DatabaseType::kMacaddr8},
         {"interval", DatabaseType::kInterval},
         {"bpchar", DatabaseType::kPaddedText},
         {"char", DatabaseType::kPaddedText},
         {"timestamptz", DatabaseType::kTimestampWithZone},
         {"timetz", DatabaseType::kOther},
         {"money", DatabaseType::kOther},
         {"bit", DatabaseType::kOther},
         {"bytea", DatabaseType::kOther},
         {"xml", DatabaseType::kOther}}};
    const auto found = std::ranges::find(kNames, name, [](const auto& pair) { return pair.first; });
    return found == kNames.end() ? std::nullopt : std::optional{found->second};
  }

  [[nodiscard]] std::string placeholder(std::size_t /*index*/, Type type) const override {
    if (type == Type::kBoolean) return "(CAST(? AS bigint) = 1)";
    return model::is_textual(type) ? postgres_cast("?", "text") : typed_placeholder("?", type);
  }
};

}  // namespace

const Dialect& postgres_odbc_dialect() {
  static const PostgresOverOdbc kDialect{Icu::kThere};
  return kDialect;
}

const Dialect& postgres_odbc_dialect_without_icu() {
  static const PostgresOverOdbc kDialect{Icu::kAbsent};
  return kDialect;
}

const Dialect& postgres_dialect() {
  static const PostgresDialect kDialect{Icu::kThere};
  return kDialect;
}

const Dialect& postgres_dialect_without_icu() {
  static const PostgresDialect kDialect{Icu::kAbsent};
  return kDialect;
}

}  // namespace source
