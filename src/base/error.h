#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "base/phrase.h"

namespace base {

/// The one exception of this program: what the caller cannot continue from. what() is English,
/// names the operation and its subject, and is for the log; phrase() is for people, where there is
/// something they can act on, and never holds SQL, secrets or paths of the server.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& what) : std::runtime_error(what) {}
  Error(const std::string& what, Phrase phrase)
      : std::runtime_error(what), phrase_(std::move(phrase)) {}

  [[nodiscard]] const std::optional<Phrase>& phrase() const { return phrase_; }

 private:
  std::optional<Phrase> phrase_;
};

/// What may go well when it is tried again: a lock that another holds, a connection that was lost.
class Transient : public Error {
 public:
  using Error::Error;
};

/// Nothing was begun, since the server that it needs takes no connection now: it restarts, or has
/// no room. Waiting costs nothing and is no attempt.
class Unavailable : public Transient {
 public:
  using Transient::Transient;
};

/// What is being made is larger than whoever asked for it may have.
class TooLarge : public Error {
 public:
  using Error::Error;
};

/// The work was stopped from outside: canceled by its owner, or the process is ending.
class Stopped : public Error {
 public:
  Stopped() : Error("stopped") {}
};

}  // namespace base
