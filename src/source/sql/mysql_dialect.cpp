#include <array>
#include <limits>
#include <string_view>
#include <utility>

#include "base/digest.h"
#include "source/sql/odbc_dialects.h"
#include "source/sql/query_builder.h"
#include "source/sql/standard_dialect.h"

namespace source {
namespace {

using model::Type;

/// The dialect of MySQL and of MariaDB, which differ in the names of their collations.
class MySqlDialect : public StandardDialect {
 public:
  struct Collations {
    std::string binary;  // without padding: "a " is not "a"
    std::string language;
  };
  explicit MySqlDialect(Collations collations) : collations_(std::move(collations)) {}

  [[nodiscard]] std::string quote_identifier(std::string_view name) const override {
    std::string quoted = "`";
    for (const char c : name) {
      quoted += c;
      if (c == '`') quoted += c;
    }
    return quoted + '`';
  }

  [[nodiscard]] std::string keys_query(const std::vector<std::string>& table) const override {
    const std::string schema = table.size() > 1 ? literal(table.front()) : "DATABASE()";
    return "SELECT CASE WHEN CONSTRAINT_NAME = 'PRIMARY' THEN 'p' ELSE 'f' END, CONSTRAINT_NAME, "
           "COLUMN_NAME, NULLIF(REFERENCED_TABLE_SCHEMA, DATABASE()), REFERENCED_TABLE_NAME, "
           "REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE AS k "
           "WHERE (CONSTRAINT_NAME = 'PRIMARY' OR EXISTS (SELECT 1 FROM "
           "information_schema.STATISTICS AS s WHERE s.TABLE_SCHEMA = k.REFERENCED_TABLE_SCHEMA "
           "AND s.TABLE_NAME = k.REFERENCED_TABLE_NAME AND s.NON_UNIQUE = 0 AND s.SEQ_IN_INDEX = 1 "
           "AND s.COLUMN_NAME = k.REFERENCED_COLUMN_NAME AND NOT EXISTS (SELECT 1 FROM "
           "information_schema.STATISTICS AS more WHERE more.TABLE_SCHEMA = s.TABLE_SCHEMA AND "
           "more.TABLE_NAME = s.TABLE_NAME AND more.INDEX_NAME = s.INDEX_NAME AND "
           "more.SEQ_IN_INDEX = 2))) AND TABLE_SCHEMA = " +
           schema + " AND TABLE_NAME = " + literal(table.back()) +
           " ORDER BY CONSTRAINT_NAME, ORDINAL_POSITION";
  }

  /// MariaDB's drivers report its UUID and address types as text. Compared with a column of such a
  /// type, a text is converted to that type and so to its canonical spelling.
  void operand(QueryBuilder& builder, const ComparedColumn& column,
               const model::Value& value) const override {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr || !may_be_address(*text)) {
      return Dialect::operand(builder, column, value);
    }
    builder.text("CONVERT(CASE WHEN 1 = 0 THEN " + column.name + " ELSE ");
    builder.value({value, Type::kText});
    builder.text(" END USING utf8mb4)");
  }

  [[nodiscard]] std::optional<DatabaseType> parse_type_name(std::string_view name) const override {
    return name == "year" || name == "YEAR" ? std::optional{DatabaseType::kBits} : std::nullopt;
  }

  [[nodiscard]] std::string conversion(const std::string& column, Type type,
                                       DatabaseType is) const override {
    if (type == Type::kInteger) return "CAST(" + column + " AS SIGNED)";
    if (traits(type).comparison == Comparison::kText) return "CAST(" + column + " AS CHAR)";
    return StandardDialect::conversion(column, type, is);
  }

  [[nodiscard]] std::string order_expression(
      const std::string& text, std::optional<language::Language> language) const override {
    return collated(text, language ? collations_.language : collations_.binary);
  }
  [[nodiscard]] std::string tie_breaker(const std::string& column) const override {
    return exact_text(column);
  }

  void page(QueryBuilder& builder, std::int64_t offset,
            std::optional<std::int64_t> size) const override {
    constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();
    Dialect::page(builder, offset, size.value_or(kAll));  // no OFFSET without LIMIT
  }

