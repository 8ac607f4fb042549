#include "model/catalogue_reader.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>

#include "base/digest.h"
#include "base/error.h"
#include "base/small_file.h"
#include "base/utf8.h"
#include "json/parse.h"
#include "model/definition/data_model.h"
#include "model/definition/diagnostics.h"
#include "model/definition/sql_template.h"
#include "model/reader/key.h"
#include "model/reader/organization_reader.h"
#include "model/reader/source_reader.h"

namespace model {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kOrganizationName = "organization_uid";

/// What the SQL may use a name for.
struct Meaning {
  bool is_list = false;
  bool is_always_there = false;
};

using Meanings = std::map<std::string, Meaning, std::less<>>;

Meanings meanings(const DataModel& model) {
  Meanings names;
  for (const Parameter& parameter : model.parameters) {
    const bool is_always_there = parameter.required || parameter.has_default();
    if (parameter.type == Type::kDateRange) {
      names[parameter.key + "_from"] = {false, is_always_there};
      names[parameter.key + "_to"] = {false, is_always_there};
    } else {
      names[parameter.key] = {parameter.multiple, is_always_there};
    }
  }
  if (model.access.scope != TenantScope::kNone) {
    names.emplace(kOrganizationName, Meaning{model.access.scope == TenantScope::kTree, true});
  }
  return names;
}

/// The key of the error message about the use of a name, or null.
const char* usage_error(const SqlTemplate::Usage& use, const Meaning* meaning,
                        bool is_organization) {
  if (meaning == nullptr) {
    return is_organization ? "model.sql_organization_without_scope" : "model.sql_unknown_name";
  }
  if (meaning->is_list && use.outside_list) return "model.sql_list_outside_in";
  if (meaning->is_list && use.outside_section && !meaning->is_always_there) {
    return "model.sql_list_without_section";
  }
  return nullptr;
}

void check_names(const SqlTemplate& sql, const Meanings& known, std::string_view place,
                 Diagnostics& diagnostics) {
  for (const auto& [name, use] : sql.placeholders()) {
    const auto meaning = known.find(name);
    const char* key = usage_error(use, meaning == known.end() ? nullptr : &meaning->second,
                                  name == kOrganizationName);
    if (key == nullptr) continue;
    diagnostics.errors.push_back(
        {std::string{place},
         base::Message{key, {{"line", static_cast<std::int64_t>(use.line)}, {"name", name}}}});
  }
}

void check_scope(const DataModel& model, std::string_view sql_file, Diagnostics& diagnostics) {
  if (model.access.scope == TenantScope::kNone) return;
  const auto use = model.sql.placeholders().find(kOrganizationName);
  if (use != model.sql.placeholders().end() && use->second.outside_section) return;
  diagnostics.errors.push_back({std::string{sql_file}, base::Message{"model.sql_unscoped"}});
}

void check_parameters_are_used(const DataModel& model, std::string_view json_file,
                               Diagnostics& diagnostics) {
  const auto& names = model.sql.placeholders();
  for (const Parameter& parameter : model.parameters) {
    const bool is_used =
        parameter.type == Type::kDateRange
            ? names.contains(parameter.key + "_from") || names.contains(parameter.key + "_to")
            : names.contains(parameter.key);
    const bool is_needed = std::ranges::any_of(model.parameters, [&](const Parameter& other) {
      return other.lookup && other.lookup->placeholders().contains(parameter.key);
    });
    if (is_used || is_needed) continue;
    diagnostics.warnings.push_back(
        {std::string{json_file} + ": parameters",
         base::Message{"model.parameter_without_use", {{"name", parameter.key}}}});
  }
}

/// A database that sorts by the groups keeps no other order of the SQL.
void check_group_order(const DataModel& model, std::string_view json_file,
                       Diagnostics& diagnostics) {
  const bool has_order = !model.query.default_sort.empty() || model.instance_ids.has_value();
  if (model.layout.groups.empty() || has_order) return;
  diagnostics.warnings.push_back(
      {std::string{json_file} + ": layout.groups", base::Message{"model.groups_without_order"}});
}

/// Checks a data model and its SQL against each other: each name in the SQL is declared, a scoped
/// model binds `:organization_uid`, lists are used in `IN (...)`. Errors are those of `sql_file`,
/// warnings those of `json_file`.
void check_sql_parameters(const DataModel& model, std::string_view json_file,
                          std::string_view sql_file, Diagnostics& diagnostics) {
  const auto known = meanings(model);
  check_names(model.sql, known, sql_file, diagnostics);
  for (std::size_t i = 0; i < model.parameters.size(); ++i) {
    const auto& lookup = model.parameters[i].lookup;
    const std::string place =
        std::string{json_file} + ": parameters[" + std::to_string(i) + "].values.sql";
    if (lookup) check_names(*lookup, known, place, diagnostics);
  }
  check_scope(model, sql_file, diagnostics);
  check_parameters_are_used(model, json_file, diagnostics);
  check_group_order(model, json_file, diagnostics);
}

}  // namespace

