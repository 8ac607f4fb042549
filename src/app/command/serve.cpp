#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/commands.h"
#include "app/option.h"
#include "app/server_app.h"
#include "app/service_manager.h"
#include "app/signals.h"

namespace app {
namespace {

/// Well below the 20 s of TimeoutStopSec in packaging/gormic-bi.service.
constexpr std::chrono::seconds kStopTimeout{11};

/// Ends the process when the server takes too long to stop, as when a database does not answer.
/// Starts its thread early: a system that is short of threads may refuse one at the end.
class StopGuard {
 public:
  StopGuard() : thread_([this](const std::stop_token& over) { watch(over); }) {}

  /// Starts the time limit. `server_app` must be destroyed before this object.
  void begin(ServerApp& server_app) {
    const std::lock_guard lock(mutex_);
    stopping_ = &server_app;
    changed_.notify_all();
  }

 private:
  void watch(const std::stop_token& over) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, over, [this] { return stopping_ != nullptr; })) return;
    changed_.wait_for(lock, over, kStopTimeout, [] { return false; });
    if (!over.stop_requested()) stopping_->abort_process();
  }

  std::mutex mutex_;
  std::condition_variable_any changed_;
  ServerApp* stopping_ = nullptr;  // protected by mutex_
  std::jthread thread_;            // last: it uses the members above
};

int serve(ServeSettings settings) {
  const ServiceManager manager;
  settings.inherited = inherited_addresses();
  Signals signals;
  base::Log log;
  {
    StopGuard guard;  // outlives the server, whose end it watches
    ServerApp server_app(settings, log);
    manager.ready(server_app.status());
    {
      const Watchdog watchdog(manager, [&] { return server_app.is_responsive(); });
      signals.wait([&] {
        manager.reloading();
        server_app.reload_certificates();
        manager.ready(server_app.status());
      });
    }
    manager.stopping();
    log.info("stopping");
    guard.begin(server_app);
  }
  log.info("stopped");
  return 0;
}

void add_count(CLI::App& command, const std::string& name, std::size_t& value, std::size_t min,
               std::size_t max, const std::string& description) {
  add_option(command, name, value, description)->check(CLI::Range(min, max))->capture_default_str();
}

void add_rate(CLI::App& command, const std::string& name, auth::RateLimiter::Rate& rate,
              const std::string& of) {
  add_option(command, name + "-rate", rate.per_second,
             "Requests per second " + of + "; 0: no limit")
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
            "Open connections; one more closes the one that has kept the server waiting longest");
  add_count(command, "max-tls-handshakes", limits.handshakes, 1, kMaxCount,
            "Connections in their TLS handshake; one more closes the oldest");
  add_count(command, "max-waiting-requests", limits.queued, 1, kMaxCount,
            "Requests that may wait for a serving thread; one more is answered with 503");
  add_count(command, "max-waiting-clients", limits.suspended, 1, kMaxCount,
            "Requests at once that wait for a job (?wait=)");
  add_count(command, "max-waiting-clients-per-key", limits.suspended_per_owner, 1, kMaxCount,
            "Such requests and event streams at once of one API key");
  add_count(command, "max-streams", limits.streams, 1, kMaxCount,
            "Event streams at once, at most half of --max-connections");
  add_count(command, "serving-threads", limits.threads, 1, 256, "Threads that answer requests");
  add_count(command, "max-header-bytes", limits.head, 1024, kMaxBytes,
            "Bytes of a request's headers");
  add_count(command, "max-header-lines", limits.head_lines, 8, kMaxCount,
            "Lines of a request's headers");
  add_count(command, "max-body-bytes", limits.body, 1024, kMaxBytes, "Bytes of a request's body");
  add_count(command, "max-buffered-bytes", limits.buffered, 1024, kMaxBytes * 16,
            "Bytes of memory that all connections together may use");
  constexpr std::int64_t kDay = 24 * 3600;
  add_seconds(command, "idle-timeout", limits.idle, kDay,
              "Time between two requests of a connection");
  add_seconds(command, "header-timeout", limits.head_time, kDay,
              "Time for a request's headers, and for a TLS handshake");
  add_seconds(command, "body-timeout", limits.body_time, kDay, "Time for a request's body");
  add_seconds(command, "write-timeout", limits.stall, kDay,
              "Time in which a client must read the next 8 KiB of a response");
  add_seconds(command, "stop-timeout", limits.stop, 12,
              "Time for requests in progress when the server stops");
}

