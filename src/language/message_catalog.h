#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/message.h"
#include "language/language.h"

namespace language {

/// The texts of `assets/messages/`, ICU MessageFormat 1. Made once, then immutable: any thread.
/// In the sources a key is a literal right behind a brace, "?" or ":",
/// `base::Phrase{"job.started"`; a test holds them and the message files to each other, both ways.
class MessageCatalog {
 public:
  /// A key that no file has, or arguments that do not fit: the key is shown, or base::Error thrown.
  enum class OnMissing { kShowKey, kThrow };

  /// The embedded texts. Throws base::Error where a file is not JSON or a text does not parse.
  explicit MessageCatalog(OnMissing missing = OnMissing::kShowKey);
  /// Texts of a test: flat JSON objects.
  MessageCatalog(std::string_view arabic_json, std::string_view english_json, OnMissing missing);
  ~MessageCatalog();
  MessageCatalog(const MessageCatalog&) = delete;
  MessageCatalog& operator=(const MessageCatalog&) = delete;

  /// Prose, ready to be shown. Integers are written with western digits and grouped by thousands (a
  /// year is passed as text). Text arguments lose their bidi controls; in Arabic those without a
  /// right-to-left letter stand between U+200E marks, unless the message selects by them.
  [[nodiscard]] std::string text(Language language, const base::Message& message) const;

 private:
  class Text;
  using Texts = std::map<std::string, std::unique_ptr<const Text>, std::less<>>;

  static Texts read(std::string_view json, Language language);
  std::string on_failure(const base::Message& message, const std::string& why) const;

  const OnMissing on_missing_;
  const Texts arabic_;
  const Texts english_;
};

}  // namespace language
