#include "workbook/xml/cell_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "base/ascii.h"
#include "base/bidi.h"
#include "base/utf8.h"

namespace workbook {
namespace {

constexpr std::size_t kMaxCellUnits = 32'767;
constexpr std::size_t kMaxLineFeeds = 253;

/// "_xHHHH_" at the start: Excel reads it as the character of that number.
bool is_excel_escape(std::string_view text) {
  return text.size() >= 7 && text[0] == '_' && text[1] == 'x' && text[6] == '_' &&
         std::all_of(text.begin() + 2, text.begin() + 6, base::is_hex_digit);
}

struct CodePoint {
  char32_t value;
  std::size_t bytes;
};

/// The text is well-formed and not empty.
CodePoint first_code_point(std::string_view text) {
  const auto octet = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[i]));
  };
  const char32_t lead = octet(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {(lead & 0x1FU) << 6U | (octet(1) & 0x3FU), 2};
  if (lead < 0xF0) {
    return {(lead & 0x0FU) << 12U | (octet(1) & 0x3FU) << 6U | (octet(2) & 0x3FU), 3};
  }
  return {(lead & 0x07U) << 18U | (octet(1) & 0x3FU) << 12U | (octet(2) & 0x3FU) << 6U |
              (octet(3) & 0x3FU),
          4};
}

/// The combining marks of Arabic, Hebrew and Latin letters and of emoji.
bool is_combining_mark(char32_t c) {
  struct Span {
    char32_t first, last;
  };
  static constexpr std::array kCombiningMarks = {
      Span{0x0300, 0x036F}, Span{0x0591, 0x05BD}, Span{0x05BF, 0x05C7},  Span{0x0610, 0x061A},
      Span{0x064B, 0x065F}, Span{0x0670, 0x0670}, Span{0x06D6, 0x06DC},  Span{0x06DF, 0x06E4},
      Span{0x06E7, 0x06E8}, Span{0x06EA, 0x06ED}, Span{0x08CA, 0x08E1},  Span{0x08E3, 0x0903},
      Span{0x1AB0, 0x1AFF}, Span{0x1DC0, 0x1DFF}, Span{0x200C, 0x200D},  Span{0x20D0, 0x20FF},
      Span{0xFE00, 0xFE0F}, Span{0xFE20, 0xFE2F}, Span{0x1F3FB, 0x1F3FF}};
  return std::any_of(kCombiningMarks.begin(), kCombiningMarks.end(),
                     [c](Span span) { return c >= span.first && c <= span.last; });
}

/// Whether eight bytes are all plain text: none below 0x20, none of & < > _, none above 0x7E ("Bit
/// Twiddling Hacks": hasless, hasvalue).
bool is_safe_ascii(std::uint64_t eight) {
  constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101;
  constexpr std::uint64_t kHighs = 0x8080'8080'8080'8080;
  const auto has = [](std::uint64_t word, std::uint64_t byte) {
    const std::uint64_t zero_where = word ^ (kOnes * byte);
    return (zero_where - kOnes) & ~zero_where & kHighs;
  };
  const std::uint64_t low = (eight - kOnes * 0x20) & ~eight & kHighs;
  // '<' and '>' differ in one bit.
  const std::uint64_t odd = has(eight, '&') | has(eight | kOnes * 2, '>') | has(eight, '_');
  return ((eight & kHighs) | low | odd) == 0;
}

/// The length of the well-formed, harmless sequence that starts with a byte above 0x7F; 0 for any
/// other.
std::size_t safe_sequence_length(std::string_view text) {
  const auto octet = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0);
  };
  const auto follows = [&](std::size_t i) { return (octet(i) & 0xC0U) == 0x80; };
  const unsigned char lead = octet(0);
  if (lead >= 0xC2 && lead < 0xE0) return follows(1) ? 2 : 0;
  // All other sequences are checked code point by code point: E0 and ED have forbidden forms, E2
  // has the bidi controls, EF the noncharacters.
  if (lead > 0xE0 && lead < 0xEF && lead != 0xE2 && lead != 0xED) {
    return follows(1) && follows(2) ? 3 : 0;
  }
  return 0;
}

}  // namespace

