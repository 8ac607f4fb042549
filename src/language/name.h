#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace language {

inline constexpr std::size_t kMaxFileNameBytes = 255;  // ext4, NTFS and APFS take no more
/// UTF-16 units, so that mail, archives and folders of Windows (260 for a whole path) take it, too.
inline constexpr std::size_t kMaxFileNameUnits = 120;
inline constexpr std::size_t kMaxSheetNameUnits = 31;     // Excel's limit, in UTF-16 units
inline constexpr std::size_t kMaxColumnTitleUnits = 200;  // Excel takes 255, a number among them

/// `text` as a name that every system takes, with `extension` (".xlsx") behind it: NFC, no
/// controls, no path, no reserved name of Windows, white space folded, at most `kMaxFileNameUnits`
/// and `max_bytes` with the extension, cut behind a word. "_" where nothing is left.
[[nodiscard]] std::string sanitize_file_name(std::string_view text, std::string_view extension,
                                             std::size_t max_bytes = kMaxFileNameBytes);

/// What two titles of columns are told apart by: their letters without case (Unicode's full
/// folding), single blanks for white space, no controls and nothing that is not seen. Titles of the
/// same key are one to Excel, or to a reader.
[[nodiscard]] std::string title_key(std::string_view title);

/// The titles of one table's columns, no two of one key. One thread.
class ColumnTitles {
 public:
  /// `title`, which is one line, cut to `kMaxColumnTitleUnits`; where it is taken followed by "
  /// (2)", " (3)"...
  [[nodiscard]] std::string add(std::string_view title);

 private:
  std::set<std::string> taken_;  // keys
};

/// The names of one workbook's sheets, each different without regard to case. One thread.
class SheetNames {
 public:
  /// `text` as Excel takes it; where it is taken followed by `mark`, and then by " (2)", " (3)"...
  [[nodiscard]] std::string add(std::string_view text, std::string_view mark = {});

 private:
  std::set<std::string> taken_;  // case folded
};

}  // namespace language
