#include "server/api/trusted_proxies.h"

#include <arpa/inet.h>

#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "base/error.h"
#include "base/parse_integer.h"

namespace server {
namespace {

using Octets = std::array<unsigned char, 16>;

constexpr unsigned kAddressBits = 128;
constexpr unsigned kV4PrefixBits = 96;

std::optional<Octets> parse_address(std::string_view address) {
  const std::string text{address};
  Octets octets{};
  if (::inet_pton(AF_INET6, text.c_str(), octets.data()) == 1) return octets;
  octets[10] = octets[11] = 0xff;
  if (::inet_pton(AF_INET, text.c_str(), octets.data() + 12) == 1) return octets;
  return std::nullopt;
}

bool have_same_prefix(const Octets& a, const Octets& b, unsigned bits) {
  const unsigned whole = bits / 8;
  if (!std::equal(a.begin(), a.begin() + whole, b.begin())) return false;
  if (bits % 8 == 0) return true;
  const unsigned rest = 8 - bits % 8;
  return a[whole] >> rest == b[whole] >> rest;
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Removes the port that some proxies write: "192.0.2.7:443", "[2001:db8::7]:443", "[::1]".
std::string_view without_port(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const bool has_port = colon != std::string_view::npos && is_port(text.substr(colon + 1));
  if (text.starts_with('[')) {
    if (has_port && text.substr(0, colon).ends_with(']')) text = text.substr(0, colon);
    return text.ends_with(']') ? text.substr(1, text.size() - 2) : text;
  }
  return has_port && text.find(':') == colon ? text.substr(0, colon) : text;
}

/// The address in its usual form, IPv4 never mapped into IPv6. Absent if it is not an address.
std::optional<std::string> normalize_address(std::string_view said) {
  const std::string text{without_port(said)};
  const auto octets = parse_address(text);
  if (!octets) return std::nullopt;
  const Octets mapped = *parse_address("0.0.0.0");
  if (!have_same_prefix(*octets, mapped, kV4PrefixBits)) return text;
  char dotted[INET_ADDRSTRLEN] = {};
  return ::inet_ntop(AF_INET, octets->data() + 12, dotted, sizeof dotted);
}

}  // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& trusted) {
  for (const std::string& text : trusted) trusted_.push_back(parse_network(text));
}

TrustedProxies::Network TrustedProxies::parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto octets = parse_address(text.substr(0, slash));
  const bool is_v4 = text.find(':') == std::string_view::npos;
  unsigned bits = kAddressBits;
  bool is_valid = octets.has_value();
  if (slash != std::string_view::npos) {
    const auto written = base::parse_integer<unsigned>(text.substr(slash + 1));
    is_valid = is_valid && written && *written <= (is_v4 ? 32U : kAddressBits);
    bits = written.value_or(0) + (is_v4 ? kV4PrefixBits : 0);
  }
  if (!is_valid) {
    throw base::Error("trusted proxy " + std::string{text} +
                      ": write an address or a network, for example 10.0.0.0/8");
  }
  return {*octets, bits};
}

bool TrustedProxies::trusts(std::string_view address) const {
  const auto octets = parse_address(address);
  return octets && std::ranges::any_of(trusted_, [&](const Network& network) {
           return have_same_prefix(*octets, network.address, network.bits);
         });
}

std::string TrustedProxies::client_address(const std::string& peer, const Fields& headers) const {
  std::string client = peer;
  if (trusted_.empty()) return client;
  std::string chain;
  for (const auto& [name, value] : headers.all()) {
    if (!base::equal_ignoring_case(name, "X-Forwarded-For")) continue;
    chain += (chain.empty() ? "" : ",") + value;
  }
  // Each proxy appends its client's address, so read from the end while the proxies are trusted.
  while (trusts(client) && !chain.empty()) {
    const std::size_t comma = chain.rfind(',');
    const std::size_t begin = comma == std::string::npos ? 0 : comma + 1;
    const auto said = normalize_address(trim(std::string_view{chain}.substr(begin)));
    if (!said) break;
    client = *said;
    chain.resize(comma == std::string::npos ? 0 : comma);
  }
  return client;
}

}  // namespace server