std::string_view catalogue_file(const base::Diagnostic& error) {
  return std::string_view{error.path}.substr(0, error.path.find_first_of(":["));
}

CatalogueReader::CatalogueReader(const fs::path& directory) : catalogue_(new Catalogue) {
  catalogue_->directory_ = directory;
}

Catalogue::Loaded CatalogueReader::read() {
  std::error_code ignored;
  const fs::path& directory = catalogue_->directory_;
  if (!fs::is_directory(directory, ignored)) {
    add_error(directory.string(), base::Message{"model.no_catalogue_folder"});
  } else if (!fs::is_directory(directory / "models", ignored)) {
    add_error(directory.string(), base::Message{"model.no_models_folder"});
  } else {
    has_models_folder_ = true;
  }
  read_sources();
  read_organizations_file();
  read_models();
  remove_invalid();
  const bool is_usable = this->is_usable();
  catalogue_->errors_ = diagnostics_.errors;
  Catalogue::Loaded loaded;
  loaded.valid_part = std::move(catalogue_);
  loaded.errors = std::move(diagnostics_.errors);
  loaded.warnings = std::move(diagnostics_.warnings);
  if (loaded.errors.empty()) loaded.catalogue = loaded.valid_part;
  if (is_usable) loaded.usable_part = loaded.valid_part;
  return loaded;
}

bool CatalogueReader::is_usable() const {
  return has_models_folder_ && (are_organizations_known_ || !catalogue_->has_organizations_);
}

/// Runs last, since an error in one file must not cause errors in files that refer to it.
void CatalogueReader::remove_invalid() {
  std::set<std::string, std::less<>> invalid;
  for (const base::Diagnostic& error : diagnostics_.errors) invalid.emplace(catalogue_file(error));
  std::erase_if(catalogue_->sources_, [&](const auto& source) {
    return invalid.contains("sources/" + source.first + ".json");
  });
  std::erase_if(catalogue_->models_, [&](const auto& model) {
    return invalid.contains("models/" + model.first + ".json") ||
           invalid.contains("models/" + model.first + ".sql") ||
           !catalogue_->sources_.contains(model.second.source);
  });
  std::ranges::copy_if(model_uids_,
                       std::inserter(catalogue_->left_out_, catalogue_->left_out_.end()),
                       [&](const auto& uid) { return !catalogue_->models_.contains(uid); });
}

void CatalogueReader::read_sources() {
  for (const auto& [name, path] : list_files("sources")) {
    source_names_.insert(name);
    const std::string file = "sources/" + name + ".json";
    const auto value = read_json(path, file);
    if (!value) continue;
    const JsonReader node{*value, file, diagnostics_, JsonReader::Root::kFile};
    const std::size_t errors_before = diagnostics_.errors.size();
    const auto& source =
        catalogue_->sources_.emplace(name, read_source(node, name, catalogue_->directory_)).first;
    const bool is_whole = diagnostics_.errors.size() == errors_before;
    if (is_whole) dialects_.emplace(name, source->second.sql_dialect());
  }
}

void CatalogueReader::read_organizations_file() {
  const std::string file{kOrganizationsFile};
  const fs::path path = catalogue_->directory_ / file;
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return;
  catalogue_->has_organizations_ = true;
  const auto value = read_json(path, file);
  if (!value) return;
  const std::size_t errors_before = diagnostics_.errors.size();
  catalogue_->organizations_ =
      read_organizations(JsonReader{*value, file, diagnostics_, JsonReader::Root::kFile},
                         catalogue_->directory_ / "branding");
  are_organizations_known_ = diagnostics_.errors.size() == errors_before;
}

