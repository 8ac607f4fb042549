#include "source/sql/odbc_dialects.h"
#include "source/sql/query_builder.h"
#include "source/sql/standard_dialect.h"
#include "source/sql/utf16.h"

namespace source {
namespace {

using model::Type;

constexpr const char* kBinary = "Latin1_General_BIN2";

/// Microsoft SQL Server, 2016 and later.
class SqlServerDialect final : public StandardDialect {
 public:
  [[nodiscard]] std::string quote_identifier(std::string_view name) const override {
    std::string quoted = "[";
    for (const char c : name) {
      quoted += c;
      if (c == ']') quoted += c;
    }
    return quoted + ']';
  }

  [[nodiscard]] std::string order_expression(
      const std::string& text, std::optional<language::Language> language) const override {
    const char* collation = !language                                  ? kBinary
                            : *language == language::Language::kArabic ? "Arabic_100_CS_AS"
                                                                       : "Latin1_General_100_CS_AS";
    return text + " COLLATE " + collation;
  }
  [[nodiscard]] std::string tie_breaker(const std::string& column) const override {
    return "CAST(" + column + " AS nvarchar(4000)) COLLATE " + kBinary;
  }

  [[nodiscard]] bool page_needs_order() const override { return true; }

  void id_table(QueryBuilder& builder, const std::vector<model::Value>& ids,
                const ComparedColumn& column) const override {
    const char* name = column.type == Type::kInteger ? "bigint" : "nvarchar(1000)";
    builder.text(std::string{"SELECT CAST(value AS "} + name +
                 ") AS id, CAST([key] AS int) AS place FROM OPENJSON(");
    builder.value({to_json(ids), Type::kText});
    builder.text(")");
  }

 protected:
  [[nodiscard]] std::string type_name(Type type) const override {
    switch (type) {
      case Type::kDateTime:
        return "datetime2(6)";
      case Type::kTime:
        return "time(6)";
      case Type::kString:
      case Type::kText:
      case Type::kInteger:
      case Type::kDecimal:
      case Type::kMoney:
      case Type::kPercent:
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
    return text + " COLLATE " + kBinary;
  }
  [[nodiscard]] std::string is_blank(const std::string& text) const override {
    return text +
           " NOT LIKE N'%[^ ' + NCHAR(9) + NCHAR(10) + NCHAR(11) + NCHAR(12) + NCHAR(13) + "
           "NCHAR(160) + N']%'";
  }
  [[nodiscard]] std::string number_as_text(const std::string& number) const override {
    return exact_text("LOWER(CAST(" + number + " AS nvarchar(4000)))");
  }
  [[nodiscard]] Comparable truth(const ComparedColumn& column) const override {
    const bool is_integer = column.database_type == DatabaseType::kInteger;
    return {column.name, is_integer ? column.name + " IN (0, 1)" : ""};
  }
  [[nodiscard]] Comparable seconds(const ComparedColumn& column) const override {
    if (column.database_type != DatabaseType::kTime) return exact(column);
    return {"(DATEDIFF_BIG(nanosecond, CAST('00:00' AS time), " + column.name +
            ") / 1000000000.0)"};
  }
  [[nodiscard]] std::string to_the_second(const std::string& value, Type type) const override {
    // A cast to fewer digits would round.
    return type == Type::kTime
               ? "DATEADD(nanosecond, -DATEPART(nanosecond, " + value + "), " + value + ")"
               : "DATEADD(nanosecond, -DATEPART(nanosecond, " + value + "), CAST(" + value +
                     " AS datetime2(7)))";
  }

  /// Marks are literals, because a statement has at most 2,100 values. They are replaced one at a
  /// time, so texts without marks skip the replacement.
  void write_without_marks(QueryBuilder& builder, const std::string& text,
                           const std::vector<std::string>& marks) const override {
    std::string without = text;
    for (const std::string& mark : marks) {
      without = "REPLACE(" + without + ", " + character(mark) + ", N'')";
    }
    builder.text("CASE WHEN " + text + " LIKE ");
    builder.value({"%" + character_class(marks) + "%", Type::kText});
    builder.text(" THEN " + without + " ELSE " + text + " END");
  }

 private:
  static std::string character(const std::string& mark) {
    std::string sql;
    for (const char16_t unit : utf16(mark)) {
      sql += (sql.empty() ? "NCHAR(" : " + NCHAR(") + std::to_string(static_cast<int>(unit)) + ")";
    }
    return sql;
  }
};

}  // namespace

const Dialect& sqlserver_dialect() {
  static const SqlServerDialect kDialect;
  return kDialect;
}

}  // namespace source
