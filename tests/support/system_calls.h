#pragma once

#include <cstddef>
#include <string>
#include <vector>

/// Records the calls of fsync() and rename() that this program makes in this thread while the
/// object exists, and can make one of them fail. The linker redirects them (--wrap).
class SystemCalls {
 public:
  SystemCalls();
  ~SystemCalls();
  SystemCalls(const SystemCalls&) = delete;
  SystemCalls& operator=(const SystemCalls&) = delete;

  /// Makes call `number`, from 0, do nothing but set errno to `error`.
  void fail(std::size_t number, int error);

  /// "fsync file", "rename", "fsync directory".
  [[nodiscard]] const std::vector<std::string>& made() const { return made_; }

  /// Records a call; true, with errno set, when it has to fail.
  bool refuses(const std::string& call);

 private:
  std::vector<std::string> made_;
  std::size_t failing_ = static_cast<std::size_t>(-1);
  int error_ = 0;
};
