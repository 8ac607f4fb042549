#pragma once

#include <vector>

#include "source/driver/connect_error.h"
#include "source/driver/odbc.h"

namespace source {

/// All that a driver says of the last call that failed on a handle, the first thing first.
[[nodiscard]] std::vector<OdbcDiagnostic> odbc_diagnostics(SQLSMALLINT kind, SQLHANDLE handle);

/// The words of a driver in UTF-8. unixODBC makes of each byte of a driver that knows only bytes
/// one unit: where those are UTF-8, they are read as that.
[[nodiscard]] std::string driver_text(std::u16string_view units);

}  // namespace source