bool needs_no_escaping(std::string_view raw) {
  if (raw.size() > kMaxCellUnits) return false;
  while (!raw.empty()) {
    if (raw.size() >= 8) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, raw.data(), 8);
      if (is_safe_ascii(eight)) {
        raw.remove_prefix(8);
        continue;
      }
    }
    const auto octet = static_cast<unsigned char>(raw[0]);
    if (octet >= 0x80) {
      const std::size_t length = safe_sequence_length(raw);
      if (length == 0) return false;
      raw.remove_prefix(length);
      continue;
    }
    if (octet < 0x20 || octet == '&' || octet == '<' || octet == '>') return false;
    if (octet == '_' && is_excel_escape(raw)) return false;
    raw.remove_prefix(1);
  }
  return true;
}

namespace {

CellText sanitize(std::string_view raw, bool is_escaped) {
  CellText result;
  std::string repaired;
  if (!base::is_utf8(raw)) {
    repaired = base::sanitize_utf8(raw);
    raw = repaired;
    result.is_repaired = true;
  }
  std::size_t units = 0;
  std::size_t line_feeds = 0;
  std::size_t embedding_end = 0;
  std::size_t base_start = 0;  // where the last code point begins that is not a mark
  std::string& text = result.text;
  text.reserve(raw.size());
  for (std::size_t at = 0; at < raw.size();) {
    const CodePoint point = first_code_point(raw.substr(at));
    const std::string_view bytes = raw.substr(at, point.bytes);
    if (at >= embedding_end) embedding_end = at + base::embedding_length(raw.substr(at));
    const bool is_embedding = at < embedding_end;
    at += point.bytes;
    char32_t c = point.value;
    if (c == '\r') {
      if (at < raw.size() && raw[at] == '\n') continue;
      c = '\n';
    }
    const bool is_stray = base::is_bidi_control(c) && !is_embedding;
    if ((c < 0x20 && c != '\n' && c != '\t') || is_stray) {
      result.is_repaired = true;
      continue;
    }
    const std::size_t width = c > 0xFFFF ? 2 : 1;
    line_feeds += c == '\n' ? 1 : 0;
    if (units + width > kMaxCellUnits || line_feeds > kMaxLineFeeds) {
      result.is_truncated = true;
      // Removes a letter that would lose its marks.
      if (is_combining_mark(c)) text.resize(base_start);
      break;
    }
    units += width;
    if (!is_combining_mark(c)) base_start = text.size();
    if (c == '\n') {
      text += '\n';
    } else if (c == 0xFFFE || c == 0xFFFF) {
      text += "\xEF\xBF\xBD";
      result.is_repaired = true;
    } else {
      if (is_escaped && c == '_' && is_excel_escape(raw.substr(at - 1))) text += "_x005F";
      text += bytes;
    }
  }
  return result;
}

std::string fold_white_space(std::string_view text) {
  std::string line;
  bool has_space = false;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\t') {
      has_space = !line.empty();
      continue;
    }
    if (has_space) line += ' ';
    has_space = false;
    line += c;
  }
  return line;
}

}  // namespace

CellText sanitize_cell_text(std::string_view raw) { return sanitize(raw, true); }

std::string single_line_escaped(std::string_view raw) {
  return fold_white_space(sanitize(raw, true).text);
}

std::string single_line(std::string_view raw) {
  return fold_white_space(sanitize(raw, false).text);
}

bool may_be_value(std::string_view text) {
  constexpr std::string_view kBeginnings = "=+-@#'/ ";
  // Of Excel in English and in Arabic.
  constexpr std::array<std::string_view, 4> kTruthValues{
      "true", "false", "\u0635\u0648\u0627\u0628", "\u062E\u0637\u0623"};
  if (text.empty()) return false;
  if (kBeginnings.find(text.front()) != std::string_view::npos) return true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80 ? byte >= '0' && byte <= '9' : byte >= 0xE0) return true;
    if (byte != 0xD9 && byte != 0xDB) continue;
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : '\0');
    const unsigned char zero = byte == 0xD9 ? 0xA0 : 0xB0;  // U+0660 and U+06F0
    if (next >= zero && next <= zero + 9) return true;
  }
  while (text.back() == ' ' && text.size() > 1) text.remove_suffix(1);
  return std::ranges::any_of(
      kTruthValues, [&](std::string_view value) { return base::equal_ignoring_case(text, value); });
}

std::string escape_xml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

bool needs_space_preserve(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\t'; };
  return !text.empty() && (is_space(text.front()) || is_space(text.back()));
}

}  // namespace workbook
