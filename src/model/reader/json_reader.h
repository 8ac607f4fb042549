#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/message.h"
#include "json/value.h"
#include "language/language.h"
#include "model/definition/diagnostics.h"

namespace model {

/// A JSON value in its place, with the diagnostics that its reading adds to. A question that the
/// value does not answer adds an error and returns nothing. Lives no longer than the value and the
/// diagnostics; one thread.
class JsonReader {
 public:
  /// The root of a request ("params"), or of a file, whose places follow a colon.
  enum class Root { kRequest, kFile };
  JsonReader(const json::Value& value, std::string path, Diagnostics& diagnostics,
             Root root = Root::kRequest);

  [[nodiscard]] const json::Value& value() const { return *value_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] Diagnostics& diagnostics() const { return *diagnostics_; }

  void add_error(base::Message reason) const;
  void add_warning(base::Message reason) const;

  [[nodiscard]] std::optional<std::string> text() const;
  [[nodiscard]] std::optional<bool> boolean() const;
  /// From `least` to `most`, both inclusive.
  [[nodiscard]] std::optional<std::int64_t> integer(std::int64_t min, std::int64_t max) const;
  [[nodiscard]] std::vector<JsonReader> elements() const;
  /// A text for both languages, or `{"en", "ar"}`; a warning where one language is missing.
  [[nodiscard]] language::Localized localized() const;
  /// The same of what people read in a report or a form; a warning also where a language's text is
  /// not in its letters.
  [[nodiscard]] language::Localized title() const;
  /// A text that is one of `words`.
  [[nodiscard]] std::optional<std::string> parse_word(
      std::span<const std::string_view> words) const;
  /// The meaning of a text that is one of the words in `meanings`.
  template <class Meaning>
  [[nodiscard]] std::optional<Meaning> parse_enum(
      std::span<const std::pair<std::string_view, Meaning>> meanings) const;

  /// Another value in the same place.
  [[nodiscard]] JsonReader with(const json::Value& value) const {
    return {value, path_, *diagnostics_, root_};
  }
  [[nodiscard]] JsonReader member(std::string_view name, const json::Value& value) const;
  [[nodiscard]] JsonReader element(std::size_t index, const json::Value& value) const;

 private:
  void add_not_one_of_error(std::span<const std::string_view> words) const;

  const json::Value* value_;
  std::string path_;
  Diagnostics* diagnostics_;
  Root root_;  // whether the path is still that of a file
};

/// The members of an object, each asked for by its name; a null counts as absent. What nobody
/// asked for is unknown.
class JsonObjectReader {
 public:
  /// Adds an error where the node is no object; then no member is there.
  explicit JsonObjectReader(const JsonReader& node);

  [[nodiscard]] std::optional<JsonReader> find(std::string_view name);
  /// The same, with an error where it is missing.
  [[nodiscard]] std::optional<JsonReader> require(std::string_view name);

  /// What people read of something; its key, with a warning, where it is missing.
  [[nodiscard]] language::Localized title(std::string_view name, const std::string& key);

  /// To be called after all were asked for.
  void reject_unknown_members() const;
  void warn_about_unknown_members() const;

 private:
  [[nodiscard]] std::vector<JsonReader> unknown_members() const;

  JsonReader node_;
  std::vector<std::string_view> known_names_;
};

/// A text from outside, short enough for a message.
[[nodiscard]] std::string abbreviated(std::string_view text);
/// "a, b, c"
[[nodiscard]] std::string comma_separated(std::span<const std::string_view> words);

template <class Meaning>
std::optional<Meaning> JsonReader::parse_enum(
    std::span<const std::pair<std::string_view, Meaning>> meanings) const {
  std::vector<std::string_view> words;
  for (const auto& [word, meaning] : meanings) {
    if (value_->string() != nullptr && *value_->string() == word) return meaning;
    words.push_back(word);
  }
  add_not_one_of_error(words);
  return std::nullopt;
}

}  // namespace model
