#include "server/tls_transport.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <new>

namespace server {
namespace {

constexpr std::size_t kMaxRecordBytes = 16 * 1024;  // RFC 8446, section 5.1

}  // namespace

TlsTransport::TlsTransport(base::FileDescriptor socket, SSL_CTX& context)
    : socket_(std::move(socket)), ssl_(SSL_new(&context), SSL_free) {
  if (!ssl_ || SSL_set_fd(ssl_.get(), socket_.number()) != 1) throw std::bad_alloc{};
  SSL_set_accept_state(ssl_.get());
}

TlsTransport::~TlsTransport() = default;

bool TlsTransport::is_established() const { return SSL_is_init_finished(ssl_.get()) == 1; }

Transport::IoResult TlsTransport::receive(std::span<char> to) {
  ERR_clear_error();
  return to_io_result(SSL_read(ssl_.get(), to.data(), static_cast<int>(to.size())));
}

Transport::IoResult TlsTransport::send(std::string_view bytes, bool) {
  const std::size_t piece = std::min(bytes.size(), kMaxRecordBytes);
  ERR_clear_error();
  return to_io_result(SSL_write(ssl_.get(), bytes.data(), static_cast<int>(piece)));
}

Transport::IoResult TlsTransport::send(const FilePart& file) {
  std::array<char, kMaxRecordBytes> bytes{};
  const auto piece = std::min(bytes.size(), static_cast<std::size_t>(file.bytes));
  const ssize_t count = ::pread(file.descriptor.number(), bytes.data(), piece, file.begin);
  if (count <= 0) return {};  // it has become shorter, and its answer cannot be kept
  return send(std::string_view{bytes.data(), static_cast<std::size_t>(count)}, false);
}

void TlsTransport::end_sending() {
  if (!is_broken_ && is_established()) {
    ERR_clear_error();
    static_cast<void>(SSL_shutdown(ssl_.get()));  // says so; no answer is waited for
  }
  ::shutdown(socket_.number(), SHUT_WR);
}

Transport::IoResult TlsTransport::to_io_result(int result) {
  if (result > 0) return {IoStatus::kOk, static_cast<std::size_t>(result)};
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return {IoStatus::kWouldBlockRead};
    case SSL_ERROR_WANT_WRITE:
      return {IoStatus::kWouldBlockWrite};
    case SSL_ERROR_ZERO_RETURN:
      return {};
    default:
      is_broken_ = true;
      return {};
  }
}

}  // namespace server
