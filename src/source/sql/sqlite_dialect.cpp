#include <algorithm>

#include "json/write.h"
#include "source/sql/dialect.h"
#include "source/sql/odbc_dialects.h"
#include "source/sql/query_builder.h"
#include "source/sql/sqlite_functions.h"
#include "source/sql/sqlite_narrowing.h"
#include "source/sql/utf16.h"
#include "source/sql/value_reader.h"

namespace source {
namespace {

using model::Type;

std::string call(std::string_view function, const std::string& arguments) {
  return std::string{function} + "(" + arguments + ")";
}

/// SQLite stores any type of value in any column, so the functions of sqlite_functions.h read
/// values as cells do. Their results have no collation and no affinity, whatever the column
/// declares.
class SqliteDialect : public Dialect {
 public:
  [[nodiscard]] std::string placeholder(std::size_t /*index*/, Type /*type*/) const override {
    return "?";
  }
  [[nodiscard]] bool is_dynamic() const override { return true; }

  [[nodiscard]] Comparable comparable(const ComparedColumn& column) const override {
    const std::string value = read_by_function(column);
    if (!column.slot) return {value};
    return {
        call(kUndecidedFunction, value + ", " + column.name + ", " + std::to_string(*column.slot))};
  }

  [[nodiscard]] std::string empty(const ComparedColumn& column) const override {
    return call(kEmptyFunction, column.name);
  }
  [[nodiscard]] std::string text(const ComparedColumn& column) const override {
    return call(kTextFunction, column.name);
  }

  /// SQLite evaluates a function of a bound value only once.
  void operand(QueryBuilder& builder, const ComparedColumn& column,
               const model::Value& value) const override {
    switch (traits(column.type).comparison) {
      case Comparison::kNumber:
      case Comparison::kSeconds:
        builder.text(std::string{kNumberFunction} + "(");
        builder.value({model::format_value(value), Type::kText});
        return builder.text(", 0, 0, -1)");
      case Comparison::kMoment:
        return builder.value({moment_text(value), Type::kText});
      case Comparison::kTruth:
        return builder.value({value, Type::kBoolean});
      case Comparison::kText:
      case Comparison::kDay:
      case Comparison::kTimeOfDay:
        return builder.value({model::format_value(value), Type::kText});
    }
  }

  void narrow(QueryBuilder& builder, const ComparedColumn& column, model::Operator op,
              std::span<const model::Value> values) const override {
    sqlite_narrowing(builder, column, op, values);
  }

  void like(QueryBuilder& builder, const ComparedColumn& column, const std::string& /*folded*/,
            const std::string& pattern) const override {
    builder.text(call(kFoldFunction, column.name) + " LIKE ");
    builder.value({pattern, Type::kString});
    builder.text(" ESCAPE '!'");
  }

  [[nodiscard]] std::string order_expression(
      const std::string& text, std::optional<language::Language> language) const override {
    return text + " COLLATE " + (language ? collation_name(*language) : "BINARY");
  }

  [[nodiscard]] bool has_cldr_collation() const override { return true; }

  [[nodiscard]] std::string tie_breaker(const std::string& column) const override {
    return column + " COLLATE BINARY";
  }

  void page(QueryBuilder& builder, std::int64_t offset,
            std::optional<std::int64_t> size) const override {
    Dialect::page(builder, offset, size.value_or(-1));  // no OFFSET without LIMIT
  }

  /// The LIMIT keeps SQLite from reading the list again for each row.
  void id_table(QueryBuilder& builder, const std::vector<model::Value>& ids,
                const ComparedColumn& /*column*/) const override {
    json::Value list = json::Value::array();
    for (const model::Value& id : ids) list.add(model::to_json(id));
    builder.text("SELECT value AS id, key AS place FROM json_each(");
    builder.value({json::write(list), Type::kString});
    builder.text(") LIMIT -1");
  }

