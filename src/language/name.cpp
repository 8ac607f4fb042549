#include "language/name.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <unicode/uchar.h>
#include <unicode/utf.h>

#include "base/utf8.h"
#include "language/icu.h"
#include "language/text.h"

namespace language {
namespace {

/// Characters that neither a file name nor a sheet name may have: controls, bidi controls and other
/// format characters, private-use characters and noncharacters.
bool is_unfit(UChar32 c) {
  constexpr std::uint32_t kUnfit = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK | U_GC_CS_MASK;
  return (U_GET_GC_MASK(c) & kUnfit) != 0 || U_IS_UNICODE_NONCHAR(c);
}

/// In NFC, with single spaces for white space, without unfit characters, and with "-" for forbidden
/// ones.
std::string cleaned(std::string_view text, std::string_view forbidden) {
  const std::string normal = nfc(text);
  std::string clean;
  for (std::string_view rest = normal; !rest.empty();) {
    const std::string_view before = rest;
    const UChar32 c = next_character(rest);
    if (u_isUWhiteSpace(c)) {
      if (!clean.empty() && clean.back() != ' ') clean += ' ';
    } else if (c < 0x80 && forbidden.find(static_cast<char>(c)) != std::string_view::npos) {
      clean += '-';
    } else if (!is_unfit(c)) {
      clean += before.substr(0, before.size() - rest.size());
    }
  }
  return clean;
}

std::string_view trimmed(std::string_view text, std::string_view front, std::string_view back) {
  text.remove_prefix(std::min(text.find_first_not_of(front), text.size()));
  return text.substr(0, text.find_last_not_of(back) + 1);
}

std::string folded(std::string_view text) { return utf8(utf16(text).foldCase()); }

/// Device names of Windows, with any extension (Microsoft: "Naming Files, Paths, and Namespaces").
bool is_device(std::string_view name) {
  std::string stem = folded(name.substr(0, name.find('.')));
  stem = trimmed(stem, "", " ");
  constexpr std::array<std::string_view, 6> kNames = {"con", "prn",    "aux",
                                                      "nul", "conin$", "conout$"};
  if (std::ranges::find(kNames, stem) != kNames.end()) return true;
  if (!stem.starts_with("com") && !stem.starts_with("lpt")) return false;
  constexpr std::array<std::string_view, 3> kSuperscripts = {"\xC2\xB9", "\xC2\xB2", "\xC2\xB3"};
  const std::string_view port = std::string_view{stem}.substr(3);
  return (port.size() == 1 && port[0] >= '0' && port[0] <= '9') ||
         std::ranges::find(kSuperscripts, port) != kSuperscripts.end();
}

/// Words that lead on to the next one: particles, and the first parts of Arabic names.
bool is_dangling(std::string_view word) {
  constexpr auto kEnglish =
      std::to_array<std::string_view>({"al", "an", "and", "at", "bin", "by", "for", "from", "in",
                                       "of", "or", "per", "the", "to", "with"});
  constexpr auto kArabic = std::to_array<std::string_view>({
      "\u0648",              // and
      "\u0641\u064A",        // in
      "\u0645\u0646",        // from
      "\u0625\u0644\u0649",  // to
      "\u0639\u0644\u0649",  // on
      "\u0639\u0646",        // about
      "\u0645\u0639",        // with
      "\u0623\u0648",        // or
      "\u0628\u064A\u0646",  // between
      "\u0644\u062F\u0649",  // at
      "\u0628\u0646",        // son of
      "\u0627\u0628\u0646",  // son of
      "\u0623\u0628\u0648",  // father of
      "\u0622\u0644",        // family of
      "\u0639\u0628\u062F",  // servant of
  });
  const std::string its = folded(word);
  return std::ranges::find(kEnglish, its) != kEnglish.end() ||
         std::ranges::find(kArabic, its) != kArabic.end();
}

/// Without punctuation and words at the end that lead on to what was cut.
std::string_view without_loose_end(std::string_view text) {
  constexpr auto kLoose = std::to_array<std::string_view>(
      {" ", "-", "_", "(", ",", ":", ";", "/", "&", "+", "\u060C", "\u061B", "\u2013", "\u2014"});
  while (true) {
    const auto loose =
        std::ranges::find_if(kLoose, [&](std::string_view its) { return text.ends_with(its); });
    const std::size_t blank = text.rfind(' ');
    if (loose != kLoose.end()) {
      text.remove_suffix(loose->size());
    } else if (blank != std::string_view::npos && is_dangling(text.substr(blank + 1))) {
      text = text.substr(0, blank);
    } else {
      return text;
    }
  }
}

/// Without an open parenthesis or a single word after a dash, whose phrases were cut, unless less
/// than half would remain.
std::string_view without_cut_phrase(std::string_view text) {
  const std::size_t open = text.rfind('(');
  const bool is_open =
      open != std::string_view::npos && text.find(')', open) == std::string_view::npos;
  if (is_open && 2 * open >= text.size()) text = without_loose_end(text.substr(0, open));
  const std::size_t blank = text.rfind(' ');
  if (blank == std::string_view::npos || 2 * blank < text.size()) return text;
  const std::string_view before = text.substr(0, blank);
  constexpr auto kDashes = std::to_array<std::string_view>({"-", "\u2013", "\u2014"});
  const bool is_lone =
      std::ranges::any_of(kDashes, [&](std::string_view dash) { return before.ends_with(dash); });
  return is_lone ? without_loose_end(before) : text;
}

/// The text without its last, cut word; words are separated by `separators`. The whole text where
/// less than half of it would remain.
std::string_view whole_words(std::string_view text, std::string_view beginning,
                             std::string_view separators) {
  if (beginning.size() == text.size()) return beginning;
  const bool is_whole = separators.find(text[beginning.size()]) != std::string_view::npos;
  const std::size_t end = is_whole ? beginning.size() : beginning.find_last_of(separators);
  if (end == std::string_view::npos || 2 * end < beginning.size()) return beginning;
  return without_cut_phrase(without_loose_end(beginning.substr(0, end)));
}

/// Excel reads "_xHHHH_" as the character of that number, and "_x005F_" as "_".
std::string with_escaped_underscores(std::string_view name) {
  const auto is_hex = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  };
  std::string escaped;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const std::string_view rest = name.substr(i);
    const bool is_escape = rest.size() >= 7 && rest.starts_with("_x") && rest[6] == '_' &&
                           std::ranges::all_of(rest.substr(2, 4), is_hex);
    if (is_escape) escaped += "_x005F";
    escaped += name[i];
  }
  return escaped;
}