/// Why the text is not an origin as browsers send it; empty if it is one. The server compares
/// origins byte by byte.
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

void add_network(CLI::App& command, ServeSettings& settings) {
  add_option(command, "listen", settings.listen,
             "HOST:PORT, several separated by commas; port 0 picks a free port")
      ->default_str(kDefaultListen);
  add_option(command, "base-url", settings.server.base_url,
             "The URL at which callers reach this server, and with which links begin "
             "(https://reports.example, or https://example.com/reports behind a proxy)");
  add_option(command, "tls-certificate", settings.tls.certificate,
             "A PEM file with the server's certificate and the intermediate certificates");
  add_option(command, "tls-key", settings.tls.key,
             "A PEM file with the certificate's private key, not encrypted");
  add_option(command, "plain-http", settings.plain_http,
             "true: allow a public address without TLS and without a trusted proxy")
      ->capture_default_str();
  add_option(command, "trusted-proxy", settings.server.trusted_proxies,
             "Addresses or networks of reverse proxies whose X-Forwarded-For is trusted")
      ->delimiter(',');
  add_option(command, "console", settings.server.console,
             "false: do not serve the web application at /console")
      ->capture_default_str();
  add_option(command, "cors-origin", settings.server.cors_origins,
             "Origins whose pages may call the API from a browser (https://erp.example)")
      ->delimiter(',')
      ->check(CLI::Validator(origin_error, "", ""));
  add_limits(command, settings.server.limits);
  add_rate(command, "address", settings.rate_limits.address,
           "from one address, not counting those with a valid key");
  add_rate(command, "key", settings.rate_limits.key, "with one API key");
  add_rate(command, "unauthenticated", settings.rate_limits.unauthenticated,
           "from one address without a valid key");
}

void add_queue_limits(CLI::App& command, job::QueueLimits& limits) {
  add_option(command, "max-pending", limits.max_pending, "Pending jobs of all organizations")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  add_option(command, "max-pending-per-organization", limits.max_pending_per_organization,
             "Pending jobs of one organization, unless organizations.json says otherwise")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  command
      .add_option_function<std::int64_t>(
          "--max-storage-per-organization",
          [&](const std::int64_t& gigabytes) {
            limits.max_bytes_per_organization = gigabytes * 1'000'000'000;
          },
          "Gigabytes of finished files of one organization, unless organizations.json says "
          "otherwise (50)")
      ->check(CLI::Range(1, 1'000'000))
      ->envname(environment_variable("max-storage-per-organization"));
}

}  // namespace

void add_serve(CLI::App& root, ServeSettings& settings, Action& action) {
  CLI::App* command = root.add_subcommand("serve", "Serve the HTTP API and render its jobs");
  add_option(*command, "catalogue", settings.catalogue,
             "The folder of models, sources and organizations")
      ->required();
  add_option(*command, "data", settings.data,
             "The folder for jobs, keys and files; created if missing")
      ->required();
  add_network(*command, settings);
  add_option(*command, "workers", settings.workers,
             "Threads that render jobs, one of them kept for small jobs; 0: one for each usable "
             "core (by CPU affinity and cgroup quota) and one more")
      ->check(CLI::Range(0, 256))
      ->capture_default_str();
  add_queue_limits(*command, settings.queue_limits);
  command
      ->add_option_function<std::int64_t>(
          "--disk-reserve",
          [&](const std::int64_t& megabytes) {
            settings.disk_reserve = static_cast<std::uintmax_t>(megabytes) << 20U;
          },
          "Mebibytes of disk to keep free: below them new jobs are refused (1024 or 5 % of the "
          "disk, whichever is more)")
      ->check(CLI::Range(0, 100'000'000))
      ->envname(environment_variable("disk-reserve"));
  add_compression(*command, settings.compression);
  add_seconds(*command, "link-lifetime", settings.link_lifetime, 7 * 24 * 3600,
              "Lifetime of a download link");
  add_seconds(*command, "session-idle", settings.session_idle, 30 * 24 * 3600,
              "Time without a request after which a person is signed out");
  add_option(*command, "app-name", settings.app_name, "`app` in the envelope of responses")
      ->capture_default_str();
  add_option(*command, "service-name", settings.service_name,
             "`service` in the envelope of responses")
      ->capture_default_str();
  command->footer(
      "Example:\n  gormic-bi serve --catalogue catalogue --data data --listen 127.0.0.1:8080\n"
      "Create a key before the first call: gormic-bi key create --help");
  command->final_callback([&] { action = [&] { return serve(settings); }; });
}

}  // namespace app
