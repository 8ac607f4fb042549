#include <pwd.h>
#include <unistd.h>

#include <iostream>

#include "auth/audit.h"
#include "auth/api_key_store.h"
#include "auth/download_links.h"
#include "app/command/audit_printer.h"
#include "app/commands.h"
#include "app/migrations.h"
#include "base/error.h"
#include "base/utf8.h"
#include "worker/data_directory.h"

namespace app {
namespace {

using auth::ApiKey;
using auth::Scope;

constexpr std::size_t kMaxLabelLength = 200;

/// Whoever runs the command, as the audit names them.
std::string user() {
  const passwd* entry = ::getpwuid(::getuid());
  return "user:" + (entry == nullptr ? std::to_string(::getuid()) : std::string{entry->pw_name});
}

/// What of a data directory is about access, beside a running server or without one.
struct AuthTables {
  explicit AuthTables(const std::filesystem::path& data)
      : directory(data),
        writer(directory.database(), migrations()),
        read_pool(directory.database()),
        keys(writer, read_pool, clock, user()),
        download_links(writer, read_pool, clock),
        audit(writer, read_pool, clock) {}

  base::SystemClock clock;
  worker::DataDirectory directory;
  database::Writer writer;
  database::ReadConnectionPool read_pool;
  auth::ApiKeyStore keys;
  auth::DownloadLinks download_links;
  auth::Audit audit;
};

/// A mistyped folder would be made, and look like one without keys.
void require_database(const std::filesystem::path& data) {
  if (!std::filesystem::exists(worker::DataDirectory::database_in(data))) {
    throw base::Error("--data " + data.string() + ": there is no database of a server in it");
  }
}

std::set<Scope> parse_scopes(const std::vector<std::string>& names) {
  std::set<Scope> scopes;
  for (const std::string& name : names) {
    const auto scope = auth::parse_scope(name);
    if (!scope) throw base::Error("--scopes " + name + ": no such scope");
    scopes.insert(*scope);
  }
  return scopes;
}

/// ESC and its like, and in UTF-8 those of two bytes, U+0080 to U+009F.
bool is_control(std::string_view text, std::size_t at) {
  const auto octet = static_cast<unsigned char>(text[at]);
  const bool is_second = at > 0 && static_cast<unsigned char>(text[at - 1]) == 0xc2;
  return octet < 0x20 || octet == 0x7f || (is_second && octet >= 0x80 && octet < 0xa0);
}

/// What a terminal and a header can show.
void require_plain(const std::string& option, const std::string& text) {
  if (text.find_first_not_of(' ') == std::string::npos) throw base::Error(option + ": it is empty");
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_control(text, i)) throw base::Error(option + ": there is a control character in it");
  }
  if (!base::is_utf8(text)) throw base::Error(option + ": it is not in UTF-8");
  if (base::utf16_length(text) > kMaxLabelLength) {
    throw base::Error(option + ": it is longer than " + std::to_string(kMaxLabelLength) +
                      " characters");
  }
}

/// What an organization-id header and organizations.json can name.
void require_name(const std::string& option, const std::string& text) {
  require_plain(option, text);
  if (text.find_first_of(" /\\*,;\"'") == std::string::npos) return;
  throw base::Error(option +
                    ": it is the uid of one organization, without blanks, slashes and stars");
}

/// What older versions took may still stand in the table.
std::string printable(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) result += is_control(text, i) ? '?' : text[i];
  return result;
}

void print_created(const auth::ApiKeyStore::Created& created) {
  const std::optional<base::Time>& end = created.key.grant.expires_at;
  std::cerr << "Key " << created.key.id.text() << " of organization "
            << created.key.grant.organization.text() << ", valid "
            << (end ? "until " + base::format_rfc3339(*end) : "until it is revoked")
            << ". Keep it now: it cannot be shown again.\n";
  std::cout << created.secret << "\n";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
  return text;
}

