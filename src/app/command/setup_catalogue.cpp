#include "app/command/setup_catalogue.h"

#include <algorithm>
#include <array>
#include <set>

#include "app/command/derived_uid.h"
#include "app/owner.h"
#include "app/write_file.h"
#include "base/small_file.h"
#include "database/connection.h"
#include "json/parse.h"
#include "json/write.h"
#include "language/time_zone.h"
#include "model/catalogue.h"
#include "model/reader/key.h"
#include "source/source_registry.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using base::Message;

constexpr std::chrono::seconds kTimeout{10};
constexpr std::size_t kMaxListedTables = 40;

enum class ConnectionKind { kFile, kPostgres, kOdbc };

ConnectionKind kind_of(const std::string& connection) {
  const bool is_uri =
      connection.starts_with("postgresql://") || connection.starts_with("postgres://");
  if (is_uri || connection.find("dbname=") != std::string::npos) return ConnectionKind::kPostgres;
  std::string lower = connection;
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  const bool is_odbc =
      lower.find("driver=") != std::string::npos || lower.find("dsn=") != std::string::npos;
  return is_odbc ? ConnectionKind::kOdbc : ConnectionKind::kFile;
}

/// "erp-2026" for "/srv/ERP 2026.db".
std::string name_for(const std::string& connection) {
  if (kind_of(connection) != ConnectionKind::kFile) return "erp";
  return derived_uid(fs::path{connection}.stem().string(), "source");
}

/// Whether the unit hides the file from the service.
bool is_hidden(const fs::path& file) {
  const std::string path = fs::weakly_canonical(fs::absolute(file)).string();
  return std::ranges::any_of(std::array{"/home/", "/root/", "/run/user/", "/tmp/", "/var/tmp/"},
                             [&](const char* folder) { return path.starts_with(folder); });
}

/// By the link /etc/localtime; "UTC" where it leads to no zone.
std::string time_zone_of_machine() {
  std::error_code none;
  const std::string target = fs::read_symlink("/etc/localtime", none).string();
  const std::string_view folder = "/zoneinfo/";
  const std::size_t at = target.rfind(folder);
  return at == std::string::npos ? "UTC" : target.substr(at + folder.size());
}

using Names = std::set<std::string>;

/// Of a SQLite file. Not by a session, which may not read the schema.
Names tables_of_file(const fs::path& file) {
  database::Connection connection(file, database::Mode::kReadOnly);
  database::Statement rows = connection.prepare(
      "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE "
      "'sqlite\\_%' ESCAPE '\\'");
  Names names;
  while (rows.step()) names.emplace(rows.text(0));
  return names;
}

std::string tables_query(const model::SourceDefinition& source) {
  const std::string schemas =
      "SELECT table_name FROM information_schema.tables WHERE table_schema ";
  if (source.kind == model::SourceKind::kPostgres || source.dialect == "postgres")
    return "SELECT CASE WHEN table_schema = ANY (current_schemas(false)) THEN table_name::text "
           "ELSE "
           "table_schema || '.' || table_name END FROM information_schema.tables WHERE "
           "table_schema NOT IN ('information_schema', 'pg_catalog')";
  if (source.dialect == "oracle") return "SELECT table_name FROM user_tables";
  if (source.dialect == "mysql" || source.dialect == "mariadb") return schemas + "= database()";
  return schemas +
         "NOT IN ('information_schema', 'pg_catalog', 'mysql', 'performance_schema', 'sys')";
}

Names tables_of_server(const model::SourceDefinition& source) {
  source::SourceRegistry sources;
  const auto session = sources.session(source, {});
  const auto cursor = session->open({tables_query(source), {}}, {{}, kTimeout, {}});
  std::array<source::Cell, 1> row{};
  Names names;
  while (cursor->next(row)) names.insert(source::format_cell(row[0]));
  return names;
}

std::string joined(const Names& names) {
  std::string list;
  std::size_t count = 0;
  for (const std::string& name : names) {
    if (++count > kMaxListedTables) return list + ", ...";
    list += (list.empty() ? "" : ", ") + name;
  }
  return list;
}

}  // namespace

