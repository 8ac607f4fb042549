#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace language {

inline constexpr std::size_t kFileNameBytes = 255;  // ext4, NTFS and APFS take no more
inline constexpr std::size_t kSheetNameUnits = 31;  // Excel's limit, in UTF-16 units

/// `text` as a name that every system takes, with `extension` (".xlsx") behind it: NFC, no
/// controls, no path, no reserved name of Windows, white space folded. "_" where nothing is left.
[[nodiscard]] std::string clean_file_name(std::string_view text, std::string_view extension,
                                          std::size_t max_bytes = kFileNameBytes);

/// The names of one workbook's sheets, each different without regard to case. One thread.
class SheetNames {
 public:
  /// `text` as Excel takes it; where it is taken followed by `mark`, and then by " (2)", " (3)"...
  [[nodiscard]] std::string add(std::string_view text, std::string_view mark = {});

 private:
  std::set<std::string> taken_;  // case folded
};

}  // namespace language
