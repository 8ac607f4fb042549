#include "app/draft/draft_parameters.h"

#include <algorithm>
#include <set>
#include <utility>

#include "app/draft/column_name.h"
#include "app/draft/draft_titles.h"
#include "base/ascii.h"
#include "base/error.h"
#include "model/definition/sql_template.h"
#include "model/definition/title_inference.h"
#include "source/sql/query.h"

namespace app {
namespace {

using Json = json::Value;
using model::Type;

/// A parameter and the spellings of its condition, of which the source may reject some.
struct Candidate {
  Json parameter;
  std::vector<std::string> conditions;
  std::vector<std::string> placeholders;
  Type type;
};

std::string section(const std::string& condition) { return "\n  [[ AND " + condition + " ]]"; }

class ParameterWriter {
 public:
  ParameterWriter(source::Session& session, const TableQuery& query, const DraftResult& result,
                  model::SqlDialect dialect)
      : session_(session), query_(query), result_(result), dialect_(dialect) {}

  [[nodiscard]] DraftParameters write() {
    constexpr std::size_t kMaxChoices = 4;
    constexpr std::size_t kMaxLookups = 6;
    std::string scope = query_.is_scoped
                            ? query_.column("organization_uid")->expression + " = :organization_uid"
                            : "";
    DraftParameters drafted{Json::array(), {}};
    std::string sections;
    const auto add_all = [&](const std::vector<Candidate>& candidates, std::size_t max) {
      for (std::size_t i = 0, added = 0; i < candidates.size() && added < max; ++i) {
        const auto condition = accepted(candidates[i]);
        if (!condition) continue;
        drafted.list.add(candidates[i].parameter);
        sections += section(*condition);
        ++added;
      }
    };
    add_all(date_range(), 1);
    add_all(choices(), kMaxChoices);
    add_all(lookups(), kMaxLookups);
    if (scope.empty() && !sections.empty()) scope = "1 = 1";
    drafted.sql = query_.select() + (scope.empty() ? "" : "\nWHERE " + scope) + sections + "\n";
    return drafted;
  }

 private:
  [[nodiscard]] std::vector<Candidate> date_range() {
    const auto date = result_.best_date(query_.name);
    if (!date) return {};
    const std::string key = unique_key("period", keys_);
    const std::string column = expression(*date);
    const std::string range = " BETWEEN :" + key + "_from AND :" + key + "_to";
    const std::string day =
        session_.dialect().is_dynamic() ? "date(" + column + ")" : "CAST(" + column + " AS date)";
    return {{Json::object({{"key", key}, {"type", "dateRange"}, {"label", title("period")}}),
             {(result_.types[*date] == Type::kDate ? column : day) + range},
             {key + "_from", key + "_to"},
             Type::kDate}};
  }

  [[nodiscard]] std::vector<Candidate> choices() {
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < result_.columns.size(); ++i) {
      if (result_.choices[i].empty()) continue;
      const std::string& name = result_.columns[i].name;
      const std::string key = unique_key(name, keys_);
      // PostgreSQL compares its own enums with no text.
      candidates.push_back({Json::object({{"key", key},
                                          {"type", "enum"},
                                          {"multiple", true},
                                          {"label", title(name)},
                                          {"values", choices_json(result_.choices[i])}}),
                            {expression(i) + " IN (:" + key + ")",
                             "CAST(" + expression(i) + " AS text) IN (:" + key + ")"},
                            {key},
                            Type::kEnum});
    }
    return candidates;
  }

  [[nodiscard]] std::vector<Candidate> lookups() {
    std::vector<Candidate> candidates;
    for (const LookupColumn& lookup : query_.lookups) {
      const auto column = result_.index(lookup.column.name);
      const Type type = column ? result_.types[*column] : Type::kText;
      if (type != Type::kInteger && type != Type::kString) continue;
      const std::string key = unique_key(lookup.column.name, keys_);
      const std::string condition = " IN (:" + key + ")";
      Json parameter = Json::object({{"key", key},
                                     {"type", model::name(type)},
                                     {"multiple", true},
                                     {"label", title(lookup.subject)},
                                     {"values", Json::object({{"sql", lookup.sql}})}});
      if (type == Type::kInteger) parameter.add("grouping", false);
      candidates.push_back({std::move(parameter),
                            {lookup.column.expression + condition,
                             "CAST(" + lookup.column.expression + " AS text)" + condition},
                            {key},
                            type});
    }
    return candidates;
  }

  [[nodiscard]] std::string expression(std::size_t column) const {
    return query_.column(result_.columns[column].name)->expression;
  }

  static Json title(const std::string& name) { return localized_json(model::infer_title(name)); }

  /// The first condition that the source accepts.
  [[nodiscard]] std::optional<std::string> accepted(const Candidate& candidate) const {
    source::Bindings bindings;
    for (const std::string& name : candidate.placeholders)
      bindings[name] = {{std::nullopt, candidate.type}};
    for (const std::string& condition : candidate.conditions) {
      try {
        const model::SqlTemplate sql{query_.select() + "\nWHERE 1 = 1" + section(condition),
                                     dialect_};
        static_cast<void>(
            session_.describe(source::model_query(sql, bindings, session_.dialect()), {}));
        return condition;
      } catch (const base::Error&) {
        // The next spelling.
      }
    }
    return std::nullopt;
  }

  source::Session& session_;
  const TableQuery& query_;
  const DraftResult& result_;
  const model::SqlDialect dialect_;
  std::set<std::string> keys_;
};

/// "in_progress" and "in progress" -> "In progress"; codes and names stay.
std::string english_label(const std::string& value) {
  constexpr std::size_t kMaxCode = 3;
  const bool is_name = value.find(' ') != std::string::npos && base::to_lower(value) != value;
  const bool is_code = value.size() <= kMaxCode || !base::is_ascii(value) || is_name ||
                       value.find_first_of("0123456789") != std::string::npos;
  return is_code ? value : model::infer_title(value).en;
}

}  // namespace

DraftParameters draft_parameters(source::Session& session, const TableQuery& query,
                                 const DraftResult& result, model::SqlDialect dialect) {
  return ParameterWriter{session, query, result, dialect}.write();
}

Json choices_json(const std::vector<std::string>& values) {
  Json list = Json::array();
  for (const std::string& value : values) {
    const auto arabic = model::translate_value(value);
    if (arabic) {
      list.add(Json::object(
          {{"value", value}, {"label", localized_json({english_label(value), *arabic})}}));
    } else {
      list.add(value);
    }
  }
  return list;
}

bool are_translated(const std::vector<std::string>& values) {
  return std::ranges::all_of(
      values, [](const std::string& value) { return model::translate_value(value).has_value(); });
}

std::vector<std::string> read_choices(source::Session& session, const TableQuery& query,
                                      const DraftResult& result, std::size_t column) {
  constexpr std::chrono::seconds kTimeout{5};
  const std::string expression = query.column(result.columns[column].name)->expression;
  std::set<std::string> values = result.samples[column].texts;
  try {
    const auto cursor = session.open({"SELECT DISTINCT " + expression + " FROM " + query.table, {}},
                                     {language::TimeZone{}, kTimeout, {}});
    std::vector<source::Cell> row(1);
    while (values.size() <= ColumnSample::kMaxTexts && cursor->next(row)) {
      if (row[0].storage == source::Storage::kText && !row[0].text.empty())
        values.emplace(row[0].text);
    }
  } catch (const base::Error&) {
    // Too slow: those of the sample.
  }
  if (values.size() > ColumnSample::kMaxTexts) return {};
  return {values.begin(), values.end()};
}

}  // namespace app
