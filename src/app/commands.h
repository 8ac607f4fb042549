#pragma once

#include "app/settings.h"

namespace app {

// The commands. Each returns the process's exit code and throws base::Error for what ends it.

int serve(const ServeSettings& settings);
int demo(const DemoSettings& settings);
int render(const RenderSettings& settings);
int check_catalogue(const CheckSettings& settings);
int create_key(const KeySettings& settings);
int list_keys(const KeySettings& settings);
int revoke_key(const KeySettings& settings);

}  // namespace app
