#include "server/offset_sign.h"

#include "model/value/time_text.h"

namespace server {

std::string with_offset_sign(std::string text) {
  const std::size_t blank = text.rfind(' ');
  if (blank == std::string::npos || model::parse_date_time(text)) return text;
  std::string mended = text;
  mended[blank] = '+';
  return model::parse_date_time(mended) ? mended : text;
}

}  // namespace server