bool SetupCatalogue::has_organization(const std::string& uid) const {
  const auto text = base::read_small_text(catalogue_ / "organizations.json");
  if (!text) return false;
  const json::Value value = json::parse(*text);
  const json::Value* list = value.find("organizations");
  if (list == nullptr || list->elements() == nullptr) return false;
  return std::ranges::any_of(*list->elements(), [&](const json::Value& one) {
    const json::Value* known = one.find("uid");
    return known != nullptr && known->string() != nullptr && *known->string() == uid;
  });
}

void SetupCatalogue::write_organization(const std::string& uid) {
  const fs::path file = catalogue_ / "organizations.json";
  json::Value organizations = json::Value::array();
  if (const auto text = base::read_small_text(file)) {
    const json::Value value = json::parse(*text);
    if (const json::Value* list = value.find("organizations")) organizations = *list;
  }
  const std::string name =
      dialog_.ask(Message{"app.setup_organization_name"}, settings_.organization_name, uid);
  const std::string arabic =
      dialog_.ask(Message{"app.setup_organization_name_ar"}, settings_.organization_name_ar, name);
  const std::string zone =
      dialog_.ask(Message{"app.setup_time_zone"}, settings_.time_zone, time_zone_of_machine(),
                  [&](const std::string& answer) { return time_zone_error(answer); });
  organizations.add(
      json::Value::object({{"uid", uid},
                           {"name", json::Value::object({{"en", name}, {"ar", arabic}})},
                           {"timeZone", zone}}));
  write_file(file, json::write_indented(
                       json::Value::object({{"organizations", std::move(organizations)}})) +
                       "\n");
  dialog_.tell(Message{"app.setup_wrote", {{"path", file.string()}}});
}

std::optional<std::string> SetupCatalogue::time_zone_error(const std::string& name) const {
  try {
    static_cast<void>(language::TimeZone{name});
    return std::nullopt;
  } catch (const base::Error& error) {
    return dialog_.text(error);
  }
}

std::string SetupCatalogue::add_organization() {
  const std::string uid =
      dialog_.ask(Message{"app.setup_organization"}, settings_.organization, "",
                  [&](const std::string& answer) -> std::optional<std::string> {
                    if (model::is_uid(answer)) return std::nullopt;
                    return dialog_.text(Message{"app.setup_not_uid", {{"text", answer}}});
                  });
  if (uid.empty()) return uid;
  if (!has_organization(uid)) {
    write_organization(uid);
  } else if (!settings_.organization_name.empty() || !settings_.organization_name_ar.empty() ||
             !settings_.time_zone.empty()) {
    dialog_.tell(
        Message{"app.setup_organization_kept",
                {{"organization", uid}, {"path", (catalogue_ / "organizations.json").string()}}});
  }
  return uid;
}

void SetupCatalogue::write_source(const std::string& name, const std::string& connection) {
  const fs::path file = catalogue_ / "sources" / (name + ".json");
  json::Value source = json::Value::object();
  const ConnectionKind kind = kind_of(connection);
  if (kind == ConnectionKind::kFile) {
    source.add("kind", "sqlite");
    source.add("path", fs::absolute(connection).lexically_normal().string());
  } else {
    // It may hold a password.
    write_private_file(catalogue_ / "secrets" / name, connection + "\n", owner_of(data_).group);
    source.add("kind", kind == ConnectionKind::kPostgres ? "postgres" : "odbc");
    source.add("connection", json::Value::object({{"file", "secrets/" + name}}));
    if (!settings_.dialect.empty()) source.add("dialect", settings_.dialect);
  }
  write_file(file, json::write_indented(source) + "\n");
}

