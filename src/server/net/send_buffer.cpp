#include "server/net/send_buffer.h"

#include <utility>

namespace server {
namespace {

constexpr std::size_t kMaxBytesPerSend = 512 * 1024;  // per call of send()

}  // namespace

void SendBuffer::append(WireResponse response) {
  if (head_.empty()) {
    head_ = std::move(response.head);
  } else {
    head_ += response.head;
  }
  body_ = std::move(response.body);
  body_left_ = 0;
  if (const auto* shared = std::get_if<SharedBytes>(&body_)) body_left_ = (*shared)->size();
  if (const auto* file = std::get_if<FilePart>(&body_)) {
    body_left_ = static_cast<std::size_t>(file->bytes);
  }
}

Transport::IoStatus SendBuffer::send(Transport& transport) {
  const std::size_t begin = sent_;
  while (!is_empty() && sent_ - begin < kMaxBytesPerSend) {
    const Transport::IoResult result = send_some(transport);
    if (result.status != Transport::IoStatus::kOk) return result.status;
    sent_ += result.count;
  }
  return Transport::IoStatus::kOk;
}

Transport::IoResult SendBuffer::send_some(Transport& transport) {
  if (!head_.empty()) {
    const auto result = transport.send(std::string_view{head_}.substr(head_sent_), body_left_ > 0);
    head_sent_ += result.count;
    if (head_sent_ == head_.size()) {
      head_ = {};
      head_sent_ = 0;
    }
    return result;
  }
  Transport::IoResult result;
  if (auto* file = std::get_if<FilePart>(&body_)) {
    result = transport.send(*file);
    file->begin += static_cast<std::int64_t>(result.count);
    file->bytes -= static_cast<std::int64_t>(result.count);
  } else {
    const std::string_view bytes = *std::get<SharedBytes>(body_);
    result = transport.send(bytes.substr(bytes.size() - body_left_), false);
  }
  body_left_ -= result.count;
  if (body_left_ == 0) body_ = {};
  return result;
}

}  // namespace server
