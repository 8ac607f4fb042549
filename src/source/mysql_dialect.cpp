#include <limits>

#include "source/odbc_dialects.h"
#include "source/query_builder.h"
#include "source/standard_dialect.h"

namespace source {
namespace {

using model::Type;

/// MySQL and MariaDB, which differ in the names of their collations.
class MySqlDialect final : public StandardDialect {
 public:
  struct Collations {
    std::string binary;  // without padding: "a " is not "a"
    std::string language;
  };
  explicit MySqlDialect(Collations collations) : collations_(std::move(collations)) {}

  [[nodiscard]] std::string quoted(std::string_view name) const override {
    std::string quoted = "`";
    for (const char c : name) {
      quoted += c;
      if (c == '`') quoted += c;
    }
    return quoted + '`';
  }

  [[nodiscard]] std::string ordered(const std::string& column,
                                    std::optional<language::Language> language) const override {
    return collated(column, language ? collations_.language : collations_.binary);
  }
  [[nodiscard]] std::string tie_breaker(const std::string& column) const override {
    return text_of(column);
  }

  void page(QueryBuilder& builder, std::int64_t offset,
            std::optional<std::int64_t> size) const override {
    constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();
    Dialect::page(builder, offset, size.value_or(kAll));  // no OFFSET without LIMIT
  }

  void chosen_ids(QueryBuilder& builder, const std::vector<model::Value>& ids,
                  Type type) const override {
    builder.text("SELECT id, place FROM JSON_TABLE(");
    builder.value({json_of(ids), Type::kText});
    const bool is_number = type == Type::kInteger;
    builder.text(std::string{", '$[*]' COLUMNS (place FOR ORDINALITY, id "} +
                 (is_number ? "BIGINT"
                            : "VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE " + collations_.binary) +
                 " PATH '$')) listed");
  }

 protected:
  [[nodiscard]] std::string type_name(Type type) const override {
    switch (type) {
      case Type::kDateTime:
        return "DATETIME(6)";
      case Type::kTime:
        return "TIME(6)";
      default:
        return StandardDialect::type_name(type);
    }
  }
  [[nodiscard]] std::string text_of(const std::string& column) const override {
    return collated(column, collations_.binary);
  }

 private:
  static std::string collated(const std::string& column, const std::string& collation) {
    return "CONVERT(" + column + " USING utf8mb4) COLLATE " + collation;
  }

  const Collations collations_;
};

}  // namespace

const Dialect& mariadb_dialect() {
  static const MySqlDialect kDialect{{"utf8mb4_nopad_bin", "utf8mb4_unicode_520_nopad_ci"}};
  return kDialect;
}

const Dialect& mysql_dialect() {
  static const MySqlDialect kDialect{{"utf8mb4_0900_bin", "utf8mb4_0900_as_cs"}};
  return kDialect;
}

}  // namespace source
