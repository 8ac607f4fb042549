#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <set>

#include "app/command/auth_tables.h"
#include "app/command/configuration.h"
#include "app/command/dialog.h"
#include "app/command/server_location.h"
#include "app/command/setup_catalogue.h"
#include "app/command/setup_file.h"
#include "app/command/setup_network.h"
#include "app/command/setup_report.h"
#include "app/commands.h"
#include "app/option.h"
#include "app/owner.h"
#include "base/file_descriptor.h"
#include "json/parse.h"
#include "json/write.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using base::Message;

/// The files of the folder that exist.
std::vector<std::string> files_in(const fs::path& folder) {
  std::vector<std::string> files;
  for (const char* name : {"gormic-bi.toml", "setup.toml"}) {
    if (fs::exists(folder / name)) files.push_back((folder / name).string());
  }
  return files;
}

/// The settings of the server so far. Throws base::Error where a file has faults.
ServeSettings current_settings(const SetupSettings& settings, const Dialog& dialog) {
  const Configuration configuration(files_in(settings.folder), {});
  for (const Finding& finding : configuration.findings()) {
    const bool is_missing = finding.subject == "[serve]";
    if (finding.level == Finding::Level::kError && !is_missing)
      throw base::Error(finding.subject + ": " + dialog.text(finding.message));
  }
  ServeSettings serve = configuration.serve_settings();
  if (serve.catalogue.empty()) serve.catalogue = settings.folder / "catalogue";
  if (serve.data.empty()) serve.data = ServerLocation::kData;
  return serve;
}

/// The labels of the organization's live keys, and "" if there is a live key at all; the server's
/// user looks.
std::set<std::string> labels_of(const fs::path& data, const std::string& organization) {
  const std::string list = as_owner(data, [&]() -> std::string {
    json::Value labels = json::Value::array();
    if (!fs::exists(worker::DataDirectory::database_in(data))) return json::write(labels);
    AuthTables table(data);
    for (const auth::ApiKey& key : table.keys.list()) {
      if (!key.is_live(table.clock.now())) continue;
      labels.add("");
      if (key.grant.organization.text() == organization) labels.add(key.grant.label);
    }
    return json::write(labels);
  });
  std::set<std::string> labels;
  const json::Value read = json::parse(list);
  for (const json::Value& label : *read.elements()) labels.insert(*label.string());
  return labels;
}

std::string create_key(const fs::path& data, const std::string& organization,
                       const std::string& label) {
  const std::string actor = audit_actor();
  return as_owner(data, [&] {
    AuthTables table(data, actor);
    return table.keys
        .create({.organization = base::OrganizationUid{organization},
                 .label = label,
                 .scopes = {auth::Scope::kAdmin, auth::Scope::kOperator},
                 .expires_at = {},
                 .models = {},
                 .includes_sub_organizations = true})
        .secret;
  });
}

void add_first_key(const SetupSettings& settings, const ServeSettings& server,
                   const std::string& organization, Dialog& dialog) {
  if (organization.empty()) return;
  const std::set<std::string> known = labels_of(server.data, organization);
  const std::string standard = known.empty() ? "admin" : "";
  const std::string label = dialog.ask(Message{"app.setup_key"}, settings.label, standard);
  if (label.empty()) return;
  if (known.contains(label))
    return dialog.tell(
        Message{"app.setup_key_exists", {{"label", label}, {"organization", organization}}});
  const std::string secret = create_key(server.data, organization, label);
  dialog.tell(Message{"app.setup_key_created", {{"organization", organization}}});
  std::cout << secret << std::endl;
}

/// Asks for a table until one can be used. Throws base::Error if that of a flag cannot.
void add_first_report(const SetupCatalogue& catalogue, const SetupReport& report,
                      const std::string& source, const std::string& organization,
                      const SetupSettings& settings, Dialog& dialog) {
  for (;;) {
    const std::string table = catalogue.choose_table(source);
    if (table.empty()) return;
    std::string uid;
    try {
      uid = report.draft(source, table);
    } catch (const base::Error& error) {
      const Message refusal{"app.setup_table_refused",
                            {{"reason", error.what()}, {"tables", catalogue.tables(source)}}};
      if (!settings.table.empty() || !dialog.is_asking()) throw base::Error(dialog.text(refusal));
      dialog.tell(refusal);
      continue;
    }
    return report.make(uid, organization);
  }
}

/// Starts the service with the new settings, where systemd runs the machine and the unit is there.
void restart_service(const SetupSettings& settings, bool has_new_units, const Dialog& dialog) {
  const std::string units = "gormic-bi.socket gormic-bi.service";
  const std::string command = has_new_units ? "systemctl daemon-reload && systemctl stop " + units +
                                                  " && systemctl start " + units
                                            : "systemctl restart gormic-bi.service";
  const bool is_installed = settings.systemd == SetupSettings{}.systemd &&
                            fs::exists("/run/systemd/system") &&
                            fs::exists("/usr/lib/systemd/system/gormic-bi.service");
  if (is_installed && ::geteuid() == 0 && std::system(command.c_str()) == 0)
    return dialog.tell(Message{"app.setup_restarted"});
  dialog.tell(Message{"app.setup_restart", {{"command", command}}});
}

