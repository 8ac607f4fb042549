#include "server/outbox.h"

#include <utility>

namespace server {
namespace {

constexpr std::size_t kTurn = 512 * 1024;  // bytes, before other connections have theirs

}  // namespace

void Outbox::put(Answer answer) {
  if (head_.empty()) {
    head_ = std::move(answer.head);
  } else {
    head_ += answer.head;
  }
  body_ = std::move(answer.body);
  left_ = 0;
  if (const auto* shared = std::get_if<SharedBytes>(&body_)) left_ = (*shared)->size();
  if (const auto* file = std::get_if<FilePart>(&body_)) {
    left_ = static_cast<std::size_t>(file->bytes);
  }
}

Transport::Outcome Outbox::send(Transport& transport) {
  const std::size_t begin = sent_;
  while (!is_empty() && sent_ - begin < kTurn) {
    const Transport::Moved moved = send_some(transport);
    if (moved.outcome != Transport::Outcome::kMoved) return moved.outcome;
    sent_ += moved.count;
  }
  return Transport::Outcome::kMoved;
}

Transport::Moved Outbox::send_some(Transport& transport) {
  if (!head_.empty()) {
    const auto moved = transport.send(std::string_view{head_}.substr(head_sent_), left_ > 0);
    head_sent_ += moved.count;
    if (head_sent_ == head_.size()) {
      head_ = {};
      head_sent_ = 0;
    }
    return moved;
  }
  Transport::Moved moved;
  if (auto* file = std::get_if<FilePart>(&body_)) {
    moved = transport.send(*file);
    file->begin += static_cast<std::int64_t>(moved.count);
    file->bytes -= static_cast<std::int64_t>(moved.count);
  } else {
    const std::string_view bytes = *std::get<SharedBytes>(body_);
    moved = transport.send(bytes.substr(bytes.size() - left_), false);
  }
  left_ -= moved.count;
  if (left_ == 0) body_ = {};
  return moved;
}

}  // namespace server