std::string format_state(const ApiKey& key, base::Time now) {
  if (key.revoked_at) return "revoked " + base::format_rfc3339(*key.revoked_at);
  if (!key.grant.expires_at) return "valid";
  return (*key.grant.expires_at <= now ? "expired " : "valid until ") +
         base::format_rfc3339(*key.grant.expires_at);
}

}  // namespace

int create_key(const KeySettings& settings) {
  require_name("--organization", settings.organization);
  require_plain("--label", settings.label);
  AuthTables table(settings.data);
  std::optional<base::Time> expires_at;
  if (settings.days > 0) expires_at = table.clock.now() + std::chrono::days{settings.days};
  for (const std::string& pattern : settings.models) {
    if (pattern.empty() || pattern.find_first_of(" \t\n") != std::string::npos) {
      throw base::Error("--models " + pattern + ": write uids of data models, as in sales.*");
    }
  }
  print_created(table.keys.create({.organization = base::OrganizationUid{settings.organization},
                                   .label = settings.label,
                                   .scopes = parse_scopes(settings.scopes),
                                   .expires_at = expires_at,
                                   .models = settings.models,
                                   .includes_sub_organizations = settings.data_of == "below"}));
  return 0;
}

int rotate_key(const KeySettings& settings) {
  require_database(settings.data);
  AuthTables table(settings.data);
  const base::KeyId id{settings.id};
  const auto newer = table.keys.successor(id);
  if (newer && !table.keys.require(*newer).revoked_at) {
    throw base::Error("key " + settings.id + " was rotated already: key " + newer->text() +
                      " came after it; rotate that one");
  }
  std::optional<std::chrono::seconds> life;
  if (settings.new_days) life = std::chrono::days{*settings.new_days};
  const auto created = table.keys.rotate(id, std::chrono::hours{settings.hours}, life);
  if (!created) {
    throw base::Error("key " + settings.id +
                      ": there is no such key, or it lives no more; see `key list`");
  }
  print_created(*created);
  const std::optional<base::Time> end = table.keys.require(id).grant.expires_at;
  std::cerr << "The old one, " << settings.id << ", lives until "
            << base::format_rfc3339(end.value()) << ".\n";
  return 0;
}

int list_keys(const KeySettings& settings) {
  require_database(settings.data);
  AuthTables table(settings.data);
  std::cout << "ID\tORGANIZATION\tSCOPES\tMODELS\tDATA OF\tSTATE\tLAST USE\tLABEL\n";
  for (const ApiKey& key : table.keys.list()) {
    std::vector<std::string> scopes;
    for (const Scope scope : key.grant.scopes) scopes.emplace_back(auth::name(scope));
    std::cout << key.id.text() << "\t" << printable(key.grant.organization.text()) << "\t"
              << joined(scopes) << "\t"
              << (key.grant.models.empty() ? "*" : joined(key.grant.models)) << "\t"
              << (key.grant.includes_sub_organizations ? "below" : "own") << "\t"
              << format_state(key, table.clock.now()) << "\t"
              << (key.last_used_at ? "used " + base::format_rfc3339(*key.last_used_at) : "unused")
              << "\t" << printable(key.grant.label) << "\n";
  }
  return 0;
}

int revoke_key(const KeySettings& settings) {
  require_database(settings.data);
  AuthTables table(settings.data);
  if (!table.keys.revoke(base::KeyId{settings.id})) {
    throw base::Error("key " + settings.id +
                      ": there is no such key, or it was revoked before; see `key list`");
  }
  return 0;
}

int rotate_links(const KeySettings& settings) {
  require_database(settings.data);
  AuthTables table(settings.data);
  const std::int64_t number = table.download_links.rotate(user());
  std::cerr << "Links are signed with key " << number << " from now on.\n";
  return 0;
}

int show_audit(const AuditSettings& settings) {
  require_database(settings.data);
  AuthTables table(settings.data);
  AuditPrinter printer(std::cout, settings.format);
  table.audit.read(audit_filter(settings),
                   [&](const auth::Audit::Record& record) { printer.write(record); });
  return 0;
}

}  // namespace app
