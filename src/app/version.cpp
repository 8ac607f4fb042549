#include "app/version.h"

namespace app {

std::string_view version() { return GORMIC_BI_VERSION; }

std::string product_name() { return "Gormic BI " + std::string{version()}; }

}  // namespace app
