#include "app/commands.h"
#include "app/option.h"

namespace app {
namespace {

void add_data(CLI::App& command, std::filesystem::path& data) {
  add_option(command, "data", data, "The folder of the server's data")->required();
}

void add_create(CLI::App& group, KeySettings& settings, Action& action) {
  CLI::App* create = group.add_subcommand("create", "Make a key and print it, this once");
  add_data(*create, settings.data);
  add_option(*create, "organization", settings.organization, "The uid of its organization")
      ->required();
  add_option(*create, "label", settings.label, "A name to know it by")->required();
  add_option(
      *create, "scopes", settings.scopes,
      "What it may do, separated by commas: submit, read, cancel (and delete), admin (all of it)")
      ->delimiter(',')
      ->check(CLI::IsMember({"submit", "read", "cancel", "admin"}))
      ->capture_default_str();
  add_option(
      *create, "models", settings.models,
      "Uids of the data models that it may ask for, separated by commas; sales.* stands for all "
      "that begin so (all)")
      ->delimiter(',');
  add_option(*create, "data-of", settings.data_of,
             "Whose data it may ask for: own, its organization's, or below, also of those below it")
      ->check(CLI::IsMember({"own", "below"}))
      ->capture_default_str();
  add_option(*create, "days", settings.days, "Days until it expires; 0: never")
      ->check(CLI::Range(0, 36'500))
      ->capture_default_str();
  create->footer(
      "Example:\n  gormic-bi key create --data data --organization ACME --label 'ERP export'\n"
      "The server may be running; it takes the key at once.");
  create->final_callback([&] { action = [&] { return create_key(settings); }; });
}

void add_rotate(CLI::App& group, KeySettings& settings, Action& action) {
  CLI::App* rotate = group.add_subcommand(
      "rotate", "Make a new key for the same, and print it; the old one lives on for a while");
  add_data(*rotate, settings.data);
  rotate->add_option("id", settings.id, "The old key's id, as `key list` shows it")->required();
  add_option(*rotate, "hours", settings.hours, "Hours until the old key expires")
      ->check(CLI::Range(0, 24 * 365))
      ->capture_default_str();
  add_option(
      *rotate, "days", settings.new_days,
      "Days until the new key expires; 0: never (as long from now as the old key was made for)")
      ->check(CLI::Range(0, 36'500));
  rotate->final_callback([&] { action = [&] { return rotate_key(settings); }; });
}

}  // namespace

void add_key(CLI::App& root, KeySettings& settings, Action& action) {
  CLI::App* group = root.add_subcommand("key", "Make, list, rotate and revoke API keys");
  group->require_subcommand(1);
  add_create(*group, settings, action);
  add_rotate(*group, settings, action);

  CLI::App* list = group->add_subcommand("list", "List the keys, without their secrets");
  add_data(*list, settings.data);
  list->final_callback([&] { action = [&] { return list_keys(settings); }; });

  CLI::App* revoke = group->add_subcommand("revoke", "End a key's life, within a second");
  add_data(*revoke, settings.data);
  revoke->add_option("id", settings.id, "The key's id, as `key list` shows it")->required();
  revoke->final_callback([&] { action = [&] { return revoke_key(settings); }; });
}

void add_link(CLI::App& root, KeySettings& settings, Action& action) {
  CLI::App* group = root.add_subcommand("link", "Work with download links");
  group->require_subcommand(1);
  CLI::App* rotate = group->add_subcommand("rotate", "Sign links with a new key from now on");
  add_data(*rotate, settings.data);
  rotate->footer(
      "Links of the key before live on until they expire; those of older keys are dead at once.\n"
      "Run it twice, and no link that was ever handed out works. The server may be running.");
  rotate->final_callback([&] { action = [&] { return rotate_links(settings); }; });
}

void add_audit(CLI::App& root, AuditSettings& settings, Action& action) {
  CLI::App* audit = root.add_subcommand("audit", "Show or export who did what");
  add_data(*audit, settings.data);
  // No environment: a key that is there for others to use would silently narrow what is shown.
  audit->add_option("--organization", settings.organization, "Of this organization alone");
  audit->add_option("--action", settings.action,
                    "One action (job.deleted), or all of a kind (job, key, file, login, link)");
  audit->add_option("--key", settings.key, "By the key with this id alone");
  audit->add_option("--target", settings.target, "Done to this job or key alone");
  audit->add_option("--since", settings.since, "Then or later: 2026-01-31 or 2026-01-31T08:30:00Z");
  audit->add_option("--until", settings.until, "Before then");
  audit->add_option("--format", settings.format, "text, csv or json (one object a line)")
      ->check(CLI::IsMember({"text", "csv", "json"}))
      ->capture_default_str();
  audit->footer(
      "Example:\n  gormic-bi audit --data data --action login --since 2026-01-01 --format csv");
  audit->final_callback([&] { action = [&] { return show_audit(settings); }; });
}

}  // namespace app
