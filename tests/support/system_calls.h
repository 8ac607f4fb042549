#pragma once

#include <cstddef>
#include <string>
#include <vector>

/// The calls of fsync() and rename() that this thread makes in our code while this object lives, in
/// their order; one of them can be told to fail. The linker leads them here (--wrap).
class SystemCalls {
 public:
  SystemCalls();
  ~SystemCalls();
  SystemCalls(const SystemCalls&) = delete;
  SystemCalls& operator=(const SystemCalls&) = delete;

  /// The call of this number, from 0, sets errno to `error` and does nothing.
  void fail(std::size_t number, int error);

  /// "fsync file", "rename", "fsync directory".
  [[nodiscard]] const std::vector<std::string>& made() const { return made_; }

  /// Notes a call; true when it has to fail, errno being set.
  bool refuses(const std::string& call);

 private:
  std::vector<std::string> made_;
  std::size_t failing_ = static_cast<std::size_t>(-1);
  int error_ = 0;
};