std::string or_underscore(std::string_view name) {
  return name.empty() ? std::string{"_"} : std::string{name};
}

}  // namespace

std::string sanitize_file_name(std::string_view text, std::string_view extension,
                               std::size_t max_bytes) {
  const std::string clean = cleaned(text, "<>:\"/\\|?*");
  std::string stem = or_underscore(trimmed(clean, ". ", ". "));
  if (is_device(stem)) stem.insert(0, 1, '_');
  const auto room = [&](std::size_t max) {
    return max > extension.size() ? max - extension.size() : 0;
  };
  const std::string_view beginning =
      truncate_utf8(truncate_utf16(stem, room(kMaxFileNameUnits)), room(max_bytes));
  return or_underscore(trimmed(whole_words(stem, beginning, " -_"), "", ". ")) +
         std::string{extension};
}

std::string title_key(std::string_view title) {
  const std::string normal = nfc(title);
  std::string key;
  bool is_after_blank = false;
  for (std::string_view rest = normal; !rest.empty();) {
    const std::string_view before = rest;
    const UChar32 c = next_character(rest);
    if (u_isUWhiteSpace(c)) {
      is_after_blank = !key.empty();
    } else if (!u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) &&
               u_charType(c) != U_CONTROL_CHAR && !U_IS_UNICODE_NONCHAR(c)) {
      if (std::exchange(is_after_blank, false)) key += ' ';
      key += before.substr(0, before.size() - rest.size());
    }
  }
  return nfc(folded(key));
}

std::string ColumnTitles::add(std::string_view title) {
  const std::string_view cut = trimmed(truncate_utf16(title, kMaxColumnTitleUnits), "", " ");
  std::string unique{cut};
  for (int number = 2; !taken_.insert(title_key(unique)).second; ++number) {
    unique = std::string{cut} + " (" + std::to_string(number) + ")";
  }
  return unique;
}

std::string SheetNames::add(std::string_view text, std::string_view mark) {
  const std::string clean = cleaned(base::sanitize_utf8(text), "[]:*?/\\");
  const std::string wish = with_escaped_underscores(or_underscore(trimmed(clean, " '", " '")));
  const auto take = [&](const std::string& suffix) -> std::optional<std::string> {
    const std::size_t room = kMaxSheetNameUnits - base::utf16_length(suffix);
    const std::string_view beginning = whole_words(wish, truncate_utf16(wish, room), " ");
    std::string name = or_underscore(trimmed(beginning, "", " '"));
    if (folded(name) == "history") name += '_';  // Excel reserves this name
    name += suffix;
    return taken_.insert(folded(name)).second ? std::optional{name} : std::nullopt;
  };
  if (const auto name = take("")) return *name;
  const std::string suffix{mark};
  if (const auto name = mark.empty() ? std::nullopt : take(suffix)) return *name;
  for (int number = 2;; ++number) {
    if (const auto name = take(suffix + " (" + std::to_string(number) + ")")) return *name;
  }
}

}  // namespace language
