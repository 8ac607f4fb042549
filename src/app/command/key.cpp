#include <iostream>

#include "app/command/auth_tables.h"
#include "app/command/server_location.h"
#include "app/commands.h"
#include "app/option.h"
#include "base/bidi.h"
#include "base/error.h"
#include "base/utf8.h"

namespace app {
namespace {

using auth::ApiKey;
using auth::Scope;

constexpr std::size_t kMaxLabelLength = 200;

std::set<Scope> parse_scopes(const std::vector<std::string>& names) {
  std::set<Scope> scopes;
  for (const std::string& name : names) {
    const auto scope = auth::parse_scope(name);
    if (!scope) throw base::Error("--scopes " + name + ": no such scope");
    scopes.insert(*scope);
  }
  return scopes;
}

/// Whether the byte is a control character (C0 or DEL) or ends one of U+0080 to U+009F in UTF-8.
bool is_control(std::string_view text, std::size_t at) {
  const auto octet = static_cast<unsigned char>(text[at]);
  const bool is_second = at > 0 && static_cast<unsigned char>(text[at - 1]) == 0xc2;
  return octet < 0x20 || octet == 0x7f || (is_second && octet >= 0x80 && octet < 0xa0);
}

/// Throws base::Error unless the text is one that terminals and HTTP headers can show.
void require_plain(const std::string& option, const std::string& text) {
  if (text.find_first_not_of(' ') == std::string::npos) throw base::Error(option + ": it is empty");
  if (base::has_control(text)) throw base::Error(option + ": there is a control character in it");
  if (!base::is_utf8(text)) throw base::Error(option + ": it is not in UTF-8");
  if (base::utf16_length(text) > kMaxLabelLength) {
    throw base::Error(option + ": it is longer than " + std::to_string(kMaxLabelLength) +
                      " characters");
  }
}

/// The same for the uid of an organization, as the organization-id header and organizations.json
/// have it.
void require_name(const std::string& option, const std::string& text) {
  require_plain(option, text);
  if (text.find_first_of(" /\\*,;\"'") == std::string::npos) return;
  throw base::Error(option +
                    ": it is the uid of one organization, without blanks, slashes and stars");
}

/// Older versions accepted control characters, so the table may hold some.
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

void add_create(CLI::App& group, KeySettings& settings, Action& action) {
  CLI::App* create = group.add_subcommand("create", "Create a key and print it, this once");
  add_data(*create, settings.data);
  add_option(*create, "organization", settings.organization, "The uid of the key's organization")
      ->required();
  add_option(*create, "label", settings.label, "A name to recognize the key by")->required();
  add_option(*create, "scopes", settings.scopes,
             "What the key may do, separated by commas: submit, read, cancel (and delete), admin "
             "(all of it, for its organization and those below), operator (see and manage the "
             "whole installation)")
      ->delimiter(',')
      ->check(CLI::IsMember({"submit", "read", "cancel", "admin", "operator"}))
      ->capture_default_str();
  add_option(*create, "models", settings.models,
             "Uids of the data models that the key may use, separated by commas; sales.* means all "
             "that begin with sales. (all)")
      ->delimiter(',');
  add_option(*create, "data-of", settings.data_of,
             "Whose data the key may request: own (its organization's) or below (also that of the "
             "organizations below it)")
      ->check(CLI::IsMember({"own", "below"}))
      ->capture_default_str();
  add_option(*create, "days", settings.days, "Days until the key expires; 0: never")
      ->check(CLI::Range(0, 36'500))
      ->capture_default_str();
  create->footer(
      "Example:\n  gormic-bi key create --data data --organization ACME --label 'ERP export'\n"
      "The server may be running; it accepts the key at once.");
  create->final_callback([&] {
    action = [&] {
      find_data(settings.data, *group.get_parent());
      return create_key(settings);
    };
  });
}

void add_rotate(CLI::App& group, KeySettings& settings, Action& action) {
  CLI::App* rotate = group.add_subcommand(
      "rotate", "Create and print a key in place of an old one, which works a while longer");
  add_data(*rotate, settings.data);
  rotate->add_option("id", settings.id, "The old key's id, as `key list` shows it")->required();
  add_option(*rotate, "hours", settings.hours, "Hours until the old key expires")
      ->check(CLI::Range(0, 24 * 365))
      ->capture_default_str();
  add_option(*rotate, "days", settings.new_days,
             "Days until the new key expires; 0: never (as many as the old key had)")
      ->check(CLI::Range(0, 36'500));
  rotate->final_callback([&] {
    action = [&] {
      find_data(settings.data, *group.get_parent());
      return rotate_key(settings);
    };
  });
}

void add_list(CLI::App& group, KeySettings& settings, Action& action) {
  CLI::App* list = group.add_subcommand("list", "List the keys, without their secrets");
  add_data(*list, settings.data);
  list->final_callback([&] {
    action = [&] {
      find_data(settings.data, *group.get_parent());
      return list_keys(settings);
    };
  });
}

void add_revoke(CLI::App& group, KeySettings& settings, Action& action) {
  CLI::App* revoke = group.add_subcommand("revoke", "Revoke a key, within a second");
  add_data(*revoke, settings.data);
  revoke->add_option("id", settings.id, "The key's id, as `key list` shows it")->required();
  revoke->final_callback([&] {
    action = [&] {
      find_data(settings.data, *group.get_parent());
      return revoke_key(settings);
    };
  });
}

}  // namespace

void add_key(CLI::App& root, KeySettings& settings, Action& action) {
  CLI::App* group = root.add_subcommand("key", "Create, list, rotate and revoke API keys");
  group->require_subcommand(1);
  add_create(*group, settings, action);
  add_rotate(*group, settings, action);
  add_list(*group, settings, action);
  add_revoke(*group, settings, action);
}

}  // namespace app
