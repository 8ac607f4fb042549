#include "source/data_model_check.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/ascii.h"
#include "base/error.h"
#include "base/stop_after.h"
#include "model/reader/json_reader.h"
#include "source/sql/comparability.h"
#include "source/sql/description.h"
#include "source/sql/query.h"

namespace source {
namespace {

using model::Type;

/// Whether values of the source's type can be shown as the model's type.
bool is_compatible(Type wanted, Type is) {
  if (model::is_textual(wanted) || wanted == is) return true;
  switch (wanted) {
    case Type::kInteger:
      return is == Type::kBoolean;
    case Type::kDecimal:
    case Type::kMoney:
    case Type::kPercent:
      return model::is_number(is);
    case Type::kDuration:
      return model::is_number(is) || is == Type::kTime;
    case Type::kBoolean:
      return is == Type::kInteger;
    case Type::kDate:
      return is == Type::kDateTime;
    case Type::kDateTime:
      return is == Type::kDate;
    case Type::kString:
    case Type::kText:
    case Type::kTime:
    case Type::kUrl:
    case Type::kEnum:
    case Type::kDateRange:
      break;
  }
  return false;
}

/// By the statement's first word.
bool is_write_statement(std::string_view sql) {
  constexpr std::array<std::string_view, 12> kWords{"insert",  "update",   "delete", "merge",
                                                    "replace", "truncate", "create", "alter",
                                                    "drop",    "grant",    "pragma", "attach"};
  const auto first = [&] { return std::min(sql.find_first_not_of(" \t\r\n("), sql.size()); };
  std::size_t begin = first();
  while (sql.substr(begin).starts_with("/*")) {
    sql.remove_prefix(std::min(sql.find("*/", begin), sql.size() - 2) + 2);
    begin = first();
  }
  std::string word;
  for (const char c : sql.substr(begin)) {
    if (!base::is_letter(c)) break;
    word += base::to_lower(c);
  }
  return std::ranges::find(kWords, word) != kWords.end();
}

class DataModelChecker {
 public:
  DataModelChecker(const model::DataModel& model, model::Diagnostics& diagnostics)
      : model_(model), diagnostics_(diagnostics) {}

  void run(Session& session) {
    session_ = &session;
    const std::string file = "models/" + model_.uid + ".sql";
    check_collations(session.dialect());
    for (ResultColumn& column : described(session, model_.sql, file)) {
      columns_.emplace(column.name, std::move(column));
    }
    if (!columns_.empty()) {
      check_comparisons(session.dialect());
      compare();
      check_columns(session, file);
      check_sections(session, model_.sql, file);
    }
    for (std::size_t i = 0; i < model_.parameters.size(); ++i) {
      const model::Parameter& parameter = model_.parameters[i];
      if (parameter.lookup) check_lookup(session, *parameter.lookup, i);
    }
  }

 private:
  [[nodiscard]] std::string path(const std::string& where) const {
    return "models/" + model_.uid + ".json: " + where;
  }

  /// SQL that runs by itself may fail as a subquery: it has two columns of one name, or it writes.
  void check_columns(Session& session, const std::string& file) {
    std::vector<std::string> names;
    for (const std::string& name : used_) {
      if (columns_.contains(name)) names.push_back(name);
    }
    if (names.empty()) return;
    const Bindings values = null_bindings(model_, model_.sql);
    static_cast<void>(
        described(session, column_query(model_.sql, values, session.dialect(), names), file));
  }

  /// Checks the columns that the model compares or lets callers compare.
  void check_comparisons(const Dialect& dialect) {
    std::map<std::string, Description::Column, std::less<>> columns;
    for (const auto& [name, column] : columns_) columns[name] = {column.database_type, column.type};
    const Description description{std::move(columns)};
    check_comparable(model_, dialect, description, diagnostics_);
  }

  void check_collations(const Dialect& dialect) {
    if (dialect.has_cldr_collation()) return;
    for (std::size_t i = 0; i < model_.query.default_sort.size(); ++i) {
      if (model_.query.default_sort[i].collation != model::Collation::kLanguage) continue;
      diagnostics_.warnings.push_back(
          {path("query.defaultSort[" + std::to_string(i) + "].collation"),
           base::Message{"source.order_of_its_own", {{"source", model_.source}}}});
    }
  }

