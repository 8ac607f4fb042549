#pragma once

#include <string>

namespace app {

/// The uid of a file of the catalogue for a name: "sales-invoices" for "Sales Invoices", and for
/// Arabic words that assets/titles translates; `otherwise` if no character is usable.
[[nodiscard]] std::string derived_uid(const std::string& name, const std::string& otherwise);

}  // namespace app
