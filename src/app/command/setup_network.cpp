#include "app/command/setup_network.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "app/command/server_location.h"
#include "app/owner.h"
#include "app/server_permissions.h"
#include "app/server_settings.h"
#include "app/write_file.h"
#include "base/time.h"
#include "server/net/listener.h"
#include "server/net/self_signed_certificate.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using base::Message;

constexpr std::chrono::days kCertificateLifetime{825};
constexpr std::chrono::days kRenewBefore{90};  // its end
constexpr std::uint16_t kPortsToTry = 200;
constexpr const char* kSelfSigned = "self-signed";

std::string listen_of(const ServeSettings& settings) {
  return settings.listen.empty() ? kDefaultListen : settings.listen;
}

/// The addresses of --listen, whatever else a public one needs. Throws base::Error.
std::vector<server::Address> addresses_of(const std::string& listen) {
  ServeSettings settings;
  settings.listen = listen;
  settings.plain_http = true;
  settings.server.base_url = "http://any";
  return server_settings(settings).addresses;
}

bool can_listen(const server::Address& address) {
  try {
    const server::Listener listener(address);
    return true;
  } catch (const base::Error&) {
    return false;
  }
}

/// The next port that is free on the same host; 0 if none of the next is.
std::uint16_t next_free_port(server::Address address) {
  for (std::uint16_t i = 0; i < kPortsToTry && address.port < UINT16_MAX; ++i) {
    ++address.port;
    if (can_listen(address)) return address.port;
  }
  return 0;
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "localhost";
}

/// "reports.example" of "https://reports.example:8443/path".
std::string host_of(const std::string& url) {
  const std::size_t begin = std::min(url.find("://"), url.size() - 3) + 3;
  const bool is_v6 = url.compare(begin, 1, "[") == 0;
  const std::size_t end = url.find_first_of(is_v6 ? "]" : ":/", begin);
  return is_v6 ? url.substr(begin + 1, end - begin - 1) : url.substr(begin, end - begin);
}

}  // namespace

/// Whether the server runs, or systemd listens for it.
bool SetupNetwork::is_served() const {
  if (ServerPermissions(current_.data).is_served()) return true;
  return settings_.systemd == SetupSettings{}.systemd && fs::exists("/run/systemd/system") &&
         std::system("systemctl is-active --quiet gormic-bi.socket") == 0;
}

std::optional<std::string> SetupNetwork::address_error(const std::string& listen) const {
  const bool is_own = listen_of(current_) == listen && is_served();
  try {
    std::set<std::string> seen;
    for (const server::Address& address : addresses_of(listen)) {
      // Throws for an unknown host. A port that the system chooses could not be told to callers.
      const bool is_new = seen.insert(server::numeric_name(address)).second;
      if (address.port == 0 || !is_new)
        return dialog_.text(Message{"app.setup_bad_address", {{"address", listen}}});
      if (is_own || can_listen(address)) continue;
      const std::uint16_t free = next_free_port(address);
      const std::string name = address.host + ":" + std::to_string(address.port);
      if (free == 0) return dialog_.text(Message{"app.setup_no_address", {{"address", name}}});
      return dialog_.text(
          Message{"app.setup_port_taken",
                  {{"address", name}, {"free", address.host + ":" + std::to_string(free)}}});
    }
  } catch (const base::Error& error) {
    return dialog_.text(error);
  }
  return std::nullopt;
}

/// As the server's user sees it.
std::optional<std::string> SetupNetwork::file_error(const std::string& file) const {
  const std::string found = as_owner(current_.data, [&]() -> std::string {
    return ::access(file.c_str(), R_OK) == 0 ? "yes" : "";
  });
  if (!found.empty()) return std::nullopt;
  return dialog_.text(Message{"app.setup_unreadable", {{"path", file}}});
}

bool SetupNetwork::is_public() const {
  return std::ranges::any_of(addresses_of(chosen_.listen), [](const server::Address& address) {
    return address.host != "localhost" && address.host != "::1" &&
           !address.host.starts_with("127.");
  });
}

void SetupNetwork::choose_address() {
  chosen_.listen = dialog_.ask(Message{"app.setup_listen"}, settings_.listen, listen_of(current_),
                               [&](const std::string& answer) { return address_error(answer); });
}

