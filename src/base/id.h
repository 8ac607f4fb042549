#pragma once

#include <compare>
#include <string>
#include <utility>

#include "base/time.h"

namespace base {

/// An identifier of one kind of thing: ids of different kinds are different types.
template <class Kind>
class Id {
 public:
  Id() = default;
  explicit Id(std::string text) : text_(std::move(text)) {}

  [[nodiscard]] const std::string& text() const { return text_; }
  auto operator<=>(const Id&) const = default;

 private:
  std::string text_;
};

using JobId = Id<struct JobKind>;
using OrganizationUid = Id<struct OrganizationKind>;
using KeyId = Id<struct KeyKind>;

/// A UUID of version 7 (RFC 9562): it sorts by its creation time and cannot be guessed.
[[nodiscard]] std::string new_uuid(Time now);

}  // namespace base
