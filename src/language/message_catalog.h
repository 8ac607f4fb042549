#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/message.h"
#include "language/language.h"

namespace language {

/// The texts of `assets/messages/` in ICU MessageFormat 1. Immutable. Thread-safe. A test matches
/// the files' keys with those in the sources, where a key is a literal right after a brace, "?" or
/// ":", as in `base::Message{"job.started"`.
class MessageCatalog {
 public:
  /// What happens where a key is missing or its arguments do not fit: the key is shown, or
  /// base::Error is thrown.
  enum class OnMissing { kShowKey, kThrow };

  /// Reads the embedded texts. Throws base::Error where a file is not JSON or a text does not
  /// parse.
  explicit MessageCatalog(OnMissing missing = OnMissing::kShowKey);
  /// Texts for a test, in flat JSON objects.
  MessageCatalog(std::string_view arabic_json, std::string_view english_json, OnMissing missing);
  ~MessageCatalog();
  MessageCatalog(const MessageCatalog&) = delete;
  MessageCatalog& operator=(const MessageCatalog&) = delete;

  /// The message as prose. Integers are written in western digits and grouped by thousands. Pass a
  /// year as text, so that it is not grouped. Text arguments are parts of the prose
  /// (`in_prose`), unless the message selects by them.
  [[nodiscard]] std::string text(Language language, const base::Message& message) const;

 private:
  class Text;
  using Texts = std::map<std::string, std::unique_ptr<const Text>, std::less<>>;

  static Texts read(std::string_view json, Language language);
  [[nodiscard]] std::string text(const Texts& texts, const base::Message& message) const;
  std::string on_failure(const base::Message& message, const std::string& why) const;

  const OnMissing on_missing_;
  const Texts arabic_;
  const Texts english_;
};

}  // namespace language
