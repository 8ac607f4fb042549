// Hidden from the plain run: tests/databases/run.py starts the databases and runs these.

#include <cstdlib>
#include <random>

#include "database/connection.h"
#include "json/write.h"
#include "language/currency.h"
#include "model/report_specs.h"
#include "model/value/time_text.h"
#include "source/all_types.h"
#include "source/evaluator.h"
#include "support/catch.h"

namespace {

using model::Type;

/// The currency of a row, of which the columns read so far are known.
std::string currency_of(const Evaluator::Row& so_far, const model::Column& column) {
  if (column.currency_from.empty()) return column.currency;
  const auto& code = so_far.at(column.currency_from).value;
  return code ? std::get<std::string>(*code) : "";
}

std::optional<model::Value> value_of(const database::Statement& row, int place,
                                     const model::Column& column, const Evaluator::Row& so_far,
                                     const std::string& text) {
  switch (column.type) {
    case Type::kInteger:
      return row.integer(place);
    case Type::kMoney:
      if (!column.minor) return model::Decimal::parse(text);
      return model::Decimal::parse(text)->shifted(
          -language::currency_decimals(currency_of(so_far, column)));
    case Type::kPercent:
      return model::Decimal::parse(text);
    case Type::kBoolean:
      return row.integer(place) == 1;
    case Type::kDate:
      return *model::parse_date(text);
    case Type::kTime:
      return *model::parse_time_of_day(text);
    case Type::kDateTime: {
      const auto read = *model::parse_date_time(text);
      const std::chrono::hours riyadh{read.offset ? 3 : 0};
      return read.local_time + riyadh;
    }
    case Type::kString:
    case Type::kText:
    case Type::kDecimal:
    case Type::kDuration:
    case Type::kUrl:
    case Type::kEnum:
    case Type::kDateRange:
      break;
  }
  return text;
}

Evaluator::Entry entry_of(const database::Statement& row, int place, const model::Column& column,
                          const Evaluator::Row& so_far) {
  const auto text = row.optional_text(place);
  if (!text || text->find_first_not_of(' ') == std::string::npos) return {};
  // Minor units without a currency are not an amount.
  const bool is_undecided = column.minor && currency_of(so_far, column).empty();
  if (is_undecided) return {std::nullopt, text};
  return {value_of(row, place, column, so_far, *text), std::nullopt};
}

std::vector<Evaluator::Row> rows_of(const AllTypes& all_types, const model::DataModel& model) {
  database::Connection connection(all_types.file(), database::Mode::kReadOnly);
  std::string sql = "SELECT ";
  for (const model::Column& column : model.columns) {
    sql += (sql.size() > 7 ? ", " : "") + column.from.en;
  }
  auto statement = connection.prepare(sql + " FROM all_types ORDER BY id");
  std::vector<Evaluator::Row> rows;
  while (statement.step()) {
    Evaluator::Row row;
    int place = 0;
    for (const model::Column& column : model.columns) {
      row[column.key] = entry_of(statement, place++, column, row);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Generates list queries of the whole grammar, with values that the rows have and others.
class Asker {
 public:
  Asker(const model::DataModel& model, const std::vector<Evaluator::Row>& rows, unsigned seed)
      : model_(model), rows_(rows), random_(seed) {}

  json::Value query() {
    json::Value query = json::Value::object();
    if (one_in(8)) return query;
    query.add("filters", filter(0));
    if (!one_in(3)) query.add("sort", sort());
    if (one_in(3)) {
      query.add("page", std::int64_t{1 + below(4)});
      query.add("pageSize", std::int64_t{1 + below(40)});
    } else if (one_in(4)) {
      query.add("offset", std::int64_t{below(50)});
    }
    return query;
  }

 private:
  int below(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }
  bool one_in(int n) { return below(n) == 0; }
  template <class List>
  const auto& any(const List& list) {
    return *std::next(list.begin(), below(static_cast<int>(list.size())));
  }

  json::Value filter(int depth) {
    if (depth > 2 || one_in(2)) return condition();
    json::Value parts = json::Value::array();
    for (int i = 1 + below(3); i > 0; --i) parts.add(filter(depth + 1));
    return json::Value::object({{one_in(2) ? "and" : "or", std::move(parts)}});
  }

  json::Value condition() {
    const auto& [field, operators] = any(model_.query.filter);
    const model::Column& column = *model_.column(field);
    const model::Operator op = any(operators);
    json::Value object = json::Value::object({{"field", field}, {"op", model::name(op)}});
    if (model::is_unary(op)) return object;
    if (op == model::Operator::kBetween) {
      object.add("value", between(column));
    } else if (model::takes_list(op)) {
      json::Value list = json::Value::array();
      for (int i = 1 + below(5); i > 0; --i) list.add(operand(column));
      object.add("value", std::move(list));
    } else {
      object.add("value", model::is_textual(column.type) ? part(column) : operand(column));
    }
    return object;
  }

  /// A value that some row has in the column, or one like it.
  model::Value some(const model::Column& column) {
    while (true) {
      const auto& value = any(rows_).at(column.key).value;
      if (value) return *value;
    }
  }

  json::Value operand(const model::Column& column) {
    const model::Value value = some(column);
    if (column.type == Type::kDate && one_in(3)) return period(std::get<model::Date>(value));
    if (column.type == Type::kDateTime && one_in(3)) {
      const auto moment = std::get<language::LocalTime>(value);
      return period(model::Date{std::chrono::floor<std::chrono::days>(moment)});
    }
    if (column.type == Type::kInteger && one_in(3)) return std::int64_t{below(300) - 100};
    return model::to_json(value);
  }

  json::Value period(model::Date day) {
    static const std::vector<std::string> kWords{"today",    "thisMonth",      "lastMonth",
                                                 "lastYear", "thisHijriMonth", "last30Days",
                                                 "thisWeek", "hijri:1447-08",  "yearToDate"};
    if (one_in(2)) return any(kWords);
    const auto to = model::Date{std::chrono::sys_days{day} + std::chrono::days{below(20)}};
    return model::format_value(model::DateRange{day, to});
  }

  json::Value between(const model::Column& column) {
    model::Value min = some(column);
    model::Value max = some(column);
    if (model::compare(min, max) > 0) std::swap(min, max);
    return json::Value::Array{model::to_json(min), model::to_json(max)};
  }

  /// The whole text, a character of it, or a text that no row has, in a person's spelling.
  json::Value part(const model::Column& column) {
    std::string text = std::get<std::string>(some(column));
    if (column.type == Type::kEnum || one_in(2)) return text;
    if (one_in(4)) return "xyz";
    const std::size_t from = text.empty() ? 0 : static_cast<std::size_t>(below(3)) % text.size();
    const bool is_ascii = std::ranges::all_of(text, [](char c) { return c > 0; });
    if (is_ascii) text = text.substr(from, 1 + static_cast<std::size_t>(below(3)));
    if (one_in(2)) {
      for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      }
    }
    return text;
  }

  json::Value sort() {
    json::Value list = json::Value::array();
    std::set<std::string> used;
    for (int i = 1 + below(3); i > 0; --i) {
      const std::string& field = any(model_.query.sort);
      if (!used.insert(field).second) continue;
      list.add(json::Value::object({{"field", field}, {"direction", one_in(2) ? "asc" : "desc"}}));
    }
    return list;
  }

  const model::DataModel& model_;
  const std::vector<Evaluator::Row>& rows_;
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("any list query has the rows that an evaluator in memory finds, from every source",
          "[.][databases]") {
  AllTypes all_types;
  const char* more = std::getenv("GORMIC_BI_TEST_QUERIES");
  const int count = more == nullptr ? 400 : std::atoi(more);
  const model::DataModel& model = *all_types.catalogue().model("all_types.sqlite");
  const auto rows = rows_of(all_types, model);
  const Evaluator evaluator(model, rows);
  Asker asker(model, rows, 7);
  std::size_t found = 0;
  for (int i = 0; i < count; ++i) {
    const json::Value query = asker.query();
    INFO(json::write(query));
    for (const std::string& source : all_types.sources()) {
      if (!all_types.supports(source, query)) continue;
      INFO(source);
      const auto checked = all_types.check(source, json::Value::object({{"query", query}}));
      REQUIRE(outcome(checked) == "OK");
      const auto expected = evaluator.ids(*checked.spec()->query);
      found += expected.size();
      CHECK(all_types.ids(*checked.spec()) == expected);
    }
  }
  CHECK(found > static_cast<std::size_t>(count));
}
