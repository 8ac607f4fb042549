#include "language/fold.h"
#include "source/dialect.h"
#include "source/odbc_dialects.h"
#include "source/query_builder.h"

namespace source {
namespace {

using model::Type;

/// What languages' orders of texts come from.
enum class Icu : std::uint8_t { kAbsent, kThere };

class PostgresDialect : public Dialect {
 public:
  explicit PostgresDialect(Icu icu) : icu_(icu) {}

  [[nodiscard]] std::string placeholder(std::size_t index, Type type) const override {
    return typed("$" + std::to_string(index), type);
  }

  [[nodiscard]] std::string tested(std::size_t index, Type type) const override {
    const std::string mark = placeholder(index, type);
    return model::is_textual(type) ? cast(mark, "text") : mark;
  }

  /// A cast to the type that a column has already costs nothing and keeps its indexes. Booleans and
  /// durations are kept as more than one type, which only their texts have in common.
  [[nodiscard]] std::string comparable(const std::string& column, Type type) const override {
    switch (type) {
      case Type::kDecimal:
      case Type::kMoney:
      case Type::kPercent:
        return "CAST(" + column + " AS numeric)";
      case Type::kBoolean:
        return truth_of("lower(CAST(" + column + " AS text))", {.yes = "true", .no = "false"});
      case Type::kDate:
        return "CAST(" + column + " AS date)";
      case Type::kDateTime:  // the session's time zone is the organization's
        return "CAST(" + column + " AS timestamp)";
      case Type::kTime:
        return "CAST(" + column + " AS time)";
      case Type::kDuration:
        return seconds_of("CAST(" + column + " AS text)");
      case Type::kInteger:
        return column;
      default:
        return "CAST(" + column + " AS text)";
    }
  }

  [[nodiscard]] std::string filled(const std::string& column) const override {
    return "NULLIF(CAST(" + column + " AS text), '')";
  }

  void like(QueryBuilder& builder, const std::string& column, const std::string& folded,
            const std::string& pattern) const override {
    std::string from;
    std::string to;
    std::string marks;  // what translate() has no counterpart for, it takes away
    for (const auto& [spelling, meant] : language::spellings(folded)) {
      (meant.empty() ? marks : from) += spelling;
      to += meant;
    }
    builder.text("translate(CAST(" + column + " AS text), ");
    builder.value({from + marks, Type::kText});
    builder.text(", ");
    builder.value({to, Type::kText});
    builder.text(") LIKE ");
    builder.value({pattern, Type::kText});
    builder.text(" ESCAPE '!'");
  }

  [[nodiscard]] std::string ordered(const std::string& column,
                                    std::optional<language::Language> language) const override {
    const char* collation = !language || !knows_languages()            ? "\"C\""
                            : *language == language::Language::kArabic ? "\"ar-x-icu\""
                                                                       : "\"en-x-icu\"";
    return "CAST(" + column + " AS text) COLLATE " + collation;
  }

  [[nodiscard]] bool knows_languages() const override { return icu_ == Icu::kThere; }

  [[nodiscard]] std::string tie_breaker(const std::string& column) const override {
    return "CAST(" + column + " AS text) COLLATE \"C\"";
  }

  void chosen_ids(QueryBuilder& builder, const std::vector<model::Value>& ids,
                  Type type) const override {
    const char* array = type == Type::kInteger ? "bigint[]" : "text[]";
    builder.text("SELECT id, place FROM unnest(CAST(");
    builder.value({array_text(ids), Type::kText});
    builder.text(std::string{" AS "} + array + ")) WITH ORDINALITY AS chosen(id, place)");
  }

 protected:
  static std::string cast(const std::string& mark, const char* type) {
    return "CAST(" + mark + " AS " + type + ")";
  }
  /// Texts are left to the server, which finds their type by what they are compared with.
  static std::string typed(const std::string& mark, Type type) {
    switch (type) {
      case Type::kInteger:
      case Type::kDuration:
        return cast(mark, "bigint");
      case Type::kDecimal:
      case Type::kMoney:
      case Type::kPercent:
        return cast(mark, "numeric");
      case Type::kBoolean:
        return cast(mark, "boolean");
      case Type::kDate:
        return cast(mark, "date");
      case Type::kDateTime:
        return cast(mark, "timestamp");
      case Type::kTime:
        return cast(mark, "time");
      default:
        return mark;
    }
  }

 private:
  /// What source/duration.h reads.
  static std::string seconds_of(const std::string& text) {
    constexpr const char* kNumber = "'^(-|)[0-9]+([.][0-9]+|)(e[-+][0-9]+|)$'";
    constexpr const char* kInterval =
        "'^([-+]*[0-9]+ (year|mon|day)s*( "
        "|$))*($|[-+]*[0-9]+:[0-5][0-9]:[0-5][0-9]($|[.][0-9]+$))'";
    return "CASE WHEN " + text + " ~ " + kNumber + " THEN CAST(" + text + " AS numeric) WHEN " +
           text + " <> '' AND " + text + " ~ " + kInterval + " THEN EXTRACT(EPOCH FROM CAST(" +
           text + " AS interval)) END";
  }

  /// `{"a","b\"c"}`
  static std::string array_text(const std::vector<model::Value>& ids) {
    std::string array = "{";
    for (const model::Value& id : ids) {
      if (array.size() > 1) array += ',';
      array += '"';
      for (const char c : model::text(id)) {
        if (c == '"' || c == '\\') array += '\\';
        array += c;
      }
      array += '"';
    }
    return array + '}';
  }

  const Icu icu_;
};

/// The same through a driver that counts its placeholders and takes texts.
class PostgresOverOdbc final : public PostgresDialect {
 public:
  using PostgresDialect::PostgresDialect;

  /// The driver reads of a day before year 1 no era, and takes 'infinity' for a day of ours.
  [[nodiscard]] std::string read(const std::string& column, Type type) const override {
    const bool is_day = type == Type::kDate || type == Type::kDateTime;
    return is_day ? "CAST(" + column + " AS text)" : column;
  }

  [[nodiscard]] std::string placeholder(std::size_t /*index*/, Type type) const override {
    if (type == Type::kBoolean) return "(CAST(? AS bigint) = 1)";
    return model::is_textual(type) ? cast("?", "text") : typed("?", type);
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
