#pragma once

#include <memory>

#include "server/net/transport.h"

struct ssl_ctx_st;  // OpenSSL's
struct ssl_st;

namespace server {

/// A socket under TLS.
class TlsTransport final : public Transport {
 public:
  /// It keeps what it needs of `context`.
  TlsTransport(base::FileDescriptor socket, ssl_ctx_st& context);
  ~TlsTransport() override;

  [[nodiscard]] IoResult receive(std::span<char> to) override;
  [[nodiscard]] IoResult send(std::string_view bytes, bool more_follows) override;
  [[nodiscard]] IoResult send(const FilePart& file) override;
  void end_sending() override;
  [[nodiscard]] bool is_established() const override;
  [[nodiscard]] int socket() const override { return socket_.number(); }

 private:
  [[nodiscard]] IoResult to_io_result(int result);

  const base::FileDescriptor socket_;
  const std::unique_ptr<ssl_st, void (*)(ssl_st*)> ssl_;
  bool is_broken_ = false;  // nothing may be said any more
};

}  // namespace server
