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

/// A JSON value, its path, and the diagnostics to add errors to. A function whose type the value
/// does not have adds an error and returns nothing. Must not outlive the value and the diagnostics.
/// Not thread-safe.
class JsonReader {
 public:
  /// The root of a request, "params.uid", or of a file, "models/m.json: title".
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
  /// From `min` to `max`, both inclusive.
  [[nodiscard]] std::optional<std::int64_t> integer(std::int64_t min, std::int64_t max) const;
  [[nodiscard]] std::vector<JsonReader> elements() const;
  /// A text for both languages, or `{"en", "ar"}`. Adds a warning if one language is missing.
  [[nodiscard]] language::Localized localized() const;
  /// The same for texts that people read. Adds an error if a text is invisible, and a warning if it
  /// is not in the script of its language.
  [[nodiscard]] language::Localized title() const;
  /// A text that is one of `words`.
  [[nodiscard]] std::optional<std::string> parse_word(
      std::span<const std::string_view> words) const;
  /// The meaning of a text that is one of the words in `meanings`.
  template <class Meaning>
  [[nodiscard]] std::optional<Meaning> parse_enum(
      std::span<const std::pair<std::string_view, Meaning>> meanings) const;

  /// Another value with the same path.
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
  Root root_;  // kFile if the path is only a file so far
};

/// The members of an object by name; a null counts as absent. Members that were not looked up are
/// unknown. Not thread-safe.
class JsonObjectReader {
 public:
  /// Adds an error if the node is not an object; then it has no members.
  explicit JsonObjectReader(const JsonReader& node);

  [[nodiscard]] std::optional<JsonReader> find(std::string_view name);
  /// The same, but adds an error if it is missing.
  [[nodiscard]] std::optional<JsonReader> require(std::string_view name);

  /// JsonReader::title() of the member. If it is missing, the key, with a warning.
  [[nodiscard]] language::Localized title(std::string_view name, const std::string& key);

  // To be called after all known members were looked up.
  void reject_unknown_members() const;
  void warn_about_unknown_members() const;

 private:
  [[nodiscard]] std::vector<JsonReader> unknown_members() const;

  JsonReader node_;
  std::vector<std::string_view> known_names_;
};

/// A text of a user, shortened for use in a message.
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
