#include "app/command/model_draft.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "app/command/column_sample.h"
#include "base/error.h"
#include "language/currency.h"
#include "model/reader/key.h"
#include "model/definition/title_inference.h"
#include "model/value/type.h"
#include "source/sql/column_traits.h"
#include "source/sql/query.h"

namespace app {
namespace {

using Json = json::Value;
using model::Type;

bool has_word(std::string_view name, std::initializer_list<std::string_view> wanted) {
  return std::ranges::any_of(model::english_words(name), [&](const std::string& word) {
    return std::ranges::find(wanted, word) != wanted.end();
  });
}

std::string unique_key(std::string_view name, std::set<std::string>& taken) {
  std::string key;
  for (const std::string& word : model::english_words(name)) {
    bool begins = !key.empty();
    for (const char c : word) {
      const bool is_letter = c >= 'a' && c <= 'z';
      if (!is_letter && (c < '0' || c > '9' || key.empty())) continue;
      key += begins && is_letter ? static_cast<char>(c - 'a' + 'A') : c;
      begins = false;
    }
  }
  constexpr std::size_t kMaxKeyLength = 56;
  key.resize(std::min(key.size(), kMaxKeyLength));
  if (key.empty() || key == "instanceIds") key = "column";
  std::string unique = key;
  for (int i = 2; !taken.insert(unique).second; ++i) unique = key + std::to_string(i);
  return unique;
}

Json localized_json(const language::Localized& text) {
  return Json::object({{"en", text.en}, {"ar", text.ar}});
}

/// Whether the column has a total: amounts add up; rates, unit prices and identifiers do not.
bool is_sum(std::string_view name, Type type) {
  const bool is_measure = type == Type::kDecimal || type == Type::kMoney || type == Type::kInteger;
  return is_measure && !is_boolean_name(name) &&
         has_word(name, {"amount", "total", "subtotal", "quantity", "qty", "tax", "vat", "discount",
                         "cost", "paid", "debit", "credit"}) &&
         !has_word(name, {"rate", "percent", "percentage", "pct", "ratio", "id", "no", "number",
                          "num", "code", "type", "unit", "year"});
}

/// The endings of the names of two columns that hold the same text in two languages.
struct LanguagePair {
  std::string_view language;
  std::string_view other;
};
constexpr LanguagePair kEnglish{"en", "ar"};
constexpr LanguagePair kArabic{"ar", "en"};

/// The index of the column with the other language: of "name_ar" for "name_en".
std::optional<std::size_t> find_translation(const std::vector<source::ResultColumn>& columns,
                                            const std::vector<Type>& types, std::size_t column,
                                            const LanguagePair& pair) {
  std::vector<std::string> words = model::split_words(columns[column].name);
  if (words.size() < 2 || words.back() != pair.language || !model::is_textual(types[column])) {
    return std::nullopt;
  }
  words.back() = pair.other;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (types[i] == types[column] && model::split_words(columns[i].name) == words) return i;
  }
  return std::nullopt;
}

/// "name_en" -> "name"
std::string without_language(std::string_view name) {
  std::string text;
  const std::vector<std::string> words = model::split_words(name);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) text += (i == 0 ? "" : "_") + words[i];
  return text;
}

/// The column with the currency of the amounts beside it.
const source::ResultColumn* find_currency_column(const std::vector<source::ResultColumn>& columns) {
  const auto found = std::ranges::find_if(columns, [](const source::ResultColumn& column) {
    const auto words = model::english_words(column.name);
    return words == std::vector<std::string>{"currency"} ||
           words == std::vector<std::string>{"currency", "code"};
  });
  return found == columns.end() ? nullptr : &*found;
}

/// The unit and the decimals of an amount.
void add_unit(const source::ResultColumn* currency, const ColumnSample& sample, Json& column) {
  if (currency != nullptr) {
    column.add("currency", Json::object({{"from", currency->name}}));
  } else if (sample.decimals > language::kDefaultCurrencyDecimals) {
    column.add("decimals", std::int64_t{sample.decimals});
  }
}

