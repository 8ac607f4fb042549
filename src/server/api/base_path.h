#pragma once

#include <string>
#include <string_view>

namespace server {

/// The path below which callers reach this server: "/reports" of "https://bi.example/reports". A
/// reverse proxy takes it off a request's path, or leaves it on. Immutable: any thread.
class BasePath {
 public:
  /// `base_url` has no slash at its end, and no query.
  explicit BasePath(std::string_view base_url = {});

  /// As it is written in URLs; empty where there is none.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// Of a decoded path below it, what follows; else empty.
  [[nodiscard]] std::string_view strip(std::string_view path) const;

 private:
  std::string text_;
  std::string decoded_;
};

}  // namespace server