/// Throws base::Error where a flag would have no effect. On a terminal, a question asks for what it
/// needs.
void check_flags(const SetupSettings& settings, const Dialog& dialog) {
  struct Need {
    const char* flag;
    const std::string& value;
    const char* needed;
    bool is_there;
  };
  const bool has_organization = !settings.organization.empty() || dialog.is_asking();
  const bool has_connection = !settings.connection.empty() || dialog.is_asking();
  const bool has_certificate = !settings.tls_certificate.empty() || dialog.is_asking();
  for (const Need& need :
       {Need{"--label", settings.label, "--organization", has_organization},
        Need{"--organization-name", settings.organization_name, "--organization", has_organization},
        Need{"--organization-name-ar", settings.organization_name_ar, "--organization",
             has_organization},
        Need{"--time-zone", settings.time_zone, "--organization", has_organization},
        Need{"--dialect", settings.dialect, "--connection", has_connection},
        Need{"--table", settings.table, "--source", has_connection || !settings.source.empty()},
        Need{"--tls-key", settings.tls_key, "--tls-certificate", has_certificate}}) {
    if (!need.value.empty() && !need.is_there)
      throw base::Error(
          dialog.text(Message{"app.setup_needs", {{"flag", need.flag}, {"needed", need.needed}}}));
  }
}

/// Ends with this process. Two at once would each write the files without what the other wrote.
base::FileDescriptor lock(const fs::path& folder, const Dialog& dialog) {
  fs::create_directories(folder);
  base::FileDescriptor opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!opened) throw base::Error(folder.string() + ": cannot be opened");
  if (::flock(opened.number(), LOCK_EX | LOCK_NB) != 0)
    throw base::Error(dialog.text(Message{"app.setup_runs", {{"path", folder.string()}}}));
  return opened;
}

int setup(const SetupSettings& settings) {
  const bool is_asking = settings.questions && ::isatty(STDIN_FILENO) == 1;
  // What is not private must be readable for the server's user, whatever this user's umask is.
  const mode_t mask = ::umask(022);
  Dialog dialog(settings.lang, is_asking ? Dialog::Mode::kAsk : Dialog::Mode::kFlagsOnly);
  check_flags(settings, dialog);
  const base::FileDescriptor locked = lock(settings.folder, dialog);
  const ServeSettings server = current_settings(settings, dialog);
  SetupNetwork network(settings, server, dialog);
  SetupFile file(settings.folder / "setup.toml");
  network.choose(file);
  const bool has_new_settings = file.write(owner_of(server.data).group);
  if (has_new_settings) dialog.tell(Message{"app.setup_wrote", {{"path", file.path().string()}}});
  const bool has_new_units = network.write_units();

  SetupCatalogue catalogue(settings, server, dialog);
  const std::string organization = catalogue.add_organization();
  const std::string source = catalogue.add_source();
  const SetupReport report(settings, server, dialog, mask);
  if (!source.empty()) add_first_report(catalogue, report, source, organization, settings, dialog);
  add_first_key(settings, server, organization, dialog);
  // A running server reloads its catalogue by itself.
  if (has_new_settings || has_new_units) restart_service(settings, has_new_units, dialog);
  dialog.tell(Message{"app.setup_done", {{"url", network.url() + "/console"}}});
  return 0;
}

void add_network(CLI::App& command, SetupSettings& settings) {
  add_option(command, "listen", settings.listen, "HOST:PORT, several separated by commas");
  add_option(command, "base-url", settings.base_url, "The URL at which callers reach the server");
  add_option(command, "tls-certificate", settings.tls_certificate, "A PEM file");
  add_option(command, "tls-key", settings.tls_key, "A PEM file with the certificate's key");
  command.add_flag("--self-signed", settings.self_signed, "Create a certificate")
      ->envname(environment_variable("self-signed"))
      ->excludes("--tls-certificate");
  command.add_flag("--plain-http", settings.plain_http, "Allow a public address without TLS");
  command
      .add_flag("--local-only", settings.local_only,
                "Let the service reach, and be reached from, this machine only")
      ->envname(environment_variable("local-only"));
}

void add_content(CLI::App& command, SetupSettings& settings) {
  add_option(command, "organization", settings.organization, "The uid of the first organization");
  add_option(command, "organization-name", settings.organization_name, "Its name in English");
  add_option(command, "organization-name-ar", settings.organization_name_ar, "Its Arabic name");
  add_option(command, "time-zone", settings.time_zone,
             "Its time zone, an IANA name such as Asia/Riyadh (that of the machine)");
  add_option(command, "connection", settings.connection,
             "The first source: an SQLite file, or a connection string of PostgreSQL or ODBC");
  add_option(command, "source", settings.source,
             "The name of that source; without --connection, of one that is there");
  add_option(command, "dialect", settings.dialect,
             "The database of an ODBC source: sqlserver, oracle, mysql, mariadb, postgres, ansi");
  add_option(command, "table", settings.table, "The table of the first report");
  add_option(command, "label", settings.label,
             "Create a key with this label, for that organization and all administration");
}

}  // namespace

void add_setup(CLI::App& root, SetupSettings& settings, Action& action) {
  CLI::App* command = root.add_subcommand(
      "setup", "Set up an installed server: address, certificate, organization, source, key");
  add_option(*command, "folder", settings.folder, "The folder of gormic-bi.toml and setup.toml")
      ->capture_default_str();
  add_option(*command, "systemd-folder", settings.systemd, "Where drop-ins of the units go")
      ->capture_default_str();
  add_option(*command, "questions", settings.questions,
             "false: ask nothing, and leave as it is what no flag names")
      ->capture_default_str();
  add_option(*command, "lang", settings.lang, "ar or en")
      ->check(CLI::IsMember({"ar", "en"}))
      ->capture_default_str();
  add_network(*command, settings);
  add_content(*command, settings);
  command->footer(
      "On a terminal it asks for what no flag names, checks each answer at once, and can be run\n"
      "again. It writes setup.toml and drafts into the catalogue, and leaves gormic-bi.toml "
      "alone.\n"
      "Example:\n  sudo gormic-bi setup --organization ACME --connection /srv/erp.db --table "
      "invoices \\\n    --label admin");
  command->final_callback([&] { action = [&] { return setup(settings); }; });
}

}  // namespace app
