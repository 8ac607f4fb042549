#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// `POST /v1/bi/previews`: the first rows of the report that a submit with this body would make. No
/// handler thread waits for them; they are canceled when the client goes. Thread-safe.
class PreviewRoute {
 public:
  /// Resumes the requests that are suspended on a topic, and may be called on any thread.
  using Notify = std::function<void(const std::string& topic)>;

  PreviewRoute(const Services& services, Notify notify)
      : services_(services), notify_(std::move(notify)) {}

  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  struct Held;

  [[nodiscard]] Response begin(const Request& request) const;
  [[nodiscard]] static Response wait(std::shared_ptr<Held> held, std::uint64_t seen);
  [[nodiscard]] Response resume(const Request& request) const;
  [[nodiscard]] Response answer(const Request& request, const Held& held,
                                const report::Preview& preview) const;
  void record(const Request& request, const Held& held, const report::Preview& preview) const;

  const Services& services_;
  const Notify notify_;
};

}  // namespace server
