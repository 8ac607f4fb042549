#pragma once

#include <string>
#include <utility>
#include <vector>

#include "json/value.h"
#include "model/node.h"

namespace model {

/// A list query with its members' other names and short forms (CONTRACT.md) rewritten to the
/// canonical ones, each with a warning. Nothing but this knows them.
class CanonicalQuery {
 public:
  explicit CanonicalQuery(const Node& written);

  [[nodiscard]] const json::Value& query() const { return query_; }
  /// Errors of the canonical query, in the places where its caller wrote what is wrong.
  void bring_home(std::vector<base::Diagnostic>& faults, std::size_t first) const;

 private:
  void take(const Node& written, std::string_view name, const json::Value& value);
  void take_sort(const Node& written);
  void take_filters(const Node& written);
  /// Says what was done with what is written.
  void note(const Node& written, const std::string& canonical, base::Message what);
  void note_short(const Node& written, const std::string& canonical, const json::Value& read);

  std::string path_;
  json::Value query_;
  std::vector<std::pair<std::string, std::string>> places_;  // canonical, as written
};

}  // namespace model
