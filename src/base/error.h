#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "base/message.h"

namespace base {

/// The one exception of this program: what the caller cannot continue from. what() is English,
/// names the operation and its subject, and is for the log; user_message() is for people, where
/// there is something they can act on, and never holds SQL, secrets or paths of the server.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& what) : std::runtime_error(what) {}
  Error(const std::string& what, Message user_message)
      : std::runtime_error(what), user_message_(std::move(user_message)) {}

  [[nodiscard]] const std::optional<Message>& user_message() const { return user_message_; }

 private:
  std::optional<Message> user_message_;
};

/// What may go well when it is tried again: a lock that another holds, a connection that was lost.
class TransientError : public Error {
 public:
  using Error::Error;
};

/// Nothing was begun, since the server that it needs takes no connection now: it restarts, or has
/// no room. Waiting costs nothing and is no attempt.
class Unavailable : public TransientError {
 public:
  using TransientError::TransientError;
};

/// What is being made is larger than whoever asked for it may have.
class SizeLimitExceeded : public Error {
 public:
  using Error::Error;
};

/// The work was stopped from outside: canceled by its owner, or the process is ending.
class Canceled : public Error {
 public:
  Canceled() : Error("stopped") {}
};

}  // namespace base
