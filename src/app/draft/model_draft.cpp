#include "app/draft/model_draft.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "app/draft/column_name.h"
#include "app/draft/draft_parameters.h"
#include "app/draft/draft_result.h"
#include "app/draft/table_query.h"
#include "language/currency.h"
#include "model/definition/title_inference.h"
#include "model/value/type.h"
#include "source/sql/column_traits.h"
#include "source/sql/query.h"

namespace app {
namespace {

using Json = json::Value;
using model::Type;

/// Whether all texts are codes such as "SAR"; symbols and names of currencies are none.
bool are_currency_codes(const std::set<std::string>& texts) {
  return std::ranges::all_of(texts, [](const std::string& text) {
    return language::is_currency(language::normalize_currency_code(text));
  });
}

/// The column with the currency of the amounts beside it.
const source::ResultColumn* find_currency_column(const DraftResult& result) {
  for (std::size_t i = 0; i < result.columns.size(); ++i) {
    const auto words = model::full_words(result.columns[i].name);
    const bool is_currency = words == std::vector<std::string>{"currency"} ||
                             words == std::vector<std::string>{"currency", "code"};
    const ColumnSample& sample = result.samples[i];
    const bool has_codes = sample.has_text ? are_currency_codes(sample.texts) : sample.count == 0;
    if (is_currency && has_codes) return &result.columns[i];
  }
  return nullptr;
}

/// The unit and the decimals of an amount.
void add_unit(const source::ResultColumn* currency, const ColumnSample& sample, Json& column) {
  if (currency != nullptr) {
    column.add("currency", Json::object({{"from", currency->name}}));
  } else if (sample.decimals > language::kDefaultCurrencyDecimals) {
    column.add("decimals", std::int64_t{sample.decimals});
  }
}

Json default_operators(Type type, bool is_key) {
  const bool is_name = type == Type::kEnum || (is_key && !model::is_textual(type));
  if (is_name) return Json::Array{"eq", "in"};
  if (model::is_textual(type)) return Json::Array{"eq", "in", "contains", "startsWith"};
  if (model::is_ordered(type)) return Json::Array{"eq", "gte", "lte", "between"};
  return Json::Array{"eq"};
}

/// The column of a row's id: the primary key or, without one, a first column whose name says so.
std::optional<std::size_t> find_id(const DraftResult& result,
                                   const std::vector<std::string>& primary_key) {
  const auto words = model::split_words(result.columns.front().name);
  const bool is_id = !words.empty() && words.back() == "id";
  std::optional<std::size_t> id;
  if (primary_key.size() == 1) {
    id = result.index(primary_key.front());
  } else if (primary_key.empty() && is_id) {
    id = 0;
  }
  const bool is_usable =
      id && (result.types[*id] == Type::kInteger || result.types[*id] == Type::kString);
  return is_usable ? id : std::nullopt;
}

/// What is known of a draft besides the result of its query.
struct DraftDetails {
  std::string name;
  std::string uid;
  std::string source;
  std::vector<std::string> primary_key = {};
  std::optional<std::size_t> date = {};          // that rows are sorted by
  std::map<std::string, std::string> keys = {};  // columns, and the names for their titles
  Json parameters = Json::array();
};

class ModelWriter {
 public:
  ModelWriter(const DraftResult& result, DraftDetails details)
      : result_(result),
        details_(std::move(details)),
        currency_(find_currency_column(result)),
        titles_(is_of_people(result.columns)),
        keys_(result.columns.size()) {}

  [[nodiscard]] ModelDraft write(std::string sql) {
    Json title = titles_.table_title(details_.name);
    for (std::size_t i = 0; i < result_.columns.size(); ++i) add_column(i);
    const auto id = find_id(result_, details_.primary_key);
    const bool is_scoped = result_.index("organization_uid").has_value();
    Json model =
        Json::object({{"uid", details_.uid},
                      {"version", 1},
                      {"title", std::move(title)},
                      {"source", details_.source},
                      {"access", Json::object({{"organizations", Json::Array{"*"}},
                                               {"scope", is_scoped ? "organization" : "none"}})}});
    if (!details_.parameters.elements()->empty())
      model.add("parameters", std::move(details_.parameters));
    model.add("columns", std::move(columns_));
    model.add("query", query(id));
    if (id) {
      model.add("instanceIds", Json::object({{"from", result_.columns[*id].name},
                                             {"type", model::name(result_.types[*id])}}));
    }
    constexpr std::size_t kMaxPortraitColumns = 7;
    if (result_.columns.size() > kMaxPortraitColumns)
      model.add("layout", Json::object({{"landscape", true}, {"paper", "auto"}}));
    return {details_.uid, std::move(sql), std::move(model), titles_.counts()};
  }

