#include "source/odbc_dialects.h"
#include "source/query_builder.h"
#include "source/standard_dialect.h"

namespace source {
namespace {

using model::Type;

/// Oracle, 12.2 and later. It has no type of a time, and an empty text is NULL there.
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
      default:
        return "?";
    }
  }

  [[nodiscard]] std::string comparable(const std::string& column, Type type) const override {
    switch (type) {
      case Type::kDate:  // which has a time of day in Oracle
        return "TRUNC(" + column + ")";
      case Type::kDateTime:
        return "CAST(" + column + " AS TIMESTAMP)";
      case Type::kBoolean:
        return truth_of("LOWER(" + column + ")", {});
      default:
        return column;
    }
  }

  [[nodiscard]] std::string filled(const std::string& column) const override { return column; }

  void chosen_ids(QueryBuilder& builder, const std::vector<model::Value>& ids,
                  Type type) const override {
    builder.text("SELECT id, place FROM JSON_TABLE(");
    builder.value({json_of(ids), Type::kText});
    builder.text(std::string{", '$[*]' COLUMNS (place FOR ORDINALITY, id "} +
                 (type == Type::kInteger ? "NUMBER" : "VARCHAR2(1000)") + " PATH '$'))");
  }

 protected:
  [[nodiscard]] bool has_nulls_last() const override { return true; }

  void write_without(QueryBuilder& builder, const std::string& column,
                     const std::vector<std::string>& marks) const override {
    builder.text("REGEXP_REPLACE(" + text_of(column) + ", ");
    builder.value({any_of(marks), Type::kText});
    builder.text(", '', 1, 0, 'c')");
  }
};

}  // namespace

const Dialect& oracle_dialect() {
  static const OracleDialect kDialect;
  return kDialect;
}

}  // namespace source
