#pragma once

#include <string>
#include <utility>
#include <vector>

#include "json/value.h"
#include "model/reader/json_reader.h"

namespace model {

/// A list query with its members' other names and short forms (CONTRACT.md) rewritten to the
/// canonical ones, each with a warning. Nothing but this knows them.
class CanonicalQuery {
 public:
  explicit CanonicalQuery(const JsonReader& written);

  [[nodiscard]] const json::Value& query() const { return query_; }
  /// Errors of the canonical query, in the places where its caller wrote what is wrong.
  void restore_paths(std::vector<base::Diagnostic>& errors, std::size_t first) const;

 private:
  void rewrite(const JsonReader& written, std::string_view name, const json::Value& value);
  void rewrite_sort(const JsonReader& written);
  void rewrite_filters(const JsonReader& written);
  /// Says what was done with what is written.
  void record_rewrite(const JsonReader& written, const std::string& canonical, base::Message what);
  void record_short_form(const JsonReader& written, const std::string& canonical,
                         const json::Value& read);

  std::string path_;
  json::Value query_;
  std::vector<std::pair<std::string, std::string>> original_paths_;  // canonical, as written
};

}  // namespace model