 private:
  void add_column(std::size_t i) {
    const auto& [columns, types, samples, choices] = result_;
    if (find_translation(columns, types, i, kArabic)) return;  // part of the English column
    const auto arabic = find_translation(columns, types, i, kEnglish);
    const std::string name = arabic ? without_language(columns[i].name) : columns[i].name;
    const bool is_enum = !choices[i].empty() && are_translated(choices[i]);
    const Type type = is_enum ? Type::kEnum : types[i];
    keys_[i] = unique_key(name, taken_);
    Json column = Json::object({{"key", keys_[i]}});
    if (arabic) {
      column.add("from", Json::object({{"en", columns[i].name}, {"ar", columns[*arabic].name}}));
    } else if (keys_[i] != columns[i].name) {
      column.add("from", columns[i].name);
    }
    column.add("type", model::name(type));
    const auto key = details_.keys.find(columns[i].name);
    const bool is_key = key != details_.keys.end();
    column.add("title", titles_.column_title(is_key ? key->second : name));
    const bool is_year = samples[i].is_year && model::is_year_name(columns[i].name);
    if (type == Type::kInteger && (is_year || is_key || is_code_name(name)))
      column.add("grouping", false);
    if (type == Type::kMoney) add_unit(currency_, samples[i], column);
    if (is_sum(columns[i].name, type)) column.add("total", "sum");
    if (is_enum) column.add("values", choices_json(choices[i]));
    columns_.add(std::move(column));
    add_to_query(i, type, is_key);
  }

  void add_to_query(std::size_t i, Type type, bool is_key) {
    const bool is_comparable =
        source::traits(type).accepted.contains(result_.columns[i].database_type);
    if (type == Type::kText || !is_comparable) {
      keys_[i].clear();
      return;
    }
    filter_.add(keys_[i], default_operators(type, is_key));
    sort_.add(keys_[i]);
    if (type == Type::kString) search_.add(keys_[i]);
  }

  /// By date and id or, without both, by the first column that can be sorted.
  [[nodiscard]] Json query(std::optional<std::size_t> id) {
    Json order = Json::array();
    for (const auto& column : {details_.date, id}) {
      if (column && !keys_[*column].empty()) order.add(Json::object({{"field", keys_[*column]}}));
    }
    if (order.elements()->empty() && !sort_.elements()->empty() && !details_.primary_key.empty())
      order.add(Json::object({{"field", sort_.elements()->front()}}));
    Json query = Json::object({{"filter", std::move(filter_)}, {"sort", std::move(sort_)}});
    if (!search_.elements()->empty()) query.add("search", std::move(search_));
    if (!order.elements()->empty()) query.add("defaultSort", std::move(order));
    return query;
  }

  const DraftResult& result_;
  DraftDetails details_;
  const source::ResultColumn* currency_;
  DraftTitles titles_;
  std::vector<std::string> keys_;  // empty for columns that cannot be sorted
  std::set<std::string> taken_;
  Json columns_ = Json::array();
  Json filter_ = Json::object();
  Json sort_ = Json::array();
  Json search_ = Json::array();
};

}  // namespace

ModelDraft draft_from_table(source::SourceRegistry& sources, const model::SourceDefinition& source,
                            const std::string& table, const std::string& uid) {
  // A cursor that stops before its last row may close the connection: the next reader has its own.
  const auto session = sources.session(source, {});
  TableQuery query = read_table_query(source, *session, table);
  const source::Query all{query.select(), {}};
  DraftResult result = read_draft_result(*session, all, first_rows(*session, all));
  std::erase_if(query.columns,
                [&](const QueryColumn& column) { return !result.index(column.name); });
  for (std::size_t i = 0; i < result.columns.size(); ++i) {
    const bool may_choose = !query.is_key(result.columns[i].name) &&
                            has_few_values(result.columns[i], result.types[i], result.samples[i]);
    if (may_choose)
      result.choices[i] = read_choices(*sources.session(source, {}), query, result, i);
  }
  DraftParameters parameters =
      draft_parameters(*sources.session(source, {}), query, result, source.sql_dialect());
  DraftDetails details{table,
                       uid,
                       source.name,
                       query.primary_key,
                       result.best_date(query.name),
                       {},
                       std::move(parameters.list)};
  for (const QueryColumn& column : query.columns) {
    if (!column.title_name.empty()) details.keys.emplace(column.name, column.title_name);
  }
  return ModelWriter{result, std::move(details)}.write(std::move(parameters.sql));
}

ModelDraft draft_from_query(source::SourceRegistry& sources, const model::SourceDefinition& source,
                            const std::string& sql, const std::string& name,
                            const std::string& uid) {
  const model::SqlTemplate read{sql, source.sql_dialect()};
  const auto session = sources.session(source, {});
  const source::Query all = source::model_query(read, {}, session->dialect());
  const DraftResult result = read_draft_result(*session, all, all);
  return ModelWriter{result, DraftDetails{name, uid, source.name}}.write(sql);
}

}  // namespace app