  /// The condition that an index of the column can answer comes first.
  [[nodiscard]] std::string id_join_condition(const ComparedColumn& column) const override {
    const std::string& name = column.name;
    if (column.type == Type::kInteger) {
      return "(" + name + " BETWEEN chosen.id - 0.5 AND chosen.id + 0.5 OR " + name +
             " >= '') AND " + read_by_function(column) + " = " +
             call(kNumberFunction, "chosen.id, 0, 0, -1");
    }
    return "(" + name + " = chosen.id OR " + name + " < '' OR " + name + " >= x'') AND " +
           read_by_function(column) + " = chosen.id";
  }

 protected:
  [[nodiscard]] static std::string moment_text(const model::Value& value) {
    std::string text = model::format_value(value);  // has whole seconds
    std::ranges::replace(text, 'T', ' ');
    return text;
  }

 private:
  [[nodiscard]] static std::string read_by_function(const ComparedColumn& column) {
    const std::string& name = column.name;
    switch (traits(column.type).comparison) {
      case Comparison::kNumber:
        return number(column);
      case Comparison::kTruth:
        return call(kTruthFunction, name);
      case Comparison::kDay:
        return call(kDayFunction, name);
      case Comparison::kMoment:
        return call(kMomentFunction, name);
      case Comparison::kTimeOfDay:
        return call(kTimeFunction, name);
      case Comparison::kSeconds:
        return call(kSecondsFunction, name);
      case Comparison::kText:
        break;
    }
    return call(kTextFunction, name);
  }

