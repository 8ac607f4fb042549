#include "source/odbc_diagnosis.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/utf8.h"
#include "source/sql/utf16.h"

namespace source {

std::vector<OdbcDiagnostic> odbc_diagnostics(SQLSMALLINT kind, SQLHANDLE handle) {
  constexpr SQLSMALLINT kMaxRecords = 8;
  constexpr SQLSMALLINT kMaxText = 2'048;  // units; a longer one is cut
  std::vector<OdbcDiagnostic> all;
  for (SQLSMALLINT record = 1; record <= kMaxRecords; ++record) {
    std::array<SQLWCHAR, 6> state{};
    std::array<SQLWCHAR, kMaxText> text{};
    SQLINTEGER native = 0;
    SQLSMALLINT size = 0;
    const SQLRETURN code = odbc().GetDiagRecW(kind, handle, record, state.data(), &native,
                                              text.data(), kMaxText, &size);
    if (!SQL_SUCCEEDED(code)) break;
    const auto end = std::ranges::find(text, SQLWCHAR{0});
    const std::u16string units(text.begin(), end);
    OdbcDiagnostic diagnosis{{}, native, driver_text(units)};
    append_utf8(diagnosis.state, std::u16string(state.begin(), std::ranges::find(state, 0)));
    all.push_back(std::move(diagnosis));
  }
  return all;
}

std::string driver_text(std::u16string_view units) {
  constexpr char16_t kAscii = 0x80;
  constexpr char16_t kByte = 0x100;
  const bool are_bytes = std::ranges::all_of(units, [](char16_t unit) { return unit < kByte; });
  if (are_bytes && std::ranges::any_of(units, [](char16_t unit) { return unit >= kAscii; })) {
    std::string bytes;
    for (const char16_t unit : units) bytes += static_cast<char>(unit);
    if (base::is_utf8(bytes)) return bytes;
  }
  std::string text;
  append_utf8(text, units);
  return text;
}

}  // namespace source