  void id_table(QueryBuilder& builder, const std::vector<model::Value>& ids,
                const ComparedColumn& column) const override {
    builder.text("SELECT id, place FROM JSON_TABLE(");
    builder.value({to_json(ids), Type::kText});
    const bool is_number = column.type == Type::kInteger;
    builder.text(std::string{", '$[*]' COLUMNS (place FOR ORDINALITY, id "} +
                 (is_number ? "BIGINT"
                            : "VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE " + collations_.binary) +
                 " PATH '$')) listed");
  }

 protected:
  [[nodiscard]] std::string type_name(Type type) const override {
    switch (type) {
      case Type::kDecimal:
      case Type::kMoney:
      case Type::kPercent:
        return "DECIMAL(65, 27)";  // enough whole digits for any operand
      case Type::kDateTime:
        return "DATETIME(6)";
      case Type::kTime:
        return "TIME(6)";
      case Type::kString:
      case Type::kText:
      case Type::kInteger:
      case Type::kBoolean:
      case Type::kDate:
      case Type::kDuration:
      case Type::kUrl:
      case Type::kEnum:
      case Type::kDateRange:
        break;
    }
    return StandardDialect::type_name(type);
  }
  [[nodiscard]] std::string exact_text(const std::string& text) const override {
    return collated(text, collations_.binary);
  }
  [[nodiscard]] std::string is_blank(const std::string& text) const override {
    return exact_text(text) + " REGEXP _utf8mb4 X'" + base::hex("^[ \t\n\v\f\r\u00A0]*$") + "'";
  }
  [[nodiscard]] std::string number_as_text(const std::string& number) const override {
    return exact_text("(" + number + " + 0)");  // without ZEROFILL's zeros
  }
  /// Rounded to 15 significant digits, the first of which LOG10() finds. A number beyond DECIMAL is
  /// undecided.
  [[nodiscard]] std::string real_as_decimal(const std::string& real) const override {
    return "CASE WHEN ABS(" + real + ") < 1e35 THEN ROUND(CAST(" + real +
           " AS DECIMAL(65, 30)), 14 - IFNULL(FLOOR(LOG10(ABS(" + real + "))), 0)) END";
  }
  /// Compared with a YEAR, a two-digit number would mean a year of this century or the last.
  [[nodiscard]] Comparable exact(const ComparedColumn& column) const override {
    if (column.database_type != DatabaseType::kBits) return StandardDialect::exact(column);
    return {"CAST(" + column.name + " AS UNSIGNED)"};
  }
  [[nodiscard]] Comparable truth(const ComparedColumn& column) const override {
    const std::string& name = column.name;
    return {name, column.database_type == DatabaseType::kInteger ? name + " IN (0, 1)" : ""};
  }
  /// "0000-00-00" and "2026-00-10" are not days.
  [[nodiscard]] Comparable day(const ComparedColumn& column) const override {
    return {StandardDialect::day(column).sql, is_day(column.name)};
  }
  [[nodiscard]] Comparable moment(const ComparedColumn& column) const override {
    return {StandardDialect::moment(column).sql, is_day(column.name)};
  }
  [[nodiscard]] Comparable time(const ComparedColumn& column) const override {
    return {column.name, column.name + " >= '00:00:00' AND " + column.name + " < '24:00:00'"};
  }
  [[nodiscard]] Comparable seconds(const ComparedColumn& column) const override {
    if (column.database_type != DatabaseType::kTime) return exact(column);
    return {"(TIME_TO_SEC(" + column.name + "))"};
  }
  [[nodiscard]] std::string to_the_second(const std::string& value, Type type) const override {
    return "CAST(" + value + (type == Type::kTime ? " AS TIME(0))" : " AS DATETIME(0))");
  }
  /// Whether the text may be a UUID or an address: only ASCII digits and separators, which are in
  /// every character set.
  static bool may_be_address(std::string_view text) {
    return text.size() > 1 &&
           text.find_first_not_of("0123456789abcdefABCDEF-:.{}") == std::string_view::npos &&
           text.find_first_of("-:.") != std::string_view::npos;
  }
  static std::string is_day(const std::string& name) {
    return "DAYOFMONTH(" + name + ") > 0 AND MONTH(" + name + ") > 0 AND YEAR(" + name + ") > 0";
  }
  /// Regular expressions compare code points. They would test a list one by one, so marks are
  /// ranges.
  void write_without_marks(QueryBuilder& builder, const std::string& text,
                           const std::vector<std::string>& /*marks*/) const override {
    const std::string any = literal(language::mark_ranges());
    builder.text("REGEXP_REPLACE(" + text + ", " + any + ", '')");
  }
  static std::string collated(const std::string& column, const std::string& collation) {
    return "CONVERT(" + column + " USING utf8mb4) COLLATE " + collation;
  }
  /// Written in ASCII, which every driver accepts, and without backslashes, whose meaning depends
  /// on the session's mode.
  static std::string literal(std::string_view text) {
    return "_utf8mb4 X'" + base::hex(text) + "'";
  }

