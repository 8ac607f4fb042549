#include "json/write.h"
#include "language/fold.h"
#include "source/dialect.h"
#include "source/odbc_dialects.h"
#include "source/query_builder.h"
#include "source/sqlite_functions.h"

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
    const Spellings spellings = language::spellings(folded);
    replace_in_steps(builder, column, spellings);
    builder.text(" LIKE ");
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

  /// SQLite's parser takes no call that lies deeper, but any number of tables.
  static void replace_in_steps(QueryBuilder& builder, const std::string& column,
                               std::span<const Spellings::value_type> spellings) {
    constexpr std::size_t kDeepest = 15;
    if (spellings.size() <= kDeepest) return replace(builder, column, spellings);
    builder.text("(SELECT ");
    replace(builder, "step", spellings.first(kDeepest));
    builder.text(" FROM (SELECT ");
    replace_in_steps(builder, column, spellings.subspan(kDeepest));
    builder.text(" AS step))");
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
