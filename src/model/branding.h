#pragma once

#include <optional>
#include <string>

#include "language/language.h"
#include "workbook/image.h"
#include "workbook/style.h"

namespace model {

/// How an organization's reports look. Immutable; shared by those that name none of their own.
struct Branding {
  std::optional<workbook::Image> logo;
  std::optional<workbook::Color> color;  // of title, header and name
  language::Localized font = {"Arial", "Arial"};
};

}  // namespace model
