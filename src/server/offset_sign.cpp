#include "server/offset_sign.h"

#include "model/time_text.h"

namespace server {

std::string with_offset_sign(std::string text) {
  const std::size_t blank = text.rfind(' ');
  if (blank == std::string::npos || model::date_time_of(text)) return text;
  std::string mended = text;
  mended[blank] = '+';
  return model::date_time_of(mended) ? mended : text;
}

}  // namespace server
