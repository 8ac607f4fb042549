#include "report/style/text_layout.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/bidi.h"
#include "base/utf8.h"
#include "language/display_width.h"
#include "language/text.h"
#include "report/style/font_metrics.h"
#include "report/style/theme.h"
#include "workbook/sheet.h"
#include "workbook/xml/cell_text.h"

namespace report {

bool is_opposite_direction(std::string_view text, bool is_right_to_left) {
  const bool is_arabic = language::text_direction(text) == language::TextDirection::kRightToLeft;
  return is_arabic != is_right_to_left;
}

bool may_need_lines(std::string_view text, int width) {
  if (text.find('\n') != std::string_view::npos) return true;
  const double digits = width / kColumnUnitsPerDigit;
  return static_cast<double>(text.size()) * language::kWidestLetter > digits &&
         language::max_display_width(text) > digits;
}

double least_width(const Theme& theme, std::string_view text, language::Weight weight, int lines) {
  std::vector<double> words;
  for (const std::string_view word : language::split(text, ' ')) {
    words.push_back(theme.text_width(word, weight));
  }
  constexpr double kRounding = 1e-6;
  const double blank = theme.text_width(" ", weight);
  const auto takes_more_lines = [&](double width) {
    int count = 1;
    double filled = 0;
    for (const double word : words) {
      const bool is_first = filled == 0;
      if (is_first || filled + blank + word <= width + kRounding) {
        filled += (is_first ? 0 : blank) + word;
      } else {
        ++count;
        filled = word;
      }
    }
    return count > lines;
  };
  // The width is that of some of the words in a row, the least that suffices.
  double least = theme.text_width(text, weight);
  const double longest = *std::ranges::max_element(words);
  for (std::size_t first = 0; first < words.size(); ++first) {
    double width = -blank;
    for (std::size_t last = first; last < words.size(); ++last) {
      width += blank + words[last];
      if (width >= longest - kRounding && width < least && !takes_more_lines(width)) least = width;
    }
  }
  return least;
}

std::string close_embedding(std::string& text) {
  constexpr std::size_t kMarkBytes = 3;
  std::size_t begin = 0;  // of the last one
  for (const char* control : {"\u202A", "\u202B"}) {
    const std::size_t at = text.rfind(control);
    if (at != std::string::npos) begin = std::max(begin, at);
  }
  if (begin < kMarkBytes) return {};
  begin -= kMarkBytes;
  if (base::embedding_length(std::string_view{text}.substr(begin)) > 0) return {};
  const std::string beginning = text.substr(begin, 2 * kMarkBytes);
  if (!text.ends_with("\u202C")) text += "\u202C";
  text += beginning.substr(0, kMarkBytes);
  return beginning;
}

std::string header_part(std::string_view text) {
  constexpr std::size_t kMaxHeaderPartUnits = 70;
  const std::string line = workbook::single_line_escaped(text);
  for (std::size_t units = kMaxHeaderPartUnits;; --units) {
    std::string part{language::truncate_utf16(line, units)};
    if (part.size() < line.size()) part += "\u2026";
    close_embedding(part);
    part = workbook::header_text(part);
    if (base::utf16_length(part) <= kMaxHeaderPartUnits) return part;
  }
}

}  // namespace report
