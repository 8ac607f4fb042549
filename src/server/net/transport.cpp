#include "server/net/transport.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace server {
namespace {

constexpr std::int64_t kMaxFileBytesPerSend =
    256 * 1024;  // so that one download does not delay others

Transport::IoResult to_io_result(ssize_t count, Transport::IoStatus would_block) {
  if (count > 0) return {Transport::IoStatus::kOk, static_cast<std::size_t>(count)};
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return {would_block};
  return {Transport::IoStatus::kClosed};
}

}  // namespace

void Transport::discard_unsent() const {
  const linger none{1, 0};
  static_cast<void>(::setsockopt(socket(), SOL_SOCKET, SO_LINGER, &none, sizeof none));
}

std::size_t Transport::unacknowledged() const {
  int bytes = 0;
  return ::ioctl(socket(), SIOCOUTQ, &bytes) == 0 ? static_cast<std::size_t>(bytes) : 0;
}

Transport::IoResult PlainTransport::receive(std::span<char> to) {
  return to_io_result(::recv(socket_.number(), to.data(), to.size(), MSG_DONTWAIT),
                      IoStatus::kWouldBlockRead);
}

Transport::IoResult PlainTransport::send(std::string_view bytes, bool more_follows) {
  const int flags = MSG_NOSIGNAL | MSG_DONTWAIT | (more_follows ? MSG_MORE : 0);
  return to_io_result(::send(socket_.number(), bytes.data(), bytes.size(), flags),
                      IoStatus::kWouldBlockWrite);
}

Transport::IoResult PlainTransport::send(const FilePart& file) {
  off_t at = file.begin;
  const auto piece = static_cast<std::size_t>(std::min(file.bytes, kMaxFileBytesPerSend));
  // sendfile() returns 0 when the file was truncated; Content-Length cannot be kept then.
  return to_io_result(::sendfile(socket_.number(), file.descriptor.number(), &at, piece),
                      IoStatus::kWouldBlockWrite);
}

void PlainTransport::end_sending() { ::shutdown(socket_.number(), SHUT_WR); }

}  // namespace server
