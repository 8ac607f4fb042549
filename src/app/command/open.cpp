#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <iostream>
#include <stop_token>

#include "app/command/auth_tables.h"
#include "app/command/browser.h"
#include "app/command/server_location.h"
#include "app/commands.h"
#include "app/option.h"
#include "app/owner.h"
#include "app/settings.h"
#include "app/sign_in_url.h"
#include "base/error.h"
#include "base/sleep.h"

namespace app {
namespace {

using namespace std::chrono_literals;

constexpr auto kLinkLifetime = 10min;
constexpr auto kBrowserTime = 1min;  // to read the file that leads to the link
constexpr auto kLookInterval = 100ms;

/// Whether the folder is there, or is one that this user cannot look into.
bool may_exist(const std::filesystem::path& data) {
  return ::access(worker::DataDirectory::database_in(data).c_str(), F_OK) == 0 || errno == EACCES;
}

bool may_write(const std::filesystem::path& data) {
  return ::access(worker::DataDirectory::database_in(data).c_str(), R_OK | W_OK) == 0 &&
         ::access(data.c_str(), W_OK | X_OK) == 0;
}

/// Throws base::Error unless a server has locked the folder.
void require_server(const std::filesystem::path& data) {
  try {
    worker::DataDirectory(data).lock_exclusive();
  } catch (const base::Error& error) {
    if (error.user_message()) return;  // another process holds it
    throw;
  }
  throw base::Error("--data " + data.string() + ": no server runs on it; start one with `serve`");
}

auth::ApiKey only_live_key(AuthTables& table) {
  std::vector<auth::ApiKey> live;
  for (auth::ApiKey& key : table.keys.list()) {
    if (key.is_live(table.clock.now())) live.push_back(std::move(key));
  }
  if (live.size() == 1) return live.front();
  if (live.empty()) {
    throw base::Error("there is no live key; create one with `gormic-bi key create`");
  }
  std::string choices;
  for (const auth::ApiKey& key : live) {
    choices += "\n  --key " + key.id.text() + "  " + key.grant.organization.text() + ", " +
               key.grant.label;
  }
  throw base::Error("there are several keys; choose one:" + choices);
}

auth::ApiKey chosen_key(AuthTables& table, const std::string& id) {
  if (id.empty()) return only_live_key(table);
  auth::ApiKey key = table.keys.require(base::KeyId{id});
  if (key.is_live(table.clock.now())) return key;
  throw base::Error("key " + id + ": it was revoked or has expired; see `key list`");
}

/// Returns when the link was used, or the browser has had its time.
void wait_for_use(auth::SessionStore& sessions, const std::string& token) {
  const auto end = std::chrono::steady_clock::now() + kBrowserTime;
  while (sessions.has_link(token) && std::chrono::steady_clock::now() < end) {
    base::sleep_unless_stopped(kLookInterval, std::stop_token{});
  }
}

int open_signed_in(const std::filesystem::path& data, const OpenSettings& settings) {
  require_database(data);
  const std::string actor = audit_actor();
  const bool is_other_user = become_owner(data).has_value();  // who has no browser
  require_server(data);
  AuthTables table(data);
  const auth::ApiKey key = chosen_key(table, settings.key);
  const std::string token =
      table.sessions.create_link(key, kLinkLifetime, {.action = {}, .peer = actor});
  const std::string url = sign_in_url(reachable_url(table.sessions.base_url()), token);
  std::cerr << "Signs in with the rights of key " << key.id.text() << ", "
            << key.grant.organization.text() << ", " << key.grant.label
            << ": once, within ten minutes.\n";
  std::cout << url << std::endl;
  if (settings.print || is_other_user) return 0;
  const Browser browser(url);
  if (browser.start()) wait_for_use(table.sessions, token);
  return 0;
}

/// For a user who may not write the server's data: the page asks for a key.
int open_plain(const std::string& base_url, const OpenSettings& settings) {
  const std::string url = base_url + "/console";
  std::cout << url << std::endl;
  if (settings.print) return 0;
  const Browser browser(url);
  if (browser.start())
    base::sleep_unless_stopped(2s, std::stop_token{});  // until it has read the file
  return 0;
}

/// Of the configuration files if they can be read, else the standard one, with a note.
std::string base_url_without_data(const std::vector<std::string>& files,
                                  const std::filesystem::path& data) {
  try {
    if (!files.empty()) return ServerLocation::read(files).base_url;
  } catch (const base::Error&) {  // the note says so
  }
  const std::string tried =
      files.empty() ? std::string{ServerLocation::kConfigFile} : files.front();
  std::cerr << "--data " << data.string() << " is closed to this user, and " << tried
            << " cannot be read: the server's\naddress is not known, and this is the standard "
               "one. --config names another file.\n";
  return reachable_url(std::string{"http://"} + kDefaultListen);
}

int open_console(const OpenSettings& settings, const std::vector<std::string>& files) {
  if (!settings.data.empty()) {
    const bool is_closed = !may_write(settings.data) && may_exist(settings.data);
    return is_closed ? open_plain(base_url_without_data(files, settings.data), settings)
                     : open_signed_in(settings.data, settings);
  }
  if (files.empty()) {
    throw base::Error("--data: name the server's data folder; there is no " +
                      std::string{ServerLocation::kConfigFile});
  }
  const bool is_readable = std::ranges::all_of(
      files, [](const std::string& file) { return ::access(file.c_str(), R_OK) == 0; });
  const bool is_installed = files.front() == ServerLocation::kConfigFile;
  if (!is_readable && is_installed)
    return open_plain(base_url_without_data(files, ServerLocation::kData), settings);
  const ServerLocation location = ServerLocation::read(files);
  return may_write(location.data) ? open_signed_in(location.data, settings)
                                  : open_plain(location.base_url, settings);
}

}  // namespace

void add_open(CLI::App& root, OpenSettings& settings, Action& action) {
  CLI::App* open = root.add_subcommand("open", "Open the console in a browser, signed in");
  add_option(*open, "data", settings.data,
             "The server's data folder (that of the configuration file)");
  open->add_option("--key", settings.key,
                   "The id of the key whose rights the browser gets (the only live one)");
  open->add_flag("--print", settings.print, "Only print the link")
      ->envname(environment_variable("print"));
  open->footer(
      "Prints a link that signs in once, within ten minutes, and starts the browser with it.\n"
      "Without --data, the section [serve] of the file of --config, or of\n"
      "/etc/gormic-bi/gormic-bi.toml and setup.toml, names the folder. A user who may not write\n"
      "that folder gets the page that asks for a key.\n"
      "Example:\n  gormic-bi open --data data");
  const CLI::Option* config = root.get_config_ptr();
  open->final_callback([&settings, &action, config] {
    action = [&settings, config] { return open_console(settings, config_files(*config)); };
  });
}

}  // namespace app
