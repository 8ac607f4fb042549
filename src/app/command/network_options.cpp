#include <algorithm>

#include "app/option.h"
#include "app/settings.h"

namespace app {
namespace {

void add_count(CLI::App& command, const std::string& name, std::size_t& value, std::size_t min,
               std::size_t max, const std::string& description) {
  add_option(command, name, value, description)->check(CLI::Range(min, max))->capture_default_str();
}

void add_rate(CLI::App& command, const std::string& name, auth::RateLimiter::Rate& rate,
              const std::string& of) {
  add_option(command, name + "-rate", rate.per_second,
             "Requests a second " + of + "; 0: any number")
      ->check(CLI::Range(0.0, 1e9))
      ->capture_default_str();
  add_option(command, name + "-burst", rate.burst, "Requests at once " + of)
      ->check(CLI::Range(1.0, 1e9))
      ->capture_default_str();
}

void add_limits(CLI::App& command, server::Limits& limits) {
  constexpr std::size_t kMaxCount = 1'000'000;
  constexpr std::size_t kMaxBytes = std::size_t{1} << 30U;
  add_count(command, "max-connections", limits.connections, 1, kMaxCount,
            "Connections at once; above it whoever keeps the server waiting longest is dropped");
  add_count(command, "max-tls-handshakes", limits.handshakes, 1, kMaxCount,
            "Of them, those whose TLS handshake is under way; above it the oldest one is dropped");
  add_count(command, "max-waiting-requests", limits.queued, 1, kMaxCount,
            "Requests that may wait for a serving thread; the next one is answered 503");
  add_count(command, "max-waiting-clients", limits.suspended, 1, kMaxCount,
            "Requests at once that wait for a job (?wait=) or stream events");
  add_count(command, "max-waiting-clients-per-key", limits.suspended_per_owner, 1, kMaxCount,
            "Of them, those of one key");
  add_count(command, "serving-threads", limits.threads, 1, 256, "Threads that answer requests");
  add_count(command, "max-header-bytes", limits.head, 1024, kMaxBytes,
            "Bytes of a request's headers");
  add_count(command, "max-header-lines", limits.head_lines, 8, kMaxCount, "Lines of them");
  add_count(command, "max-body-bytes", limits.body, 1024, kMaxBytes, "Bytes of a request's body");
  add_count(command, "max-buffered-bytes", limits.buffered, 1024, kMaxBytes * 16,
            "Bytes of memory that all connections together may hold");
  constexpr std::int64_t kDay = 24 * 3600;
  add_seconds(command, "idle-timeout", limits.idle, kDay, "Between two requests of a connection");
  add_seconds(command, "header-timeout", limits.head_time, kDay,
              "For a request's headers, and for a TLS handshake");
  add_seconds(command, "body-timeout", limits.body_time, kDay, "For a request's body");
  add_seconds(command, "write-timeout", limits.stall, kDay,
              "For the next 8 KiB of an answer that a client reads slowly");
  add_seconds(command, "stop-timeout", limits.stop, 12, "For what is in flight when stopping");
}

/// What is wrong with an origin, which is compared exactly with what a browser sends; empty
/// where nothing is.
std::string origin_error(const std::string& text) {
  const std::size_t separator = std::min(text.find("://"), text.size());
  const std::string scheme = text.substr(0, separator);
  const std::string rest = text.substr(std::min(separator + 3, text.size()));
  const bool is_v6 = rest.starts_with('[');
  const std::size_t colon = rest.find(':', is_v6 ? std::min(rest.find(']'), rest.size()) : 0);
  const std::string host = rest.substr(0, colon);
  const std::string port = colon == std::string::npos ? "80" : rest.substr(colon + 1);
  const bool is_host =
      is_v6 ? host.size() > 2 && host.find_first_not_of("0123456789abcdef:.", 1) == host.size() - 1
            : !host.empty() && host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") ==
                                   std::string::npos;
  const bool is_port = !port.empty() && port.size() <= 5 &&
                       port.find_first_not_of("0123456789") == std::string::npos;
  if ((scheme == "http" || scheme == "https") && is_host && is_port) return {};
  return text +
         ": write an origin, as in https://erp.example or http://erp.example:8080, in small "
         "letters and without a path";
}

}  // namespace

void add_network(CLI::App& command, ServeSettings& settings) {
  add_option(command, "listen", settings.listen,
             "HOST:PORT, several separated by commas; port 0 takes a free one")
      ->capture_default_str();
  add_option(command, "base-url", settings.server.base_url,
             "What links begin with, as callers reach this server (https://reports.example, or "
             "https://example.com/reports where a proxy has it below a path)");
  add_option(command, "tls-certificate", settings.tls.certificate,
             "A file in PEM with the server's certificate and those between it and the root");
  add_option(command, "tls-key", settings.tls.key,
             "A file in PEM with its private key, not encrypted");
  add_option(command, "plain-http", settings.plain_http,
             "true: a public address may be served without TLS and without a trusted proxy")
      ->capture_default_str();
  add_option(command, "trusted-proxy", settings.server.trusted_proxies,
             "Addresses or networks of reverse proxies whose X-Forwarded-For counts")
      ->delimiter(',');
  add_option(command, "cors-origin", settings.server.cors_origins,
             "Origins whose pages may call the API from a browser (https://erp.example)")
      ->delimiter(',')
      ->check(CLI::Validator(origin_error, "", ""));
  add_limits(command, settings.server.limits);
  add_rate(command, "address", settings.rate_limits.address,
           "of one address, but those with a valid key");
  add_rate(command, "key", settings.rate_limits.key, "with one API key");
  add_rate(command, "unauthenticated", settings.rate_limits.unauthenticated,
           "of one address without a valid key");
}

}  // namespace app
