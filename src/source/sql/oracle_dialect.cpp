#include "source/sql/odbc_dialects.h"
#include "source/sql/query_builder.h"
#include "source/sql/standard_dialect.h"

namespace source {
namespace {

using model::Type;

/// Oracle 12.2 and later. It has no time type, and an empty text is NULL.
class OracleDialect final : public StandardDialect {
 public:
  [[nodiscard]] std::string_view probe() const override { return "SELECT 1 FROM DUAL"; }

  [[nodiscard]] std::string placeholder(std::size_t /*index*/, Type type) const override {
    switch (type) {
      case Type::kDecimal:
      case Type::kMoney:
      case Type::kPercent:
        return "TO_NUMBER(?, '9999999999999999999999999999D9999999999', "
               "'NLS_NUMERIC_CHARACTERS=''.,''')";
      case Type::kDate:
        return "TO_DATE(?, 'YYYY-MM-DD')";
      case Type::kDateTime:
        return "TO_TIMESTAMP(?, 'YYYY-MM-DD HH24:MI:SS.FF')";
      case Type::kString:
      case Type::kText:
      case Type::kInteger:
      case Type::kBoolean:
      case Type::kTime:
      case Type::kDuration:
      case Type::kUrl:
      case Type::kEnum:
      case Type::kDateRange:
        break;
    }
    return "?";
  }

  void id_table(QueryBuilder& builder, const std::vector<model::Value>& ids,
                const ComparedColumn& column) const override {
    builder.text("SELECT id, place FROM JSON_TABLE(");
    builder.value({to_json(ids), Type::kText});
    builder.text(std::string{", '$[*]' COLUMNS (place FOR ORDINALITY, id "} +
                 (column.type == Type::kInteger ? "NUMBER" : "VARCHAR2(1000)") + " PATH '$'))");
  }

 protected:
  [[nodiscard]] bool has_nulls_last() const override { return true; }

  [[nodiscard]] std::string is_blank(const std::string& text) const override {
    return "LTRIM(" + text +
           ", ' ' || CHR(9) || CHR(10) || CHR(11) || CHR(12) || CHR(13) || UNISTR('\\00A0')) IS "
           "NULL";
  }
  [[nodiscard]] std::string number_as_text(const std::string& number) const override {
    return "TO_CHAR(" + number + ")";
  }
  [[nodiscard]] std::string real_as_decimal(const std::string& real) const override {
    return "TO_NUMBER(" + real + ")";
  }
  [[nodiscard]] Comparable truth(const ComparedColumn& column) const override {
    return {column.name, column.name + " IN (0, 1)"};
  }
  /// Oracle's DATE includes a time of day.
  [[nodiscard]] Comparable day(const ComparedColumn& column) const override {
    return {"TRUNC(CAST(" + column.name + " AS DATE))"};
  }
  [[nodiscard]] Comparable moment(const ComparedColumn& column) const override {
    return {"CAST(" + column.name + " AS TIMESTAMP)"};
  }
  [[nodiscard]] Comparable seconds(const ComparedColumn& column) const override {
    if (column.database_type != DatabaseType::kInterval) return exact(column);
    return {"(EXTRACT(DAY FROM " + column.name + ") * 86400 + EXTRACT(HOUR FROM " + column.name +
            ") * 3600 + EXTRACT(MINUTE FROM " + column.name + ") * 60 + EXTRACT(SECOND FROM " +
            column.name + "))"};
  }
  [[nodiscard]] std::string to_the_second(const std::string& value, Type /*type*/) const override {
    return "CAST(" + value + " AS TIMESTAMP(0))";
  }

  void write_without_marks(QueryBuilder& builder, const std::string& text,
                           const std::vector<std::string>& marks) const override {
    builder.text("REGEXP_REPLACE(" + text + ", ");
    builder.value({character_class(marks), Type::kText});
    builder.text(", '', 1, 0, 'c')");
  }
};

}  // namespace

const Dialect& oracle_dialect() {
  static const OracleDialect kDialect;
  return kDialect;
}

}  // namespace source
