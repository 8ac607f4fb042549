#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "base/id.h"
#include "job/file_store_view.h"
#include "json/value.h"
#include "server/http/fields.h"

namespace server {

/// A stretch of an open file.
struct FilePart {
  base::FileDescriptor descriptor;
  std::int64_t begin = 0;
  std::int64_t bytes = 0;

  FilePart() = default;
  explicit FilePart(job::OpenFile file)
      : descriptor(std::move(file.descriptor)), bytes(file.bytes) {}
};

/// Bytes that many answers share, as those of a document that never changes.
using SharedBytes = std::shared_ptr<const std::string>;

/// "Not yet: ask me again." The event loop keeps the request and its connection, no thread waits,
/// and the route is asked again, from the front, when the topic rings, at `until`, and when the
/// server ends (Request::stop): then it answers, or pauses again. Only while Request::may_pause.
struct Suspension {
  std::string topic;       // see EventLoop::notify
  std::uint64_t seen = 0;  // the sequence of the last notification before the route looked
  std::chrono::steady_clock::time_point until;
  std::string owner = {};  // whoever may have only so many of them (Limits::suspended_per_owner)
  std::string resume_state = {};  // comes back as Request::resume_state
  bool streams = false;  // the answer begins now: this body goes out, the next ones follow it
};

/// Changes of one job.
[[nodiscard]] inline std::string topic_for(const base::JobId& job) { return "job " + job.text(); }
/// Changes of any of an organization's jobs.
[[nodiscard]] inline std::string topic_for(const base::OrganizationUid& organization) {
  return "organization " + organization.text();
}

/// One answer. A value.
struct Response {
  int status = 200;
  Fields headers = {};
  std::variant<std::string, SharedBytes, FilePart> body = {};
  std::optional<Suspension> suspension = {};

  [[nodiscard]] static Response json(int status, const json::Value& value);
  [[nodiscard]] static Response text(int status, std::string media_type, std::string body);
  [[nodiscard]] static Response suspended(Suspension suspension);
};

}  // namespace server
