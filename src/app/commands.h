#pragma once

#include "app/settings.h"

namespace app {

// The commands. Each returns the process's exit code and throws base::Error for what ends it.

int serve(const ServeSettings& settings);
int demo(const DemoSettings& settings);
int render(const RenderSettings& settings);
int check_catalogue(const CheckSettings& settings);
int new_model(const NewModelSettings& settings);
int create_key(const KeySettings& settings);
int list_keys(const KeySettings& settings);
int revoke_key(const KeySettings& settings);
int rotate_key(const KeySettings& settings);
int rotate_links(const KeySettings& settings);
int show_audit(const AuditSettings& settings);
int back_up(const BackupSettings& settings);
int restore(const BackupSettings& settings);
int doctor(const DoctorSettings& settings);

}  // namespace app
