#include "server/api/offset_sign.h"

#include "model/value/time_text.h"

namespace server {

std::string restore_offset_sign(std::string text) {
  const std::size_t space = text.rfind(' ');
  if (space == std::string::npos || model::parse_date_time(text)) return text;
  std::string repaired = text;
  repaired[space] = '+';
  return model::parse_date_time(repaired) ? repaired : text;
}

}  // namespace server
