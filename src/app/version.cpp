#include "app/version.h"

namespace app {

std::string_view version() { return GORMIC_BI_VERSION; }

}  // namespace app