 private:
  const Collations collations_;
};

/// MariaDB 10.10 and later. Its UCA 14 collation has the order of English, but not CLDR's tailoring
/// of Arabic.
class MariaDbDialect final : public MySqlDialect {
 public:
  using MySqlDialect::MySqlDialect;

  [[nodiscard]] std::string order_expression(
      const std::string& expression, std::optional<language::Language> language) const override {
    if (!language) return MySqlDialect::order_expression(expression, language);
    const bool is_arabic = *language == language::Language::kArabic;
    const std::string text = exact_text(expression);
    return "LEFT(" + (is_arabic ? in_arabic(text) : text) + ", " + kCompared + ") COLLATE " + kUca;
  }
  [[nodiscard]] bool has_cldr_collation() const override { return true; }

 private:
  static constexpr const char* kUca = "utf8mb4_uca1400_nopad_as_cs";
  /// In characters; MariaDB compares no case in longer texts.
  static constexpr const char* kCompared = "200";

  /// CLDR's tailoring of Arabic, expressed by marks whose weights grow from acute to diaeresis:
  /// hamza, its carriers and alef are one letter, and so are ta and ta marbuta, ya and alef
  /// maqsura.
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kLetters{
      {{"\u0622", "\u0621\u0621\u0308"},
       {"\u0623", "\u0621\u0301"},
       {"\u0624", "\u0621\u0300"},
       {"\u0625", "\u0621\u0306"},
       {"\u0626", "\u0621\u0302"},
       {"\u0627", "\u0621\u030A"},
       {"\u062A", "\u062A\u0301"},
       {"\u0629", "\u062A"},
       {"\u064A", "\u064A\u0300"},
       {"\u0649", "\u064A\u0301"},
       {"\u06CC", "\u064A"}}};
  static constexpr std::string_view kTashkeel = "[\u064B-\u0653\u0656-\u065F\u0670\u06DF\u06E1]";
  // A Syriac letter, which sorts after Arabic ones, is put before each letter of another alphabet.
  static constexpr std::string_view kForeign = R"(([^\P{L}\p{Arabic}]))";
  static constexpr std::string_view kAfterArabic = "\u0710\\1";

  static std::string in_arabic(const std::string& text) {
    std::string sql = "REGEXP_REPLACE(" + text + ", " + literal(kTashkeel) + ", '')";
    for (const auto& [letter, marked] : kLetters) {
      sql = "REPLACE(" + sql + ", " + literal(letter) + ", " + literal(marked) + ")";
    }
    return "REGEXP_REPLACE(" + sql + ", " + literal(kForeign) + ", " + literal(kAfterArabic) + ")";
  }
};

}  // namespace

const Dialect& mariadb_dialect() {
  static const MariaDbDialect kDialect{{"utf8mb4_nopad_bin", ""}};
  return kDialect;
}

const Dialect& old_mariadb_dialect() {
  static const MySqlDialect kDialect{{"utf8mb4_nopad_bin", "utf8mb4_unicode_520_nopad_ci"}};
  return kDialect;
}

const Dialect& mysql_dialect() {
  static const MySqlDialect kDialect{{"utf8mb4_0900_bin", "utf8mb4_0900_as_cs"}};
  return kDialect;
}

}  // namespace source
