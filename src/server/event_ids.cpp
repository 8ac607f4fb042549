#include "server/event_ids.h"

#include <charconv>
#include <cstring>

#include "base/digest.h"

namespace server {
namespace {

constexpr std::size_t kSecretBytes = 32;

}  // namespace

EventIds::EventIds() : secret_(base::random_bytes(kSecretBytes)) {}

/// "SEAL.MASKED": a seal of the number, and the number under a mask that only the seal's maker can
/// make (a synthetic initialization vector, as RFC 5297 has it).
std::string EventIds::format(std::uint64_t number,
                             const base::OrganizationUid& organization) const {
  const std::string seal = base::base64url(
      base::hmac_sha256(secret_, "seal " + std::to_string(number) + " " + organization.text()));
  return seal + "." + std::to_string(number ^ mask(seal));
}

std::optional<std::uint64_t> EventIds::parse(std::string_view id,
                                             const base::OrganizationUid& organization) const {
  const std::size_t dot = id.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  std::uint64_t number = 0;
  std::from_chars(id.data() + dot + 1, id.data() + id.size(), number);
  number ^= mask(id.substr(0, dot));
  return base::equal_in_constant_time(id, format(number, organization)) ? std::optional{number}
                                                                        : std::nullopt;
}

std::uint64_t EventIds::mask(std::string_view seal) const {
  const base::Sha256 digest = base::hmac_sha256(secret_, "mask " + std::string{seal});
  std::uint64_t mask = 0;
  std::memcpy(&mask, digest.data(), sizeof mask);
  return mask;
}

}  // namespace server
