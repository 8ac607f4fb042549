#pragma once

#include <vector>

#include "source/connect_fault.h"
#include "source/odbc.h"

namespace source {

/// All that a driver says of the last call that failed on a handle, the first thing first.
[[nodiscard]] std::vector<OdbcDiagnosis> odbc_diagnoses(SQLSMALLINT kind, SQLHANDLE handle);

/// The words of a driver in UTF-8. unixODBC makes of each byte of a driver that knows only bytes
/// one unit: where those are UTF-8, they are read as that.
[[nodiscard]] std::string words_of_driver(std::u16string_view units);

}  // namespace source
