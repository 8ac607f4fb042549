#pragma once

#include <string>
#include <string_view>

namespace server {

/// The path of the server's public URL: "/reports" of "https://bi.example/reports". A reverse proxy
/// may or may not remove it from the request's path. Immutable. Thread-safe.
class BasePath {
 public:
  /// `base_url` has no trailing slash and no query.
  explicit BasePath(std::string_view base_url = {});

  /// As it is written in URLs; may be empty.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// The rest of a decoded path below it; else empty.
  [[nodiscard]] std::string_view strip(std::string_view path) const;

 private:
  std::string text_;
  std::string decoded_;
};

}  // namespace server
