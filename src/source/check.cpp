#include "source/check.h"

#include <map>
#include <memory>
#include <set>
#include <string>

#include "base/error.h"
#include "database/connection.h"
#include "source/query.h"

namespace source {
namespace {

using Columns = std::set<std::string, std::less<>>;

/// Every name with one NULL, so that all optional sections are there.
Names probes(const model::SqlTemplate& sql) {
  Names names;
  for (const auto& [name, use] : sql.names()) names[name] = {nullptr};
  return names;
}

class ModelCheck {
 public:
  ModelCheck(const model::DataModel& model, std::vector<base::Fault>& faults)
      : model_(model), faults_(faults) {}

  void run(database::Connection& connection) {
    const Query query = model_query(model_.sql, probes(model_.sql));
    try {
      const database::Statement statement = connection.prepare_query(query.sql);
      Columns columns;
      for (int i = 0; i < statement.columns(); ++i) columns.emplace(statement.column_name(i));
      compare(columns);
    } catch (const base::Error& error) {
      faults_.push_back(
          {"models/" + model_.uid + ".sql",
           base::Phrase{"source.sql_fault", {{"reason", std::string{error.what()}}}}});
    }
  }

 private:
  void require(const Columns& columns, const std::string& name, const std::string& place) {
    if (columns.contains(name)) return;
    faults_.push_back({"models/" + model_.uid + ".json: " + place,
                       base::Phrase{"source.no_such_column", {{"column", name}}}});
  }

  void compare(const Columns& columns) {
    for (std::size_t i = 0; i < model_.columns.size(); ++i) {
      const model::Column& column = model_.columns[i];
      const std::string place = "columns[" + std::to_string(i) + "].from";
      require(columns, column.from.en, place);
      if (column.from.ar != column.from.en) require(columns, column.from.ar, place);
    }
    if (model_.instance_ids) require(columns, model_.instance_ids->from, "instanceIds.from");
    for (std::size_t i = 0; i < model_.layout.groups.size(); ++i) {
      const std::string& by = model_.layout.groups[i].by;
      if (model_.column(by) == nullptr) {
        require(columns, by, "layout.groups[" + std::to_string(i) + "].by");
      }
    }
  }

  const model::DataModel& model_;
  std::vector<base::Fault>& faults_;
};

}  // namespace

std::vector<base::Fault> check(const model::Catalogue& catalogue) {
  std::vector<base::Fault> faults;
  std::map<std::string, std::unique_ptr<database::Connection>> connections;
  for (const auto& [name, definition] : catalogue.sources()) {
    try {
      connections[name] =
          std::make_unique<database::Connection>(definition.path, database::Mode::kForeign);
      static_cast<void>(connections[name]->prepare_query("SELECT 1"));
    } catch (const base::Error& error) {
      connections.erase(name);
      faults.push_back({"sources/" + name + ".json: path",
                        base::Phrase{"source.sql_fault", {{"reason", std::string{error.what()}}}}});
    }
  }
  for (const auto& [uid, model] : catalogue.models()) {
    const auto connection = connections.find(model.source);
    if (connection != connections.end()) ModelCheck(model, faults).run(*connection->second);
  }
  return faults;
}

}  // namespace source
