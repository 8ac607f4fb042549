#include "model/catalogue_reader.h"

#include <algorithm>
#include <set>

#include "base/digest.h"
#include "base/error.h"
#include "base/utf8.h"
#include "json/parse.h"
#include "model/data_model_check.h"
#include "model/reader/key.h"
#include "model/reader/organization_reader.h"
#include "model/reader/source_reader.h"
#include "model/sql_difference.h"
#include "base/small_file.h"

namespace model {
namespace {

namespace fs = std::filesystem;

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
  }
  read_sources();
  read_organizations_file();
  read_models();
  remove_invalid();
  Catalogue::Loaded loaded{nullptr, std::move(catalogue_), std::move(diagnostics_.errors),
                           std::move(diagnostics_.warnings)};
  if (loaded.errors.empty()) loaded.catalogue = loaded.valid_part;
  return loaded;
}

/// What is read must be there until the end: that a file has an error makes no other one wrong.
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
}

void CatalogueReader::read_sources() {
  for (const auto& [name, path] : list_files("sources")) {
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
  const std::string file = "organizations.json";
  const fs::path path = catalogue_->directory_ / file;
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return;
  catalogue_->has_organizations_ = true;
  const auto value = read_json(path, file);
  if (!value) return;
  catalogue_->organizations_ =
      read_organizations(JsonReader{*value, file, diagnostics_, JsonReader::Root::kFile},
                         catalogue_->directory_ / "branding");
}

void CatalogueReader::read_models() {
  for (const auto& [uid, path] : list_files("models")) read_model(path, uid);
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

/// Without a source only what no database reads is wrong with it. Without a json_file the SQL is
/// read alone, since there is nothing whole to hold it to.
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
  if (!catalogue_->sources_.contains(model.source)) {
    add_error(json_file + ": source",
              base::Message{"model.no_such_source", {{"name", model.source}}});
  }
  if (!catalogue_->has_organizations_) return;
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