bool is_of_people(const std::vector<source::ResultColumn>& columns) {
  return std::ranges::any_of(columns, [](const source::ResultColumn& column) {
    return has_word(column.name, {"hire", "salary", "birth", "surname"}) ||
           model::split_words(column.name) == std::vector<std::string>{"first", "name"};
  });
}

/// Generates the titles of a draft, each one unique in its language.
class Titles {
 public:
  explicit Titles(bool is_of_people) : is_of_people_(is_of_people) {}

  Json unique_title(std::string_view name) {
    language::Localized title = model::infer_title(name);
    const bool is_job_title =
        is_of_people_ && model::split_words(name) == std::vector<std::string>{"title"};
    if (is_job_title) title.ar = model::infer_title("job title").ar;
    if (!english_.insert(title.en).second) title.en += " (" + std::string{name} + ")";
    if (!arabic_.insert(title.ar).second) title.ar += " (" + std::string{name} + ")";
    return localized_json(title);
  }

 private:
  const bool is_of_people_;
  std::set<std::string> english_;
  std::set<std::string> arabic_;
};

Json default_operators(Type type) {
  if (model::is_textual(type)) return Json::Array{"eq", "in", "contains", "startsWith"};
  if (model::is_ordered(type)) return Json::Array{"eq", "gte", "lte", "between"};
  return Json::Array{"eq"};
}

/// The first column if its name marks it as the id of a row.
const source::ResultColumn* find_id_column(const std::vector<source::ResultColumn>& columns,
                                           Type type) {
  const auto words = model::split_words(columns.front().name);
  const bool is_id =
      !words.empty() && words.back() == "id" && (type == Type::kInteger || type == Type::kString);
  return is_id ? &columns.front() : nullptr;
}

/// The columns of a query, with the type that the draft gives each.
struct Result {
  std::vector<source::ResultColumn> columns;
  std::vector<Type> types;
  std::vector<ColumnSample> samples;
};

Json build_model(const Result& result, const std::string& name, const std::string& uid,
                 const std::string& source) {
  const auto& [columns, types, samples] = result;
  Json list = Json::array();
  Json filter = Json::object();
  Json sort = Json::array();
  Json search = Json::array();
  std::set<std::string> taken;
  Titles titles(is_of_people(columns));
  const source::ResultColumn* currency = find_currency_column(columns);
  std::string first_key;
  bool is_scoped = false;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    is_scoped |= columns[i].name == "organization_uid";
    if (find_translation(columns, types, i, kArabic)) continue;  // part of the English column
    const auto arabic = find_translation(columns, types, i, kEnglish);
    const std::string name_of_it = arabic ? without_language(columns[i].name) : columns[i].name;
    const std::string key = unique_key(name_of_it, taken);
    if (first_key.empty()) first_key = key;
    Json column = Json::object({{"key", key}});
    if (arabic) {
      column.add("from", Json::object({{"en", columns[i].name}, {"ar", columns[*arabic].name}}));
    } else if (key != columns[i].name) {
      column.add("from", columns[i].name);
    }
    column.add("type", model::name(types[i]));
    column.add("title", titles.unique_title(name_of_it));
    const bool is_year =
        types[i] == Type::kInteger && samples[i].is_year && model::is_year_name(columns[i].name);
    if (is_year) column.add("grouping", false);
    if (types[i] == Type::kMoney) add_unit(currency, samples[i], column);
    if (is_sum(columns[i].name, types[i])) column.add("total", "sum");
    list.add(std::move(column));
    const bool is_comparable = source::traits(types[i]).accepted.contains(columns[i].database_type);
    if (types[i] == Type::kText || !is_comparable) continue;
    filter.add(key, default_operators(types[i]));
    sort.add(key);
    if (types[i] == Type::kString) search.add(key);
  }
  Json query = Json::object({{"filter", std::move(filter)}, {"sort", std::move(sort)}});
  if (!search.elements()->empty()) query.add("search", std::move(search));
  const auto* id = find_id_column(columns, types.front());
  if (id != nullptr) query.add("defaultSort", Json::Array{Json::object({{"field", first_key}})});
  Json model =
      Json::object({{"uid", uid},
                    {"version", 1},
                    {"title", localized_json(model::infer_title(name))},
                    {"source", source},
                    {"access", Json::object({{"organizations", Json::Array{"*"}},
                                             {"scope", is_scoped ? "organization" : "none"}})},
                    {"columns", std::move(list)},
                    {"query", std::move(query)}});
  if (id != nullptr) {
    model.add("instanceIds",
              Json::object({{"from", id->name}, {"type", model::name(types.front())}}));
  }
  constexpr std::size_t kMaxPortraitColumns = 7;
  if (columns.size() > kMaxPortraitColumns)
    model.add("layout", Json::object({{"landscape", true}}));
  return model;
}

