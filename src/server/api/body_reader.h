#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/message.h"
#include "base/time.h"
#include "json/value.h"
#include "server/http/request.h"

namespace server {

/// Reads the members of a request's JSON body, and collects what is wrong with them. A member that
/// it was not asked for is a fault. Not thread-safe.
class BodyReader {
 public:
  /// Throws Problem like require_json() and parse_json_body(). If the body `may_be_absent`, an
  /// empty one is an object without members.
  explicit BodyReader(const Request& request, bool may_be_absent = false);

  [[nodiscard]] bool has(const char* name) { return find(name) != nullptr; }
  /// Null if the member is absent.
  [[nodiscard]] const json::Value* find(const char* name);
  // Each is absent if the member is absent or wrong.

  /// Without the blanks around it, which pasting adds.
  [[nodiscard]] std::optional<std::string> text(const char* name);
  [[nodiscard]] std::optional<bool> boolean(const char* name);
  [[nodiscard]] std::optional<std::int64_t> integer(const char* name, std::int64_t least,
                                                    std::int64_t most);
  [[nodiscard]] std::optional<std::vector<std::string>> texts(const char* name);
  /// In UTC if it is written without an offset.
  [[nodiscard]] std::optional<base::Time> time(const char* name);

  void add_fault(std::string path, base::Message reason);
  /// Throws Problem 400 if anything is wrong. Call it after all members were asked for.
  void throw_if_faulty();

 private:
  void reject_unknown_members();

  json::Value body_;
  std::set<std::string, std::less<>> known_;  // members that were asked for
  std::vector<base::Diagnostic> faults_;
};

}  // namespace server
