#pragma once

#include <memory>
#include <string>

#include "base/file_descriptor.h"
#include "base/log.h"
#include "base/time.h"
#include "server/net/transport.h"

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace server {

/// The server side of TLS 1.2 and 1.3: holds the certificate and creates the connections that use
/// it. A renewed certificate is loaded without a restart. Event loop thread only.
class Tls {
 public:
  /// Two PEM files. The key is not encrypted.
  struct Files {
    std::string certificate;  // the server's own first, then the intermediate ones
    std::string key;
  };

  /// Throws base::Error if a file cannot be read or the key does not match the certificate.
  Tls(Files files, base::Log& log);
  ~Tls();
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;

  /// Loads renewed files, or logs that nothing has changed. Each new connection checks, too.
  void reload();
  /// A connection before its handshake. It may outlive this object.
  [[nodiscard]] std::unique_ptr<Transport> create_transport(base::FileDescriptor socket);

 private:
  /// False if the files have not changed since they were last read.
  bool reload_if_changed();
  void warn_if_expiring();

  const Files files_;
  base::Log& log_;
  std::string files_version_;  // of the files last read, successfully or not
  bool is_loaded_ = true;
  std::shared_ptr<ssl_ctx_st> context_;  // initialized after files_version_: misses no change
};

/// When the certificate expires. Throws base::Error where Tls would. Thread-safe.
[[nodiscard]] base::Time certificate_expiry(const Tls::Files& files);

}  // namespace server
