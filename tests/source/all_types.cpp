#include "source/all_types.h"

#include <cstdlib>

#include "base/error.h"
#include "database/connection.h"
#include "json/write.h"
#include "model/report_specs.h"
#include "source/result_rows.h"
#include "support/catch.h"

AllTypes::AllTypes() {
  const char* folder = std::getenv("GORMIC_BI_TEST_DATABASES");
  if (folder == nullptr) throw base::Error("run these by tests/databases/run.py");
  folder_ = folder;
  const auto loaded = model::Catalogue::load(folder_ / "catalogue");
  INFO(listed(loaded.errors));
  REQUIRE(loaded.catalogue != nullptr);
  catalogue_ = loaded.catalogue;
  for (const auto& [name, source] : catalogue_->sources()) sources_.push_back(name);
}

bool AllTypes::supports(const std::string& source, const json::Value& question) const {
  const bool has_moments =
      catalogue_->model("all_types." + source)->query.filter.contains("stamped");
  return has_moments || json::write(question).find("stamped") == std::string::npos;
}

model::ValidationResult AllTypes::check(const std::string& source, json::Value params,
                                        const std::string& key_label) const {
  if (params.find("uid") == nullptr) params.add("uid", "all_types." + source);
  params.add("template", "excel-auto");
  if (params.find("lang") == nullptr) params.add("lang", "en");
  return model::validate_params(catalogue_, params, make_caller("riyadh", key_label));
}

std::vector<std::int64_t> AllTypes::ids(const model::ReportSpec& spec) {
  source::ResultRows rows(spec, registry_, {});
  const std::size_t place =
      rows.selection().index(*spec.model->column("id"), language::Language::kEnglish);
  std::vector<std::int64_t> ids;
  while (rows.next()) ids.push_back(rows.integer(place));
  return ids;
}

std::vector<std::int64_t> AllTypes::reference(const std::string& sql) const {
  database::Connection connection(file(), database::Mode::kReadOnly);
  auto statement = connection.prepare(sql);
  std::vector<std::int64_t> ids;
  while (statement.step()) ids.push_back(statement.integer(0));
  return ids;
}