  [[nodiscard]] static std::string number(const ComparedColumn& column) {
    const auto flag = [](bool is_set) { return std::string{is_set ? "1" : "0"}; };
    if (!column.currency.empty()) {
      return call(kMoneyFunction, column.name + ", " + column.currency + ", " +
                                      flag(column.column->minor) + ", " +
                                      std::to_string(column.column->decimals.value_or(-1)));
    }
    const NumberRule rule = column.column == nullptr
                                ? NumberRule{.is_whole = column.type == Type::kInteger}
                                : number_rule(*column.column);
    if (rule.is_undefined) return "NULL";
    return call(kNumberFunction, column.name + ", " + flag(rule.is_whole) + ", " +
                                     std::to_string(rule.minor_scale) + ", " +
                                     std::to_string(rule.rounding.value_or(-1)));
  }
};

/// SQLite through an ODBC driver, without the functions of sqlite_functions.h: plain SQL that reads
/// values as nearly as cells do as it can. Moments with an offset are read in UTC, texts sort by
/// code points, and numbers stored as text are binary.
class SqliteOverOdbc final : public SqliteDialect {
 public:
  [[nodiscard]] std::string placeholder(std::size_t /*index*/, Type type) const override {
    return model::is_number(type) ? "CAST(? AS NUMERIC)" : "?";
  }
  [[nodiscard]] Comparable comparable(const ComparedColumn& column) const override {
    switch (traits(column.type).comparison) {
      case Comparison::kNumber:
        return {number(column)};
      case Comparison::kSeconds:
        return {seconds(column.name)};
      case Comparison::kTruth:
        return {truth(column.name)};
      case Comparison::kDay:
        return {decided_day(column.name, "date(" + column.name + ")")};
      case Comparison::kMoment:
        return {decided_day(column.name, "strftime('%Y-%m-%d %H:%M:%S', " + column.name + ")")};
      case Comparison::kTimeOfDay:
        return {"CASE WHEN " + column.name + " GLOB '[0-9][0-9]:*' AND " + column.name +
                " NOT GLOB '*[^0-9:.]*' THEN strftime('%H:%M:%S', " + column.name + ") END"};
      case Comparison::kText:
        break;
    }
    return {text(column)};
  }
  [[nodiscard]] std::string empty(const ComparedColumn& column) const override {
    return "(" + column.name + " IS NULL OR " + trimmed(column.name) + " = '')";
  }
  [[nodiscard]] std::string text(const ComparedColumn& column) const override {
    return "CASE WHEN " + trimmed(column.name) + " <> '' THEN CASE WHEN typeof(" + column.name +
           ") = 'real' THEN printf('%.15g', " + column.name + ") ELSE CAST(" + column.name +
           " AS TEXT) END END";
  }
  void operand(QueryBuilder& builder, const ComparedColumn& column,
               const model::Value& value) const override {
    switch (traits(column.type).comparison) {
      case Comparison::kNumber:
      case Comparison::kSeconds:
        return builder.value({to_column_units(column, value), Type::kDecimal});
      case Comparison::kMoment:
        return builder.value({moment_text(value), Type::kText});
      case Comparison::kTruth:
        return builder.value({value, Type::kBoolean});
      case Comparison::kText:
      case Comparison::kDay:
      case Comparison::kTimeOfDay:
        return builder.value({model::format_value(value), Type::kText});
    }
  }
  void narrow(QueryBuilder& /*builder*/, const ComparedColumn& /*column*/, model::Operator /*op*/,
              std::span<const model::Value> /*values*/) const override {}
  void like(QueryBuilder& builder, const ComparedColumn& column, const std::string& folded,
            const std::string& pattern) const override {
    const language::SearchVariants spellings = language::search_variants(folded);
    builder.text("(WITH plain(text) AS (SELECT ");
    write_without(builder, column.name, spellings.marks);
    builder.text(")");
    std::string before = "plain";
    const auto& letters = spellings.letters;
    for (std::size_t i = 0; i < letters.size(); i += kMaxCalls) {
      const std::size_t end = std::min(i + kMaxCalls, letters.size());
      const std::string name = "letters" + std::to_string(i);
      builder.text(", " + name + "(text) AS (SELECT " + calls(end - i) + "text");
      for (std::size_t letter = i; letter < end; ++letter) {
        builder.text(", ");
        builder.value({letters[letter].first, Type::kText});
        builder.text(", ");
        builder.value({letters[letter].second, Type::kText});
        builder.text(")");
      }
      builder.text(" FROM " + before + ")");
      before = name;
    }
    builder.text(" SELECT text FROM " + before + ") LIKE ");
    builder.value({pattern, Type::kString});
    builder.text(" ESCAPE '!'");
  }
  [[nodiscard]] std::string order_expression(
      const std::string& text, std::optional<language::Language> /*language*/) const override {
    return text + " COLLATE BINARY";
  }
  [[nodiscard]] bool has_cldr_collation() const override { return false; }

  [[nodiscard]] std::string id_join_condition(const ComparedColumn& column) const override {
    return "chosen.id = " + comparable(column).sql;
  }

 private:
  static std::string trimmed(const std::string& name) {
    return "trim(" + name + ", ' ' || char(9, 10, 11, 12, 13, 160))";
  }

  static std::string truth(const std::string& name) {
    return "CASE WHEN lower(" + trimmed(name) +
           ") IN ('1', '1.0', 't', 'true', 'y', 'yes') THEN 1 "
           "WHEN lower(" +
           trimmed(name) + ") IN ('0', '0.0', 'f', 'false', 'n', 'no') THEN 0 END";
  }

  static std::string decided_day(const std::string& name, const std::string& day) {
    return "CASE WHEN " + name + " GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' THEN " + day +
           " END";
  }

  /// A number, or a text that is entirely a number; a binary number to 15 digits.
  static std::string plain_number(const std::string& name) {
    const std::string digits = "ltrim(" + trimmed(name) + ", '+-')";
    return "CASE typeof(" + name + ") WHEN 'integer' THEN " + name +
           " WHEN 'real' THEN CAST(printf('%.15g', " + name +
           ") AS REAL) WHEN 'text' THEN CASE WHEN " + digits + " GLOB '*[0-9]*' AND " + digits +
           " NOT GLOB '*[^0-9.]*' AND " + digits + " NOT GLOB '*.*.*' AND length(" + trimmed(name) +
           ") - length(" + digits + ") < 2 THEN CAST(" + trimmed(name) + " AS NUMERIC) END END";
  }

