#pragma once

#include <cstdint>

#include "server/http/head.h"

namespace server {

/// Which threads answer a request.
enum class Lane : std::uint8_t {
  kQuick,     // what is read from the database and from files: it waits for nobody
  kBlocking,  // what may wait for a source, or for a commit while a backup keeps all writers
              // waiting
};

/// By the request's head alone: what is in doubt may wait.
[[nodiscard]] Lane choose_lane(const Head& head);

}  // namespace server