  /// Without any one of its optional sections, and without all of them, the SQL must still be
  /// valid.
  void check_sections(Session& session, const model::SqlTemplate& sql, const std::string& where) {
    const auto optional = optional_parameters(sql);
    for (const model::Parameter* parameter : optional) {
      if (!is_accepted_without(session, sql, {parameter}, where)) return;
    }
    if (optional.size() > 1) static_cast<void>(is_accepted_without(session, sql, optional, where));
  }

  /// A form looks values up before it has all the parameters that a report requires.
  [[nodiscard]] std::vector<const model::Parameter*> optional_parameters(
      const model::SqlTemplate& sql) const {
    const bool is_report = &sql == &model_.sql;
    const auto is_in_section = [&](const std::string& name) {
      const auto use = sql.placeholders().find(name);
      return use != sql.placeholders().end() && use->second.in_section;
    };
    std::vector<const model::Parameter*> optional;
    for (const model::Parameter& parameter : model_.parameters) {
      const bool is_there = parameter.has_default() || (is_report && parameter.required);
      if (!is_there && std::ranges::any_of(placeholder_names(parameter), is_in_section)) {
        optional.push_back(&parameter);
      }
    }
    return optional;
  }

  [[nodiscard]] bool is_accepted_without(Session& session, const model::SqlTemplate& sql,
                                         const std::vector<const model::Parameter*>& absent,
                                         const std::string& where) {
    Bindings bindings = null_bindings(model_, sql);
    std::vector<std::string_view> keys;
    for (const model::Parameter* parameter : absent) {
      keys.push_back(parameter->key);
      for (const std::string& name : placeholder_names(*parameter))
        bindings[name].front().is_absent = true;
    }
    const Query query = model_query(sql, bindings, session.dialect());
    return !described(session, query, where, model::comma_separated(keys)).empty();
  }

  std::vector<ResultColumn> described(Session& session, const model::SqlTemplate& sql,
                                      const std::string& where) {
    return described(session, model_query(sql, null_bindings(model_, sql), session.dialect()),
                     where);
  }

  /// Absent where the source rejects the query, which is added as an error.
  std::vector<ResultColumn> described(Session& session, const Query& query,
                                      const std::string& where, const std::string& absent = {}) {
    constexpr std::chrono::seconds kTimeout{10};
    const base::StopAfter limit(kTimeout, {});
    try {
      return session.describe(query, limit.token());
    } catch (const base::Error& error) {
      if (is_write_statement(query.sql)) {
        diagnostics_.errors.push_back({where, base::Message{"source.only_select"}});
        return {};
      }
      const bool may_pass = dynamic_cast<const base::TransientError*>(&error) != nullptr;
      if (error.user_message() && !may_pass) {
        diagnostics_.errors.push_back({where, *error.user_message()});
        return {};
      }
      const std::string reason = error.what();
      diagnostics_.errors.push_back(
          {where, absent.empty() ? base::Message{"source.sql_fault", {{"reason", reason}}}
                                 : base::Message{"source.sql_fault_without",
                                                 {{"names", absent}, {"reason", reason}}}});
      return {};
    }
  }

  void check_lookup(Session& session, const model::SqlTemplate& sql, std::size_t parameter) {
    const std::string where = path("parameters[" + std::to_string(parameter) + "].values.sql");
    const auto columns = described(session, sql, where);
    if (columns.empty()) return;
    check_sections(session, sql, where);
    for (const ResultColumn& column : columns) {
      if (column.name == "value") return;
    }
    diagnostics_.errors.push_back(
        {where, base::Message{"source.no_such_column", {{"column", "value"}}}});
  }

  void require(const std::string& name, const std::string& where,
               const char* message = "source.no_such_column") {
    const std::string& called = name_in_source(name);
    const auto [known, is_new] = called_.try_emplace(called, name);
    if (!is_new && known->second != name) {
      diagnostics_.errors.push_back(
          {path(where),
           base::Message{"source.names_become_one",
                         {{"first", known->second}, {"second", name}, {"name", called}}}});
    }
    used_.insert(called);
    if (columns_.contains(called)) return;
    diagnostics_.errors.push_back({path(where), base::Message{message, {{"column", name}}}});
  }

