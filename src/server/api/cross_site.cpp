#include "server/api/cross_site.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace server {
namespace {

constexpr std::string_view kSchemeEnd = "://";

std::string_view scheme_of(std::string_view url) { return url.substr(0, url.find(kSchemeEnd)); }

/// In lower case and without the scheme's own port: "https://bi.example".
std::string origin_of(std::string_view url) {
  const std::size_t host = std::min(url.find(kSchemeEnd), url.size());
  const std::size_t end = url.find('/', std::min(host + kSchemeEnd.size(), url.size()));
  std::string origin = base::to_lower(url.substr(0, end));
  const std::string_view port = scheme_of(origin) == "https" ? ":443" : ":80";
  if (origin.ends_with(port)) origin.resize(origin.size() - port.size());
  return origin;
}

/// Whether the host of "HOST:PORT" is a number or "localhost".
bool is_address(std::string_view host_and_port) {
  std::string host{host_and_port};
  if (host.starts_with('[')) {
    host = host.substr(1, std::min(host.find(']'), host.size()) - 1);
  } else {
    host = host.substr(0, host.find(':'));
  }
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return base::equal_ignoring_case(host, "localhost") ||
         ::inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

}  // namespace

bool is_same_origin(const Request& request, std::string_view base_url,
                    std::string_view listening_url) {
  if (const auto site = request.headers.find("Sec-Fetch-Site")) return *site == "same-origin";
  const auto sent = request.headers.find("Origin");
  if (!sent) return false;
  const std::string origin = origin_of(*sent);
  if (origin == origin_of(base_url)) return true;
  const std::string_view host = request.headers.find("Host").value_or("");
  std::string asked{scheme_of(listening_url)};
  asked.append(kSchemeEnd).append(host);
  return is_address(host) && origin == origin_of(asked);
}

}  // namespace server