void SetupCatalogue::probe(const std::string& name) const {
  as_owner(data_, [&]() -> std::string {
    try {
      const model::Catalogue::Loaded loaded = model::Catalogue::load(catalogue_);
      const model::SourceDefinition* source = loaded.valid_part->source(name);
      if (source == nullptr) {
        const auto own = std::ranges::find_if(loaded.errors, [&](const base::Diagnostic& error) {
          return error.path.find(name + ".json") != std::string::npos;
        });
        if (loaded.errors.empty()) throw base::Error(name);
        const base::Diagnostic& error = own == loaded.errors.end() ? loaded.errors.front() : *own;
        throw base::Error(error.path + ": " + dialog_.text(error.reason));
      }
      source::SourceRegistry sources;
      source::probe(*source, sources, {});
      return {};
    } catch (const base::Error& error) {
      throw base::Error(dialog_.detailed_text(error));
    }
  });
}

std::optional<std::string> SetupCatalogue::connection_error(const std::string& connection) const {
  if (kind_of(connection) == ConnectionKind::kFile && !fs::is_regular_file(connection))
    return dialog_.text(Message{"app.setup_no_file", {{"path", connection}}});
  const bool is_installed = settings_.systemd == SetupSettings{}.systemd;
  if (kind_of(connection) == ConnectionKind::kFile && is_installed && is_hidden(connection))
    return dialog_.text(Message{"app.setup_hidden_file", {{"path", connection}}});
  return std::nullopt;
}

bool SetupCatalogue::has_source(const std::string& name, const std::string& connection) const {
  const auto text = base::read_small_text(catalogue_ / "sources" / (name + ".json"));
  if (!text) return false;
  if (kind_of(connection) != ConnectionKind::kFile)
    return base::read_small_text(catalogue_ / "secrets" / name) == connection + "\n";
  const json::Value source = json::parse(*text);
  const json::Value* path = source.find("path");
  std::error_code ignored;
  return path != nullptr && path->string() != nullptr &&
         fs::equivalent(catalogue_ / *path->string(), connection, ignored);
}

std::optional<std::string> SetupCatalogue::source_name_error(const std::string& name,
                                                             const std::string& connection) const {
  if (!model::is_file_uid(name))
    return dialog_.text(Message{"app.setup_not_uid", {{"text", name}}});
  if (fs::exists(catalogue_ / "sources" / (name + ".json")) && !has_source(name, connection))
    return dialog_.text(Message{"app.setup_source_exists", {{"source", name}}});
  return std::nullopt;
}

std::string SetupCatalogue::add_source() {
  for (;;) {
    const std::string connection =
        dialog_.ask(Message{"app.setup_connection"}, settings_.connection, "",
                    [&](const std::string& answer) { return connection_error(answer); });
    if (connection.empty()) return settings_.source;
    const std::string name = dialog_.ask(
        Message{"app.setup_source_name"}, settings_.source, name_for(connection),
        [&](const std::string& answer) { return source_name_error(answer, connection); });
    const fs::path file = catalogue_ / "sources" / (name + ".json");
    const bool is_new = !fs::exists(file);
    if (is_new) write_source(name, connection);
    try {
      probe(name);
      dialog_.tell(Message{"app.setup_source_answers", {{"path", file.string()}}});
      return name;
    } catch (const base::Error& error) {
      if (is_new) {
        fs::remove(file);
        fs::remove(catalogue_ / "secrets" / name);
      }
      if (!settings_.connection.empty() || !dialog_.is_asking()) throw;
      dialog_.tell(Message{"app.setup_source_refused", {{"reason", error.what()}}});
    }
  }
}

std::string SetupCatalogue::tables(const std::string& name) const {
  return as_owner(data_, [&]() -> std::string {
    try {
      const model::Catalogue::Loaded loaded = model::Catalogue::load(catalogue_);
      const model::SourceDefinition* source = loaded.valid_part->source(name);
      if (source == nullptr) return {};
      return joined(source->kind == model::SourceKind::kSqlite ? tables_of_file(source->path)
                                                               : tables_of_server(*source));
    } catch (const base::Error&) {
      return {};
    }
  });
}

std::string SetupCatalogue::choose_table(const std::string& source) const {
  const std::string list =
      dialog_.is_asking() && settings_.table.empty() ? tables(source) : std::string{};
  return dialog_.ask(Message{"app.setup_table", {{"tables", list}}}, settings_.table, "");
}

}  // namespace app
