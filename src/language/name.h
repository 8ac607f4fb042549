#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace language {

inline constexpr std::size_t kMaxFileNameBytes = 255;  // the limit of ext4, NTFS and APFS
/// In UTF-16 units. Short enough for mail, archives, and Windows, whose whole path has 260.
inline constexpr std::size_t kMaxFileNameUnits = 120;
inline constexpr std::size_t kMaxSheetNameUnits = 31;  // Excel's limit, in UTF-16 units
inline constexpr std::size_t kMaxColumnTitleUnits =
    200;  // Excel allows 255, which includes an added number

/// `text` with `extension` (".xlsx") as a name that every system accepts: in NFC, with single
/// spaces, without controls, a path or a reserved name of Windows. At most `kMaxFileNameUnits` and
/// `max_bytes` with the extension; a longer name is cut after a word. "_" where nothing is left.
[[nodiscard]] std::string sanitize_file_name(std::string_view text, std::string_view extension,
                                             std::size_t max_bytes = kMaxFileNameBytes);

/// Two column titles with the same key are equal to Excel or to a reader: the title in Unicode's
/// full case folding, with single spaces for white space, without controls and invisible
/// characters.
[[nodiscard]] std::string title_key(std::string_view title);

/// Makes the column titles of one table distinct by title_key(). Not thread-safe.
class ColumnTitles {
 public:
  /// `title`, which is one line, cut to `kMaxColumnTitleUnits`. Where the title is taken, " (2)", "
  /// (3)" and so on is appended.
  [[nodiscard]] std::string add(std::string_view title);

 private:
  std::set<std::string> taken_;  // keys
};

/// Makes the sheet names of one workbook distinct, ignoring case. Not thread-safe.
class SheetNames {
 public:
  /// `text`, which need not be well-formed, as a name that Excel accepts. Where the name is taken,
  /// `mark` is appended, and then " (2)", " (3)" and so on.
  [[nodiscard]] std::string add(std::string_view text, std::string_view mark = {});

 private:
  std::set<std::string> taken_;  // case-folded
};

}  // namespace language
