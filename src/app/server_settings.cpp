#include "app/server_settings.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/error.h"

namespace app {
namespace {

server::Address parse_address(const std::string& listen) {
  const std::size_t colon = listen.rfind(':');
  server::Address address;
  if (colon != std::string::npos && colon > 0) {
    const char* end = listen.data() + listen.size();
    const auto [stop, error] = std::from_chars(listen.data() + colon + 1, end, address.port);
    if (error == std::errc{} && stop == end) {
      address.host = listen.substr(0, colon);
      if (address.host.starts_with('[') && address.host.ends_with(']')) {  // as in [::1]:8080
        address.host = address.host.substr(1, address.host.size() - 2);
      }
      return address;
    }
  }
  throw base::Error("--listen " + listen + ": write HOST:PORT, for example 127.0.0.1:8080");
}

std::vector<server::Address> parse_addresses(const std::string& listen) {
  std::vector<server::Address> addresses;
  std::size_t begin = 0;
  while (begin <= listen.size()) {
    const std::size_t comma = std::min(listen.find(',', begin), listen.size());
    addresses.push_back(parse_address(listen.substr(begin, comma - begin)));
    begin = comma + 1;
  }
  return addresses;
}

/// Those that the service manager opened. Those of --listen, where it is set, must be the same, or
/// one of the two would be silently ignored.
std::vector<server::Address> addresses(const ServeSettings& settings) {
  if (settings.inherited.empty())
    return parse_addresses(settings.listen.empty() ? kDefaultListen : settings.listen);
  if (settings.listen.empty()) return settings.inherited;
  const auto names = [](const std::vector<server::Address>& of) {
    std::set<std::string> all;
    for (const server::Address& address : of) all.insert(server::numeric_name(address));
    return all;
  };
  const std::set<std::string> opened = names(settings.inherited);
  if (names(parse_addresses(settings.listen)) != opened) {
    std::string list;
    for (const std::string& name : opened) list += (list.empty() ? "" : ", ") + name;
    throw base::Error("--listen " + settings.listen + ": the service manager opened " + list +
                      ". Write the same address in both, or leave one of them out");
  }
  return settings.inherited;
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

bool is_base_url(const std::string& url) {
  const bool is_plain = url.find_first_of("?#@") == std::string::npos &&
                        std::ranges::all_of(url, [](char c) { return c > 0x20 && c < 0x7f; });
  return (url.starts_with("http://") || url.starts_with("https://")) && is_plain &&
         !url.ends_with('/');
}

}  // namespace

server::Settings server_settings(const ServeSettings& settings) {
  server::Settings resolved = settings.server;
  resolved.addresses = addresses(settings);
  if (!resolved.base_url.empty() && !is_base_url(resolved.base_url)) {
    throw base::Error(
        "--base-url " + resolved.base_url +
        ": write http://HOST or https://HOST, with a path where there is one, in ASCII, without a "
        "user and without a slash at the end");
  }
  if (settings.tls.certificate.empty() != settings.tls.key.empty()) {
    throw base::Error("--tls-certificate and --tls-key: one of the two is missing");
  }
  if (!settings.tls.key.empty()) resolved.tls = settings.tls;
  // Streams last, so they must not take the connections of all other requests.
  resolved.limits.streams = std::min(resolved.limits.streams, resolved.limits.connections / 2);
  if (!resolved.trusted_proxies.empty() && resolved.base_url.empty()) {
    throw base::Error(
        "--trusted-proxy: behind a proxy links need --base-url, the address that callers know it "
        "by (https://reports.example), or they would name this machine's own");
  }
  for (const server::Address& address : resolved.addresses) {
    if (is_loopback(address.host)) continue;
    if (resolved.base_url.empty()) {
      throw base::Error("--listen " + address.host +
                        ": a public address needs --base-url, so that links name the server as its "
                        "callers do");
    }
    if (!resolved.tls && resolved.trusted_proxies.empty() && !settings.plain_http) {
      throw base::Error("--listen " + address.host +
                        ": keys and reports would cross the network in the clear. Give "
                        "--tls-certificate and --tls-key, name the reverse "
                        "proxy that speaks TLS (--trusted-proxy), or say --plain-http true");
    }
  }
  return resolved;
}

}  // namespace app
