#pragma once

#include <functional>

#include "app/settings.h"

namespace CLI {
class App;
}

namespace app {

/// Runs the chosen command; returns the process's exit code, and throws base::Error for what ends
/// the command.
using Action = std::function<int()>;

// One function for each command: it adds the command with its options and its help to `root` or to
// a `group` of commands. Once the command line names the command, `settings` are filled and
// `action` runs it. The settings must outlive the action.

void add_serve(CLI::App& root, ServeSettings& settings, Action& action);
void add_demo(CLI::App& root, DemoSettings& settings, Action& action);
void add_render(CLI::App& root, RenderSettings& settings, Action& action);
void add_new_model(CLI::App& group, NewModelSettings& settings, Action& action);
void add_check_catalogue(CLI::App& group, CheckSettings& settings, Action& action);
void add_key(CLI::App& root, KeySettings& settings, Action& action);
void add_link(CLI::App& root, LinkSettings& settings, Action& action);
void add_open(CLI::App& root, OpenSettings& settings, Action& action);
void add_audit(CLI::App& root, AuditSettings& settings, Action& action);
void add_backup(CLI::App& root, BackupSettings& settings, Action& action);
void add_doctor(CLI::App& root, DoctorSettings& settings, Action& action);
void add_upgrade(CLI::App& root, UpgradeSettings& settings, Action& action);
void add_setup(CLI::App& root, SetupSettings& settings, Action& action);
void add_config(CLI::App& root, ConfigSettings& settings, Action& action);
void add_sbom(CLI::App& root, Action& action);
/// Hidden: it is for those who make packages.
void add_manual(CLI::App& root, ManualSettings& settings, Action& action);

}  // namespace app
