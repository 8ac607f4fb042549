#include <algorithm>

#include "json/write.h"
#include "source/dialect.h"
#include "source/odbc_dialects.h"
#include "source/query_builder.h"
#include "source/sqlite_functions.h"
#include "source/utf16.h"

namespace source {
namespace {

using model::Type;

class SqliteDialect : public Dialect {
 public:
  [[nodiscard]] std::string placeholder(std::size_t /*index*/, Type /*type*/) const override {
    return "?";
  }

  /// SQLite keeps a value as anything: exact decimals as text, moments in more than one spelling,
  /// booleans as numbers or words.
  [[nodiscard]] std::string comparable(const std::string& column, Type type) const override {
    switch (type) {
      case Type::kDecimal:
      case Type::kMoney:
      case Type::kPercent:
        return "CAST(" + column + " AS NUMERIC)";
      case Type::kBoolean:
        return truth_of("lower(" + column + ")", {.also_yes = ", '1.0'", .also_no = ", '0.0'"});
      case Type::kDate:  // of a moment, too
        return "substr(" + std::string{kMomentFunction} + "(" + column + "), 1, 10)";
      case Type::kDateTime:
        return std::string{kMomentFunction} + "(" + column + ")";
      case Type::kTime:  // strftime() takes moments and days of Julius Scaliger, too
        return "CASE WHEN " + column + " GLOB '[0-9][0-9]:*' AND " + column +
               " NOT GLOB '*[^0-9:.]*' THEN strftime('%H:%M:%f', " + column + ") END";
      case Type::kDuration:
        return "CASE WHEN typeof(" + column + ") IN ('integer', 'real') THEN " + column +
               " ELSE CAST(" + std::string{kDurationFunction} + "(" + column + ") AS NUMERIC) END";
      default:  // whatever collation the column was declared with
        return model::is_textual(type) ? column + " COLLATE BINARY" : column;
    }
  }

  [[nodiscard]] Bound operand(const model::Value& value, Type type) const override {
    if (const auto* moment = std::get_if<language::WallTime>(&value)) {
      return {moment_text(*moment), type};
    }
    const auto* time = std::get_if<model::TimeOfDay>(&value);
    if (time == nullptr) return {value, type};
    std::string text = model::text(value);  // SQLite counts milliseconds
    if (text.size() == std::string_view{"08:05:09"}.size()) text += '.';
    text.resize(std::string_view{"08:05:09.250"}.size(), '0');
    return {std::move(text), type};
  }

  void like(QueryBuilder& builder, const std::string& column, const std::string& /*folded*/,
            const std::string& pattern) const override {
    builder.text(std::string{kFoldFunction} + "(" + column + ") LIKE ");
    builder.value({pattern, Type::kString});
    builder.text(" ESCAPE '!'");
  }

  [[nodiscard]] std::string ordered(const std::string& column,
                                    std::optional<language::Language> language) const override {
    return column + " COLLATE " + (language ? collation_name(*language) : "BINARY");
  }

  [[nodiscard]] bool knows_languages() const override { return true; }

  [[nodiscard]] std::string tie_breaker(const std::string& column) const override {
    return column + " COLLATE BINARY";
  }

  void page(QueryBuilder& builder, std::int64_t offset,
            std::optional<std::int64_t> size) const override {
    Dialect::page(builder, offset, size.value_or(-1));  // no OFFSET without LIMIT
  }

  /// The LIMIT keeps SQLite from reading the list once a row.
  void chosen_ids(QueryBuilder& builder, const std::vector<model::Value>& ids,
                  Type /*type*/) const override {
    json::Value list = json::Value::array();
    for (const model::Value& id : ids) list.add(model::json_of(id));
    builder.text("SELECT value AS id, key AS place FROM json_each(");
    builder.value({json::write(list), Type::kString});
    builder.text(") LIMIT -1");
  }
};

/// The same through a driver, without what we add to SQLite: moments with an offset are those of
/// UTC, and a language's order is that of code points.
class SqliteOverOdbc final : public SqliteDialect {
 public:
  [[nodiscard]] std::string placeholder(std::size_t /*index*/, Type type) const override {
    return model::is_number(type) ? "CAST(? AS NUMERIC)" : "?";
  }
  [[nodiscard]] std::string comparable(const std::string& column, Type type) const override {
    switch (type) {
      case Type::kDate:
        return "date(" + column + ")";
      case Type::kDateTime:
        return "strftime('%Y-%m-%d %H:%M:%f000', " + column + ")";
      case Type::kDuration:
        return seconds_of(column);
      default:
        return SqliteDialect::comparable(column, type);
    }
  }
  void like(QueryBuilder& builder, const std::string& column, const std::string& folded,
            const std::string& pattern) const override {
    const language::Spellings spellings = language::spellings(folded);
    builder.text("(WITH plain(text) AS (SELECT ");
    write_without(builder, column, spellings.marks);
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
  [[nodiscard]] std::string ordered(const std::string& column,
                                    std::optional<language::Language> /*language*/) const override {
    return column + " COLLATE BINARY";
  }
  [[nodiscard]] bool knows_languages() const override { return false; }

 private:
  /// What source/duration.h reads, but no units in words.
  static std::string seconds_of(const std::string& column) {
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

  /// SQLite's parser takes few calls one in the other, but any number of tables.
  static constexpr std::size_t kMaxCalls = 15;
  static std::string calls(std::size_t count) {
    std::string sql;
    for (std::size_t i = 0; i < count; ++i) sql += "replace(";
    return sql;
  }

  /// Most texts have none of them.
  static void write_without(QueryBuilder& builder, const std::string& column,
                            const std::vector<std::string>& marks) {
    builder.text("CASE WHEN " + column + " GLOB ");
    builder.value({"*" + any_of(marks) + "*", Type::kText});
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
