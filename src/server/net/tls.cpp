#include "server/net/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <new>
#include <system_error>
#include <utility>

#include "base/error.h"

namespace server {
namespace {

constexpr int kExpiryWarningSeconds = 30 * 24 * 3600;  // before the certificate expires

/// With forward secrecy and authenticated encryption.
constexpr const char* kCiphersOfTls12 = "ECDHE+AESGCM:ECDHE+CHACHA20";

/// Answers OpenSSL's prompt for a passphrase, which would block.
int no_passphrase(char*, int, int, void*) { return 0; }

std::string openssl_error() {
  std::array<char, 256> text{};
  ERR_error_string_n(ERR_peek_last_error(), text.data(), text.size());
  ERR_clear_error();
  return text.data();
}

void require_readable(const std::string& path) {
  int error = ::access(path.c_str(), R_OK) == 0 ? 0 : errno;
  if (error == 0 && std::filesystem::is_directory(path)) error = EISDIR;
  if (error == 0) return;
  throw base::Error("TLS file " + path + ": " + std::generic_category().message(error),
                    base::Message{"server.tls_unreadable", {{"file", path}}});
}

bool is_encrypted(const std::string& key) {
  std::ifstream file(key);
  for (std::string line; std::getline(file, line);) {
    if (line.find("ENCRYPTED") != std::string::npos) return true;
  }
  return false;
}

[[noreturn]] void throw_certificate_error(const std::string& file) {
  const int reason_code = ERR_GET_REASON(ERR_peek_last_error());
  const bool is_weak = reason_code == SSL_R_EE_KEY_TOO_SMALL ||
                       reason_code == SSL_R_CA_KEY_TOO_SMALL || reason_code == SSL_R_CA_MD_TOO_WEAK;
  const std::string what = "TLS certificate " + file + ": " + openssl_error();
  if (is_weak) throw base::Error(what);
  throw base::Error(what, base::Message{"server.tls_no_certificate", {{"file", file}}});
}

[[noreturn]] void throw_key_error(const Tls::Files& files, bool is_read) {
  const bool is_mismatch = is_read || ERR_GET_LIB(ERR_peek_last_error()) == ERR_LIB_X509;
  const std::string what = "TLS key " + files.key + ": " + openssl_error();
  if (is_mismatch) {
    throw base::Error(what,
                      base::Message{"server.tls_wrong_pair",
                                    {{"key", files.key}, {"certificate", files.certificate}}});
  }
  const char* message = is_encrypted(files.key) ? "server.tls_encrypted_key" : "server.tls_no_key";
  throw base::Error(what, base::Message{message, {{"file", files.key}}});
}

std::shared_ptr<SSL_CTX> create_context(const Tls::Files& files) {
  ERR_clear_error();
  std::shared_ptr<SSL_CTX> context{SSL_CTX_new(TLS_server_method()), SSL_CTX_free};
  if (!context) throw base::Error("TLS: " + openssl_error());
  SSL_CTX* raw = context.get();
  SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                               SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
  // A retried write may pass the same bytes at another address. Without auto-retry, one call
  // processes one record, so that a client's many records do not delay the other clients.
  SSL_CTX_set_mode(raw, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                            SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_clear_mode(raw, SSL_MODE_AUTO_RETRY);
  SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_OFF);  // clients resume with tickets
  SSL_CTX_set_default_passwd_cb(raw, no_passphrase);
  if (SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION) != 1 ||
      SSL_CTX_set_cipher_list(raw, kCiphersOfTls12) != 1) {
    throw base::Error("TLS: " + openssl_error());
  }
  require_readable(files.certificate);
  require_readable(files.key);
  if (SSL_CTX_use_certificate_chain_file(raw, files.certificate.c_str()) != 1) {
    throw_certificate_error(files.certificate);
  }
  const bool is_read = SSL_CTX_use_PrivateKey_file(raw, files.key.c_str(), SSL_FILETYPE_PEM) == 1;
  if (!is_read || SSL_CTX_check_private_key(raw) != 1) throw_key_error(files, is_read);
  return context;
}

/// Includes the sizes: a file that is written in pieces may keep one modification time.
std::string files_version(const Tls::Files& files) {
  std::string version;
  for (const std::string* path : {&files.certificate, &files.key}) {
    struct stat status {};
    if (::stat(path->c_str(), &status) != 0) return {};
    version += std::to_string(status.st_ino) + "," + std::to_string(status.st_size) + "," +
               std::to_string(status.st_mtim.tv_sec) + "." +
               std::to_string(status.st_mtim.tv_nsec) + " ";
  }
  return version;
}

constexpr std::size_t kMaxRecordBytes = 16 * 1024;  // RFC 8446, section 5.1

/// A socket with TLS.
class TlsTransport final : public Transport {
 public:
  /// OpenSSL counts references to `context`, so the connection may outlive it.
  TlsTransport(base::FileDescriptor socket, SSL_CTX& context);
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
  const std::unique_ptr<SSL, void (*)(SSL*)> ssl_;
  bool is_broken_ = false;  // no further TLS record may be sent
};

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
  if (count <= 0) return {};  // the file was truncated, so Content-Length cannot be kept
  return send(std::string_view{bytes.data(), static_cast<std::size_t>(count)}, false);
}

void TlsTransport::end_sending() {
  if (!is_broken_ && is_established()) {
    ERR_clear_error();
    static_cast<void>(SSL_shutdown(ssl_.get()));  // does not wait for the client's
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

}  // namespace

Tls::Tls(Files files, base::Log& log)
    : files_(std::move(files)),
      log_(log),
      files_version_(files_version(files_)),
      context_(create_context(files_)) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to sockets without MSG_NOSIGNAL
  warn_if_expiring();
}

Tls::~Tls() = default;

std::unique_ptr<Transport> Tls::create_transport(base::FileDescriptor socket) {
  reload_if_changed();
  return std::make_unique<TlsTransport>(std::move(socket), *context_);
}

void Tls::reload() {
  if (!is_loaded_) files_version_ = "?";  // a granted permission changes no modification time
  if (!reload_if_changed()) log_.info("tls.unchanged", {{"certificate", files_.certificate}});
}

/// If the renewed files cannot be loaded, logs it and keeps the old certificate.
bool Tls::reload_if_changed() {
  std::string version = files_version(files_);
  if (version == files_version_) return false;
  files_version_ = std::move(version);
  is_loaded_ = false;
  try {
    context_ = create_context(files_);
    is_loaded_ = true;
    log_.info("tls.renewed", {{"certificate", files_.certificate}});
    warn_if_expiring();
  } catch (const base::Error& error) {
    log_.error("tls.not_renewed", {{"reason", error.what()}});
  }
  return true;
}

void Tls::warn_if_expiring() {
  const ASN1_TIME* end = X509_get0_notAfter(SSL_CTX_get0_certificate(context_.get()));
  time_t warn_before = ::time(nullptr) + kExpiryWarningSeconds;
  if (X509_cmp_time(end, &warn_before) < 0) {
    log_.warning("tls.expires_soon", {{"certificate", files_.certificate}});
  }
}

base::Time certificate_expiry(const Tls::Files& files) {
  const std::shared_ptr<SSL_CTX> context = create_context(files);
  std::tm end{};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(SSL_CTX_get0_certificate(context.get())), &end) != 1)
    throw base::Error("TLS certificate " + files.certificate + ": " + openssl_error());
  return std::chrono::sys_seconds{std::chrono::seconds{::timegm(&end)}};
}

}  // namespace server
