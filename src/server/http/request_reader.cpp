#include "server/http/request_reader.h"

#include <algorithm>
#include <utility>

namespace server {
namespace {

/// Empty lines before a request are ignored (RFC 9112, section 2.2).
void drop_empty_lines(std::string& bytes) {
  std::size_t end = 0;
  while (bytes.compare(end, 2, "\r\n") == 0) end += 2;
  bytes.erase(0, end);
}

}  // namespace

RequestReader::Stage RequestReader::read(std::string& bytes) {
  if (stage_ == Stage::kBetween || stage_ == Stage::kHead) read_head(bytes);
  if (stage_ == Stage::kBody) read_body(bytes);
  return stage_;
}

void RequestReader::read_head(std::string& bytes) {
  drop_empty_lines(bytes);
  if (bytes.empty()) return;
  stage_ = Stage::kHead;
  const std::size_t from = std::min(searched_, bytes.size()) - std::min<std::size_t>(searched_, 3);
  const std::size_t head_end = bytes.find("\r\n\r\n", from);
  if (head_end == std::string::npos || head_end + 4 > limits_.head) {
    if (bytes.size() > limits_.head) return end(RequestError::kHeadTooLarge);
    if (bytes.find("\n\n", from) != std::string::npos) return end(RequestError::kMalformed);
    searched_ = bytes.size();
    return;
  }
  const std::size_t size = head_end + 4;
  auto parsed = parse_head(std::string_view{bytes}.substr(0, size), limits_);
  bytes.erase(0, size);
  if (const RequestError* error = std::get_if<RequestError>(&parsed)) return end(*error);
  exchange_.head = std::get<Head>(std::move(parsed));
  begin_body(bytes);
}

void RequestReader::begin_body(const std::string& bytes) {
  const Head& head = exchange_.head;
  if (head.content_length > limits_.body) return end(RequestError::kBodyTooLarge);
  if (!head.is_chunked && head.content_length == 0) return end(std::nullopt);
  stage_ = Stage::kBody;
  owes_continue_ = head.expects_continue && (head.is_chunked || head.content_length > bytes.size());
  if (head.is_chunked) dechunker_.emplace(limits_.body);
}

void RequestReader::read_body(std::string& bytes) {
  std::string& body = exchange_.request.body;
  if (!dechunker_) {
    const std::size_t length = exchange_.head.content_length;
    if (bytes.size() < length) return;
    body = bytes.substr(0, length);
    bytes.erase(0, length);
    return end(std::nullopt);
  }
  switch (dechunker_->consume(bytes)) {
    case Dechunker::State::kDone:
      body = std::move(dechunker_->body());
      return end(std::nullopt);
    case Dechunker::State::kMalformed:
      return end(RequestError::kMalformed);
    case Dechunker::State::kTooLarge:
      return end(RequestError::kBodyTooLarge);
    case Dechunker::State::kMore:
      return;
  }
}

void RequestReader::end(std::optional<RequestError> error) {
  stage_ = Stage::kWhole;
  exchange_.request.error = error;
  exchange_.request.headers = std::move(exchange_.head.fields);
  exchange_.keep_alive = exchange_.head.keep_alive && !error;
}

Exchange RequestReader::pop() {
  stage_ = Stage::kBetween;
  searched_ = 0;
  owes_continue_ = false;
  dechunker_.reset();
  return std::exchange(exchange_, {});
}

bool RequestReader::pop_continue() { return std::exchange(owes_continue_, false); }

std::size_t RequestReader::memory_usage() const {
  return exchange_.request.body.capacity() + (dechunker_ ? dechunker_->memory_usage() : 0);
}

}  // namespace server
