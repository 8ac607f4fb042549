#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "database/read_connection_pool.h"
#include "database/writer.h"

namespace auth {

/// The append-only table of who did what to what. A trigger of the database adds submitted jobs, in
/// their own transaction. Thread-safe, but not to be called from within a database::Writer::Work.
class Audit {
 public:
  static constexpr std::array<std::string_view, 20> kActions{
      "favourite.added",  "favourite.removed",     "file.downloaded",       "job.canceled",
      "job.deleted",      "job.submitted",         "key.created",           "key.revoked",
      "key.rotated",      "link.rotated",          "login.failed",          "login.refused",
      "report.previewed", "saved-request.created", "saved-request.deleted", "saved-request.updated",
      "session.changed",  "session.ended",         "session.link",          "session.started"};
  /// Whether a filter's text is an action, or the first word of some.
  [[nodiscard]] static bool is_action(std::string_view text);

  struct Entry {
    std::string action;  // "job.canceled"
    base::OrganizationUid organization = {};
    base::KeyId key = {};
    std::string peer = {};  // an address, or the user of a command
    std::string request_id = {};
    std::string target = {};
    std::string detail = {};
  };
  struct Record : Entry {
    std::int64_t number = 0;
    base::Time at;
  };
  /// An absent member matches every entry. The first word of an action ("job") matches all actions
  /// that begin with it.
  struct Filter {
    std::optional<std::string> organization = {};
    std::optional<std::string> action = {};
    std::optional<std::string> key = {};
    std::optional<std::string> target = {};
    std::optional<base::Time> since = {};
    std::optional<base::Time> until = {};
  };

  /// Which of the matching entries a page has: the newest `size` of them before the entry number
  /// `before`, of these organizations.
  struct Page {
    std::size_t size = 50;
    std::optional<std::int64_t> before = {};
    std::optional<std::vector<base::OrganizationUid>> organizations = {};  // absent: of all
  };

  Audit(database::Writer& writer, database::ReadConnectionPool& readers, const base::Clock& clock)
      : writer_(writer), readers_(readers), clock_(clock) {}

  /// Durable when it returns.
  void record(const Entry& entry);
  /// Returns after at most `max_wait`; the entry may be written later. When that fails, another
  /// thread calls `on_failure`.
  void record_in_background(Entry entry, std::chrono::milliseconds max_wait,
                            database::BackgroundCommitter::OnFailure on_failure);
  /// Adds the entry to a transaction of the writer.
  static void append(database::Connection& connection, const Entry& entry, base::Time now);

  /// Visits all matching entries in their order, without holding them in memory.
  void read(const Filter& filter, const std::function<void(const Record&)>& visit);
  /// The newest first. Filter::organization narrows the organizations of the page.
  [[nodiscard]] std::vector<Record> page(const Filter& filter, const Page& page);

 private:
  database::Writer& writer_;
  database::ReadConnectionPool& readers_;
  const base::Clock& clock_;
};

}  // namespace auth
