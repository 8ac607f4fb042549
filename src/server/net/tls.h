#pragma once

#include <memory>
#include <string>

#include "base/file_descriptor.h"
#include "base/log.h"
#include "server/net/transport.h"

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace server {

/// Our side of TLS 1.2 and 1.3: the certificate, and the connections that speak under it. A
/// certificate that is renewed in its place is taken up without a restart. One thread.
class Tls {
 public:
  /// Two files in PEM. The key's has no passphrase.
  struct Files {
    std::string certificate;  // with those between it and the root behind it
    std::string key;
  };

  /// Throws base::Error where the two cannot be read or do not belong together.
  Tls(Files files, base::Log& log);
  ~Tls();
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;

  /// Takes up what has been renewed, or says that nothing has. Each new connection looks, too.
  void reload();
  /// A connection whose handshake is still to come. It may outlive this.
  [[nodiscard]] std::unique_ptr<Transport> create_transport(base::FileDescriptor socket);

 private:
  /// False where the files are those that were read last.
  bool reload_if_changed();
  void warn_if_expiring();

  const Files files_;
  base::Log& log_;
  std::string files_version_;  // of the files that were read last, well or not, as their times tell
  bool is_loaded_ = true;
  std::shared_ptr<ssl_ctx_st> context_;  // made of them thereafter, so that no change is missed
};

}  // namespace server