/// Leaves out columns of pictures, which no cell can show.
Result inspect_query(source::Session& session, const source::Query& query) {
  const auto columns = session.describe(query, {});
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (model::is_result_column(columns[i].name)) continue;
    throw base::Error(
        "column " + std::to_string(i + 1) +
        " of the query has no usable name; give it one, as in SELECT count(*) AS orders");
  }
  const auto samples = sample_columns(session, query, columns);
  Result result;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (samples[i].is_picture) continue;
    result.columns.push_back(columns[i]);
    result.types.push_back(infer_type(columns[i], samples[i]));
    result.samples.push_back(samples[i]);
  }
  if (result.columns.empty()) throw base::Error("the query has nothing but pictures");
  return result;
}

std::vector<source::ResultColumn> table_columns(source::Session& session, const std::string& from) {
  return session.describe({"SELECT * FROM " + from, {}}, {});
}

/// Quotes "sales.invoices" as table and schema, unless a table has the dot in its own name.
std::string quote_table(source::Session& session, const std::string& table) {
  const auto& dialect = session.dialect();
  if (table.find('.') != std::string::npos) {
    try {
      static_cast<void>(table_columns(session, dialect.quote_identifier(table)));
      return dialect.quote_identifier(table);
    } catch (const base::Error&) {
      // No such table: the dot separates schema and table.
    }
  }
  std::string place;
  for (std::size_t at = 0; at <= table.size();) {
    const std::size_t dot = std::min(table.find('.', at), table.size());
    place += (place.empty() ? "" : ".") + dialect.quote_identifier(table.substr(at, dot - at));
    at = dot + 1;
  }
  return place;
}

}  // namespace

ModelDraft draft_from_table(source::Session& session, const std::string& table,
                            const std::string& uid, const std::string& source) {
  const auto& dialect = session.dialect();
  const std::string from = quote_table(session, table);
  std::vector<std::pair<std::string, std::string>>
      names;  // name in the result, SQL that selects it
  int place = 0;
  for (const source::ResultColumn& column : table_columns(session, from)) {
    ++place;
    const std::string quoted = dialect.quote_identifier(column.name);
    if (model::is_result_column(column.name)) {
      names.emplace_back(column.name, quoted);
    } else {
      const std::string name = "column" + std::to_string(place);
      names.emplace_back(name, quoted + " AS " + dialect.quote_identifier(name));
    }
  }
  const auto selected = [&] {
    std::string list;
    for (const auto& [name, sql] : names) list += (list.empty() ? "" : ",\n       ") + sql;
    return "SELECT " + list + "\nFROM " + from;
  };
  const Result result = inspect_query(session, {selected(), {}});
  std::erase_if(names, [&](const auto& its) {
    return std::ranges::find(result.columns, its.first, &source::ResultColumn::name) ==
           result.columns.end();
  });
  const bool is_scoped = std::ranges::find(result.columns, "organization_uid",
                                           &source::ResultColumn::name) != result.columns.end();
  return {uid, selected() + (is_scoped ? "\nWHERE organization_uid = :organization_uid\n" : "\n"),
          build_model(result, table, uid, source)};
}

ModelDraft draft_from_query(source::Session& session, const std::string& sql,
                            model::SqlDialect dialect, const std::string& name,
                            const std::string& uid, const std::string& source) {
  const model::SqlTemplate read{sql, dialect};
  const Result result = inspect_query(session, source::model_query(read, {}, session.dialect()));
  return {uid, sql, build_model(result, name, uid, source)};
}

}  // namespace app
