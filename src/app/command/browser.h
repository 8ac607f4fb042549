#pragma once

#include <filesystem>
#include <string>

namespace app {

/// Shows a URL in the user's browser. The URL may hold a token, which other users would see on a
/// command line: the browser gets a file of mode 0600 that leads there. The file exists as long as
/// this object. Not thread-safe.
class Browser {
 public:
  /// Throws base::Error if the file cannot be written.
  explicit Browser(const std::string& url);
  ~Browser();
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;

  /// Starts the program of the environment variable BROWSER, else the desktop's. False if there is
  /// none. Does not wait for it.
  [[nodiscard]] bool start() const;

 private:
  std::filesystem::path file_;
};

}  // namespace app