  /// The column's name in the source's result. PostgreSQL truncates long names, depending on its
  /// encoding; no other database is known to.
  const std::string& name_in_source(const std::string& name) {
    constexpr std::size_t kMaxUntruncatedBytes = 63;
    if (name.size() <= kMaxUntruncatedBytes) return name;
    const auto [known, is_new] = names_.try_emplace(name, name);
    if (!is_new) return known->second;
    constexpr std::chrono::seconds kTimeout{10};
    const base::StopAfter limit(kTimeout, {});
    try {
      const Query query{"SELECT 1 AS " + session_->dialect().quote_identifier(name), {}};
      const auto columns = session_->describe(query, limit.token());
      if (columns.size() == 1) known->second = columns.front().name;
    } catch (const base::Error&) {
      // The source accepts no such name.
    }
    return known->second;
  }

  void compare() {
    for (std::size_t i = 0; i < model_.columns.size(); ++i) {
      compare(model_.columns[i], "columns[" + std::to_string(i) + "]");
    }
    if (model_.instance_ids) require(model_.instance_ids->from, "instanceIds.from");
    for (std::size_t i = 0; i < model_.layout.groups.size(); ++i) {
      const std::string& by = model_.layout.groups[i].by;
      if (model_.column(by) != nullptr) continue;
      require(by, "layout.groups[" + std::to_string(i) + "].by", "source.no_such_group_column");
    }
    if (const auto& sheets = model_.layout.sheet_per_instance) {
      const bool is_key = sheets->title.empty() || model_.column(sheets->title) != nullptr;
      if (!is_key) require(sheets->title, "layout.sheetTitle");
    }
    for (const auto& [name, column] : columns_) {
      if (used_.contains(name)) continue;
      diagnostics_.warnings.push_back(
          {"models/" + model_.uid + ".sql",
           base::Message{"source.column_without_use", {{"column", name}}}});
    }
  }

  void compare(const model::Column& column, const std::string& where) {
    require(column.from.en, where + ".from");
    if (column.from.ar != column.from.en) require(column.from.ar, where + ".from");
    if (!column.currency_from.empty()) require(column.currency_from, where + ".currency.from");
    const auto found = columns_.find(name_in_source(column.from.en));
    if (found == columns_.end()) return;
    const auto& is = found->second.model_type;
    const std::string& word = found->second.type;
    // SQLite's text may hold a date or a decimal, but a boolean column has a type name there.
    // PostgreSQL returns booleans as letters, which are not numbers.
    const bool is_letter =
        found->second.database_type == DatabaseType::kBoolean && model::is_number(column.type);
    const bool fits_type =
        is ? is_compatible(column.type, *is) : column.type != Type::kBoolean || word.empty();
    if (fits_type && !is_letter) return;
    if (word == "money") {
      return diagnostics_.warnings.push_back(
          {path(where + ".type"),
           base::Message{"source.money_is_text", {{"column", column.from.en}}}});
    }
    diagnostics_.warnings.push_back(
        {path(where + ".type"),
         base::Message{"source.type_does_not_match",
                       {{"column", column.from.en},
                        {"is", word.empty() ? std::string{model::name(*is)} : word},
                        {"wanted", std::string{model::name(column.type)}}}}});
  }

  const model::DataModel& model_;
  model::Diagnostics& diagnostics_;
  Session* session_ = nullptr;
  std::map<std::string, std::string> names_;  // of columns, to their names in the source's result
  std::map<std::string, std::string>
      called_;  // from the source's names to those of the columns in use
  std::map<std::string, ResultColumn, std::less<>> columns_;  // of the SQL's result, by name
  std::set<std::string, std::less<>> used_;
};

}  // namespace

void check_model(const model::DataModel& model, Session& session, model::Diagnostics& diagnostics) {
  DataModelChecker(model, diagnostics).run(session);
}

}  // namespace source
