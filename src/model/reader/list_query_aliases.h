#pragma once

#include <string>
#include <utility>
#include <vector>

#include "json/value.h"
#include "model/reader/json_reader.h"

namespace model {

/// A list query whose aliases (`limit`, `q`) and short forms (`"sort": "-issuedOn"`, `"filters":
/// {"status": "paid"}`) are rewritten to the canonical form, each with a warning. All other code
/// sees the canonical form only. Must not outlive the diagnostics. Not thread-safe.
class CanonicalQuery {
 public:
  explicit CanonicalQuery(const JsonReader& written);

  [[nodiscard]] const json::Value& query() const { return query_; }
  /// Replaces paths of the canonical query by paths of the request, in errors or warnings from
  /// `first` on.
  void restore_paths(std::vector<base::Diagnostic>& diagnostics, std::size_t first) const;

 private:
  void rewrite(const JsonReader& written, std::string_view name, const json::Value& value);
  void rewrite_sort(const JsonReader& written);
  void rewrite_filters(const JsonReader& written);
  // Both add a warning about the rewritten member.
  void record_rewrite(const JsonReader& written, const std::string& canonical, base::Message what);
  void record_short_form(const JsonReader& written, const std::string& canonical,
                         const json::Value& read);

  std::string path_;
  json::Value query_;
  std::vector<std::pair<std::string, std::string>>
      original_paths_;  // canonical path, path in the request
};

}  // namespace model
