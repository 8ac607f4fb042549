#include "source/odbc_dialects.h"
#include "source/query_builder.h"
#include "source/standard_dialect.h"
#include "source/utf16.h"

namespace source {
namespace {

using model::Type;

constexpr const char* kBinary = "Latin1_General_BIN2";

/// Microsoft SQL Server, 2016 and later.
class SqlServerDialect final : public StandardDialect {
 public:
  [[nodiscard]] std::string quoted(std::string_view name) const override {
    std::string quoted = "[";
    for (const char c : name) {
      quoted += c;
      if (c == ']') quoted += c;
    }
    return quoted + ']';
  }

  [[nodiscard]] std::string comparable(const std::string& column, Type type) const override {
    if (type != Type::kBoolean) return StandardDialect::comparable(column, type);
    return truth_of("LOWER(" + text_of("CAST(" + column + " AS nvarchar(100))") + ")", {});
  }

  [[nodiscard]] std::string filled(const std::string& column) const override {
    return "NULLIF(CAST(" + column + " AS nvarchar(4000)), '')";
  }

  [[nodiscard]] std::string ordered(const std::string& column,
                                    std::optional<language::Language> language) const override {
    const char* collation = !language                                  ? kBinary
                            : *language == language::Language::kArabic ? "Arabic_100_CS_AS"
                                                                       : "Latin1_General_100_CS_AS";
    return column + " COLLATE " + collation;
  }
  [[nodiscard]] std::string tie_breaker(const std::string& column) const override {
    return "CAST(" + column + " AS nvarchar(4000)) COLLATE " + kBinary;
  }

  void chosen_ids(QueryBuilder& builder, const std::vector<model::Value>& ids,
                  Type type) const override {
    const char* name = type == Type::kInteger ? "bigint" : "nvarchar(1000)";
    builder.text(std::string{"SELECT CAST(value AS "} + name +
                 ") AS id, CAST([key] AS int) AS place FROM OPENJSON(");
    builder.value({json_of(ids), Type::kText});
    builder.text(")");
  }

 protected:
  [[nodiscard]] std::string type_name(Type type) const override {
    switch (type) {
      case Type::kDateTime:
        return "datetime2(6)";
      case Type::kTime:
        return "time(6)";
      default:
        return StandardDialect::type_name(type);
    }
  }
  [[nodiscard]] std::string text_of(const std::string& column) const override {
    return column + " COLLATE " + kBinary;
  }

  /// It takes 2,100 values and replaces one character at a time, which most texts can be spared.
  void write_without(QueryBuilder& builder, const std::string& column,
                     const std::vector<std::string>& marks) const override {
    const std::string text = text_of(column);
    std::string without = text;
    for (const std::string& mark : marks) {
      without = "REPLACE(" + without + ", " + character(mark) + ", N'')";
    }
    builder.text("CASE WHEN " + text + " LIKE ");
    builder.value({"%" + any_of(marks) + "%", Type::kText});
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
