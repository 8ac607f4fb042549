#include "source/sqlite_functions.h"

#include <memory>
#include <optional>

#include "base/utf8.h"
#include "language/collator.h"
#include "language/fold.h"
#include "model/time_text.h"
#include "source/duration.h"

namespace source {
namespace {

using Text = database::Connection::Text;

std::string sound(std::string_view text) {
  return base::is_utf8(text) ? std::string{text} : base::repaired_utf8(text);
}

std::optional<std::string> moment_of(std::string_view text, const language::Zone& zone) {
  const auto read = model::date_time_of(text);
  if (!read) {
    const auto day = model::date_of(text);
    if (!day) return std::nullopt;
    return moment_text(language::WallTime{std::chrono::sys_days{*day}.time_since_epoch()});
  }
  if (!read->offset) return moment_text(read->wall_time);
  return moment_text(
      zone.wall_time(base::Time{read->wall_time.time_since_epoch() - *read->offset}));
}

void define_collation(database::Connection& connection, language::Language language) {
  const auto collator = std::make_shared<const language::Collator>(language);
  connection.define_collation(
      collation_name(language),
      [collator](std::string_view a, std::string_view b) { return collator->compare(a, b); });
}

}  // namespace

const char* collation_name(language::Language language) {
  return language == language::Language::kArabic ? "gormic_ar" : "gormic_en";
}

std::string moment_text(language::WallTime moment) {
  std::string text = model::text(model::Value{moment});
  text[text.find('T')] = ' ';
  if (text.find('.') == std::string::npos) text += '.';
  text.resize(std::string_view{"2026-01-31 08:05:09.250000"}.size(), '0');
  return text;
}

void define_functions(database::Connection& connection, const language::Zone& time_zone) {
  connection.define_function(kFoldFunction.data(), 1,
                             [](std::span<const Text> texts) -> std::optional<std::string> {
                               if (!texts[0]) return std::nullopt;
                               return language::fold(sound(*texts[0]));
                             });
  connection.define_function(kMomentFunction.data(), 1,
                             [zone = time_zone](std::span<const Text> texts) {
                               return texts[0] ? moment_of(*texts[0], zone) : std::nullopt;
                             });
  connection.define_function(kDurationFunction.data(), 1,
                             [](std::span<const Text> texts) -> std::optional<std::string> {
                               const auto read = texts[0] ? read_duration(*texts[0]) : std::nullopt;
                               return read ? std::optional{std::to_string(*read)} : std::nullopt;
                             });
  define_collation(connection, language::Language::kArabic);
  define_collation(connection, language::Language::kEnglish);
}

}  // namespace source
