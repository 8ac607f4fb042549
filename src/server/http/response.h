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

/// A part of an open file. Owns its descriptor.
struct FilePart {
  base::FileDescriptor descriptor;
  std::int64_t begin = 0;
  std::int64_t bytes = 0;

  FilePart() = default;
  explicit FilePart(job::OpenFile file)
      : descriptor(std::move(file.descriptor)), bytes(file.bytes) {}
};

/// Bytes that many responses share, such as a document that never changes.
using SharedBytes = std::shared_ptr<const std::string>;

/// Which limits a suspended request counts against.
enum class SlotKind : std::uint8_t {
  kWait,           // for the end of a job: Limits::suspended, suspended_per_owner
  kStream,         // an event stream of a key: Limits::streams, suspended_per_owner
  kSessionStream,  // an event stream of a session: Limits::streams, streams_per_session
};

/// "Not yet: ask me again." The event loop keeps the request, no thread waits, and the route runs
/// again from the start when the topic is notified, at `until`, and when the server stops
/// (Request::stop). Only while Request::can_suspend. A value.
struct Suspension {
  std::string topic;       // see EventLoop::notify
  std::uint64_t seen = 0;  // the sequence of the last notification before the route looked
  std::chrono::steady_clock::time_point until;
  std::string owner = {};         // the key or session whose slots are counted
  std::string resume_state = {};  // becomes Request::resume_state
  bool streams = false;           // this body is sent now; the next ones follow it
  SlotKind kind = SlotKind::kWait;
  /// Becomes Request::held. Destroyed with the request: once it is answered or, if this is not
  /// null, as soon as its client closes its side of the connection.
  std::shared_ptr<void> held = {};
};

/// The Suspension::topic of changes to one job.
[[nodiscard]] inline std::string topic_for(const base::JobId& job) { return "job " + job.text(); }
/// The Suspension::topic of changes to any of an organization's jobs.
[[nodiscard]] inline std::string topic_for(const base::OrganizationUid& organization) {
  return "organization " + organization.text();
}

/// One response. A value.
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
