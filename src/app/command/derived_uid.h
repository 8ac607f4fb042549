#pragma once

#include <string>

namespace app {

/// The uid of a file of the catalogue for a name: "sales-invoices" for "Sales Invoices";
/// `otherwise` if no character of the name is usable.
[[nodiscard]] std::string derived_uid(const std::string& name, const std::string& otherwise);

}  // namespace app