void SetupNetwork::create_certificate(const std::string& host) {
  const fs::path folder = settings_.folder / "tls";
  const base::SystemClock clock;
  const bool is_current = current_.tls.certificate == (folder / "self-signed.crt").string() &&
                          fs::exists(current_.tls.certificate) &&
                          current_.server.base_url == chosen_.server.base_url;
  if (is_current && server::certificate_expiry(current_.tls) > clock.now() + kRenewBefore)
    return dialog_.tell(
        Message{"app.setup_certificate_kept", {{"path", current_.tls.certificate}}});
  const auto pair = server::create_self_signed_certificate({host, "localhost", "127.0.0.1"},
                                                           clock.now(), kCertificateLifetime);
  const gid_t group = owner_of(current_.data).group;
  chosen_.tls = {.certificate = (folder / "self-signed.crt").string(),
                 .key = (folder / "self-signed.key").string()};
  write_private_file(chosen_.tls.key, pair.key, group);
  write_file(chosen_.tls.certificate, pair.certificate);
  fs::permissions(chosen_.tls.certificate, fs::perms{0644});
  dialog_.tell(
      Message{"app.setup_self_signed", {{"host", host}, {"path", chosen_.tls.certificate}}});
}

void SetupNetwork::choose_certificate() {
  const bool is_wanted = is_public() && !chosen_.plain_http && chosen_.tls.certificate.empty() &&
                         chosen_.server.trusted_proxies.empty();
  const std::string given = settings_.self_signed ? kSelfSigned : settings_.tls_certificate;
  if (given.empty() && !(is_wanted && dialog_.is_asking())) return;
  const std::string file = dialog_.ask(
      Message{"app.setup_certificate"}, given, kSelfSigned, [&](const std::string& answer) {
        return answer == kSelfSigned ? std::nullopt : file_error(answer);
      });
  if (file == kSelfSigned)
    return create_certificate(chosen_.server.base_url.empty() ? host_name()
                                                              : host_of(chosen_.server.base_url));
  chosen_.tls.certificate = fs::absolute(file).string();
  const std::string key =
      dialog_.ask(Message{"app.setup_tls_key"}, settings_.tls_key, "",
                  [&](const std::string& answer) { return file_error(answer); });
  chosen_.tls.key = key.empty() ? "" : fs::absolute(key).string();
}

void SetupNetwork::choose_base_url() {
  const std::string port = chosen_.listen.substr(chosen_.listen.rfind(':') + 1);
  std::string standard = current_.server.base_url;
  if (standard.empty() && is_public() && dialog_.is_asking()) {
    const bool is_plain = settings_.plain_http || current_.plain_http;
    standard = (is_plain ? "http://" : "https://") + host_name() + ":" + port;
  }
  if (settings_.base_url.empty() && standard.empty()) return;
  chosen_.server.base_url =
      dialog_.ask(Message{"app.setup_base_url"}, settings_.base_url, standard);
}

void SetupNetwork::choose(SetupFile& file) {
  if (settings_.plain_http) chosen_.plain_http = true;
  choose_address();
  choose_base_url();
  choose_certificate();
  static_cast<void>(server_settings(chosen_));  // refuses what the server would refuse
  if (!chosen_.tls.certificate.empty()) {
    as_owner(current_.data, [&]() -> std::string {
      try {
        static_cast<void>(server::certificate_expiry(chosen_.tls));
        return {};
      } catch (const base::Error& error) {
        throw base::Error(dialog_.text(error));
      }
    });
  }
  const auto set = [&](const char* key, const std::string& value, const std::string& before) {
    if (value != before) file.set(key, value);
  };
  set("listen", chosen_.listen, listen_of(current_));
  set("base-url", chosen_.server.base_url, current_.server.base_url);
  set("tls-certificate", chosen_.tls.certificate, current_.tls.certificate);
  set("tls-key", chosen_.tls.key, current_.tls.key);
  if (settings_.plain_http) file.set("plain-http", "true");
}

bool SetupNetwork::write_units() const {
  bool has_changed = false;
  if (chosen_.listen != listen_of(current_)) {
    std::string text = "# Written by `gormic-bi setup`.\n[Socket]\nListenStream=\n";
    for (const server::Address& address : addresses_of(chosen_.listen))
      text += "ListenStream=" + server::numeric_name(address) + "\n";
    write_file(settings_.systemd / "gormic-bi.socket.d" / "setup.conf", text);
    has_changed = true;
  }
  if (settings_.local_only) {
    write_file(settings_.systemd / "gormic-bi.service.d" / "local-only.conf",
               "# Written by `gormic-bi setup --local-only`. Sources on other machines cannot be\n"
               "# reached; delete this file to lift it.\n"
               "[Service]\nIPAddressDeny=any\nIPAddressAllow=localhost\n");
    has_changed = true;
  }
  return has_changed;
}

std::string SetupNetwork::url() const {
  if (!chosen_.server.base_url.empty()) return chosen_.server.base_url;
  const std::string scheme = chosen_.tls.certificate.empty() ? "http://" : "https://";
  return reachable_url(scheme + chosen_.listen.substr(0, chosen_.listen.find(',')));
}

}  // namespace app