  static std::string number(const ComparedColumn& column) {
    std::string value = plain_number(column.name);
    if (column.column == nullptr) return value;
    const NumberRule rule = number_rule(*column.column);
    const std::string code = "upper(trim(" + column.currency + "))";
    if (rule.is_whole) {
      return "CASE WHEN " + value + " = CAST(" + value + " AS INTEGER) THEN " + value + " END";
    }
    if (column.column->minor) {
      return column.currency.empty() ? (rule.is_undefined ? "NULL" : value)
                                     : "(" + value + " * " + minor_scale(code) + ")";
    }
    if (!rule.rounding) return value;
    return "round(" + value + ", " + rounding(column, rule, code) + ")";
  }

  /// Reads what parse_duration() reads, except units in words.
  static std::string seconds(const std::string& column) {
    const std::string clock = "replace(" + column + ", '-', '')";
    const std::string hours = "substr(" + clock + ", 1, instr(" + clock + ", ':') - 1)";
    const std::string rest = "substr(" + clock + ", instr(" + clock + ", ':') + 1)";
    return "CASE WHEN typeof(" + column + ") IN ('integer', 'real') THEN " + column + " WHEN " +
           column + " GLOB '*[0-9]:[0-5][0-9]:[0-5][0-9]*' AND " + column +
           " NOT GLOB '*[^-0-9:.]*' THEN (" + hours + " * 3600 + substr(" + rest +
           ", 1, 2) * 60 + substr(" + rest + ", 4)) * CASE WHEN " + column +
           " LIKE '-%' THEN -1 ELSE 1 END WHEN " + column + " GLOB '*[0-9]' AND " + column +
           " NOT GLOB '*[^-0-9.]*' THEN CAST(" + column + " AS NUMERIC) END";
  }

  /// SQLite's parser limits the nesting of calls, but not the number of tables.
  static constexpr std::size_t kMaxCalls = 15;
  static std::string calls(std::size_t count) {
    std::string sql;
    for (std::size_t i = 0; i < count; ++i) sql += "replace(";
    return sql;
  }

  /// Skips texts without marks, which are most.
  static void write_without(QueryBuilder& builder, const std::string& column,
                            const std::vector<std::string>& marks) {
    builder.text("CASE WHEN " + column + " GLOB ");
    builder.value({"*" + character_class(marks) + "*", Type::kText});
    std::string before;
    std::string sql = " THEN (WITH ";
    for (std::size_t i = 0; i < marks.size(); i += kMaxCalls) {
      const std::size_t end = std::min(i + kMaxCalls, marks.size());
      const std::string name = "marks" + std::to_string(i);
      sql += (i == 0 ? "" : ", ") + name + "(text) AS (SELECT " + calls(end - i) +
             (i == 0 ? column : "text");
      for (std::size_t mark = i; mark < end; ++mark) sql += ", " + character(marks[mark]) + ", '')";
      sql += (i == 0 ? "" : " FROM " + before) + ")";
      before = name;
    }
    builder.text(sql + " SELECT text FROM " + before + ") ELSE " + column + " END");
  }

  static std::string character(const std::string& mark) {
    const std::u16string units = utf16(mark);
    char32_t code = units[0];
    if (units.size() == 2) code = 0x10000 + ((units[0] - 0xD800U) << 10U) + (units[1] - 0xDC00U);
    return "char(" + std::to_string(static_cast<std::uint32_t>(code)) + ")";
  }
};

}  // namespace

const Dialect& sqlite_odbc_dialect() {
  static const SqliteOverOdbc kDialect;
  return kDialect;
}

const Dialect& sqlite_dialect() {
  static const SqliteDialect kDialect;
  return kDialect;
}

}  // namespace source
