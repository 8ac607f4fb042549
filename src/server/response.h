#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "job/file_store_view.h"
#include "json/value.h"
#include "server/fields.h"

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

/// "Not yet: ask me again." The gate keeps the request and its connection, no thread waits, and the
/// route is asked again, from the front, when the topic rings, at `until`, and when the server ends
/// (Request::stop): then it answers, or pauses again. Only while Request::may_pause.
struct Pause {
  std::string topic;       // see Gate::ring
  std::uint64_t seen = 0;  // the number of the last ring before the route looked
  std::chrono::steady_clock::time_point until;
  std::string owner = {};   // whoever may have only so many of them (Limits::parked_of_one)
  std::string memory = {};  // comes back as Request::memory
  bool streams = false;     // the answer begins now: this body goes out, the next ones follow it
};

/// One answer. A value.
struct Response {
  int status = 200;
  Fields headers = {};
  std::variant<std::string, SharedBytes, FilePart> body = {};
  std::optional<Pause> pause = {};

  [[nodiscard]] static Response json(int status, const json::Value& value);
  [[nodiscard]] static Response text(int status, std::string media_type, std::string body);
  [[nodiscard]] static Response paused(Pause pause);
};

}  // namespace server