void CatalogueReader::read_models() {
  for (const auto& [uid, path] : list_files("models")) {
    model_uids_.insert(uid);
    read_model(path, uid);
  }
}

void CatalogueReader::read_model(const fs::path& path, const std::string& uid) {
  const std::string file = "models/" + uid + ".json";
  const std::string sql_file = "models/" + uid + ".sql";
  const auto text = read_text(path, file);
  const auto sql = read_text(catalogue_->directory_ / sql_file, sql_file);
  const auto value = text ? parse_json(*text, file) : std::nullopt;
  if (!value) return;
  const std::size_t errors_before = diagnostics_.errors.size();
  DataModel model = read_data_model(JsonReader{*value, file, diagnostics_, JsonReader::Root::kFile},
                                    uid, dialects_);
  const bool is_whole = diagnostics_.errors.size() == errors_before;
  if (is_whole) check_references(model, file);
  if (sql) {
    read_sql(model, *sql, is_whole ? file : "");
    model.sha256 = base::hex(base::sha256(*text + '\0' + *sql));
  }
  catalogue_->models_.emplace(uid, std::move(model));
}

/// If the source is unknown, only SQL that no database accepts is an error. If `json_file` is
/// empty, the data model has errors and the SQL is not checked against it.
void CatalogueReader::read_sql(DataModel& model, const std::string& text,
                               const std::string& json_file) {
  const std::string file = "models/" + model.uid + ".sql";
  const auto dialect = dialects_.find(model.source);
  const bool has_source = dialect != dialects_.end();
  try {
    model.sql = SqlTemplate{text, has_source ? dialect->second : SqlDialect::kUnknown};
  } catch (const base::Error& error) {
    const auto reason = error.user_message().value_or(base::Message{"model.file_not_read"});
    if (!has_source && is_sql_difference(reason)) return;
    return add_error(file, reason);
  }
  if (!json_file.empty()) check_sql_parameters(model, json_file, file, diagnostics_);
}

void CatalogueReader::check_references(const DataModel& model, const std::string& json_file) {
  if (!source_names_.contains(model.source)) {
    add_error(json_file + ": source",
              base::Message{"model.no_such_source", {{"name", model.source}}});
  }
  if (!are_organizations_known_) return;
  for (const base::OrganizationUid& uid : model.access.organizations) {
    if (catalogue_->organizations_.contains(uid)) continue;
    add_error(json_file + ": access.organizations",
              base::Message{"model.no_such_organization", {{"uid", uid.text()}}});
  }
}

std::map<std::string, fs::path> CatalogueReader::list_files(const std::string& folder) {
  std::map<std::string, fs::path> found;
  std::error_code missing;
  for (fs::directory_iterator at{catalogue_->directory_ / folder, missing}, end;
       !missing && at != end; at.increment(missing)) {
    const fs::path& path = at->path();
    const std::string name = path.stem().string();
    if (path.extension() != ".json" || name.starts_with('.')) continue;
    if (is_file_uid(name)) {
      found.emplace(name, path);
    } else {
      add_error(folder + "/" + base::sanitize_utf8(path.filename().string()),
                base::Message{"model.not_file_uid"});
    }
  }
  return found;
}

std::optional<json::Value> CatalogueReader::read_json(const fs::path& path,
                                                      const std::string& file) {
  const auto text = read_text(path, file);
  return text ? parse_json(*text, file) : std::nullopt;
}

std::optional<std::string> CatalogueReader::read_text(const fs::path& path,
                                                      const std::string& file) {
  auto text = base::read_small_text(path);
  if (text && base::is_utf8(*text) && text->find('\0') == std::string::npos) return text;
  add_error(file, base::Message{"model.file_not_read"});
  return std::nullopt;
}

std::optional<json::Value> CatalogueReader::parse_json(const std::string& text,
                                                       const std::string& file) {
  try {
    return json::parse(text);
  } catch (const base::Error& error) {
    add_error(file, error.user_message().value_or(base::Message{"model.file_not_read"}));
    return std::nullopt;
  }
}

void CatalogueReader::add_error(const std::string& file, base::Message reason) {
  diagnostics_.errors.push_back({file, std::move(reason)});
}

}  // namespace model
