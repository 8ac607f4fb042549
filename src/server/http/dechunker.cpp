#include "server/http/dechunker.h"

#include <algorithm>
#include <charconv>

namespace server {
namespace {

constexpr std::size_t kMaxLineBytes =
    1024;  // of a chunk size with its extensions, or of one trailer
constexpr std::size_t kMaxTrailerBytes = 8192;  // of all trailers

}  // namespace

Dechunker::State Dechunker::consume(std::string& bytes) {
  std::size_t consumed = 0;
  State state = State::kMore;
  while (state == State::kMore) {
    const std::string_view rest = std::string_view{bytes}.substr(consumed);
    if (part_ == Part::kData) {
      const std::size_t count = std::min(chunk_left_, rest.size());
      body_.append(rest.substr(0, count));
      consumed += count;
      chunk_left_ -= count;
      if (chunk_left_ > 0) break;
      part_ = Part::kDataEnd;
      continue;
    }
    const std::size_t end = rest.find("\r\n");
    if (end == std::string_view::npos) {
      const bool is_bare = rest.find('\n') != std::string_view::npos;
      if (is_bare || rest.size() > kMaxLineBytes) state = State::kMalformed;
      break;
    }
    consumed += end + 2;
    state = consume_line(rest.substr(0, end));
  }
  bytes.erase(0, consumed);
  return state;
}

Dechunker::State Dechunker::consume_line(std::string_view line) {
  if (line.size() > kMaxLineBytes || line.find_first_of("\r\n") != std::string_view::npos) {
    return State::kMalformed;
  }
  switch (part_) {
    case Part::kSize:
      return consume_size(line);
    case Part::kDataEnd:
      part_ = Part::kSize;
      return line.empty() ? State::kMore : State::kMalformed;
    case Part::kData:  // is not in lines
    case Part::kTrailer:
      break;
  }
  trailer_bytes_ += line.size();
  if (trailer_bytes_ > kMaxTrailerBytes) return State::kMalformed;
  return line.empty() ? State::kDone : State::kMore;
}

Dechunker::State Dechunker::consume_size(std::string_view line) {
  const auto [end, error] =
      std::from_chars(line.data(), line.data() + line.size(), chunk_left_, 16);
  if (error == std::errc::result_out_of_range) return State::kTooLarge;
  if (error != std::errc{}) return State::kMalformed;
  const std::string_view extensions = line.substr(static_cast<std::size_t>(end - line.data()));
  if (!extensions.empty() && extensions.find_first_of(" \t;") != 0) return State::kMalformed;
  if (chunk_left_ > max_bytes_ - body_.size()) return State::kTooLarge;
  part_ = chunk_left_ == 0 ? Part::kTrailer : Part::kData;
  return State::kMore;
}

}  // namespace server
