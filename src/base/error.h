#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "base/message.h"

namespace base {

/// The base of this program's exceptions: an error from which the caller cannot continue. what() is
/// English, for the log, and names the operation and its subject. user_message() is for people,
/// when they can do something about it; it never contains SQL, secrets or paths of the server.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& what) : std::runtime_error(what) {}
  Error(const std::string& what, Message user_message)
      : std::runtime_error(what), user_message_(std::move(user_message)) {}

  [[nodiscard]] const std::optional<Message>& user_message() const { return user_message_; }

 private:
  std::optional<Message> user_message_;
};

/// An error that may pass with a retry, such as a lock of another process or a lost connection.
class TransientError : public Error {
 public:
  using Error::Error;
};

/// A required server accepts no connection now, since it restarts or is at its limit. No work
/// began, so that waiting is no attempt.
class Unavailable : public TransientError {
 public:
  using TransientError::TransientError;
};

/// The result is larger than its limit.
class SizeLimitExceeded : public Error {
 public:
  using Error::Error;
};

/// The work was stopped: it was canceled, it took too long, or the process is ending.
class Canceled : public Error {
 public:
  Canceled() : Error("stopped") {}
};

}  // namespace base
