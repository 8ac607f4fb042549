#pragma once

#include <functional>
#include <memory>
#include <string>

#include "access/keys.h"
#include "access/links.h"
#include "base/log.h"
#include "base/time.h"
#include "job/files.h"
#include "job/progress.h"
#include "job/store.h"
#include "language/phrases.h"
#include "model/catalogue.h"
#include "server/envelope.h"

namespace server {

/// What the routes need from outside, all of it made for many threads. `app` wires it; everything
/// outlives the server.
struct Services {
  const base::Clock& clock;
  base::Log& log;
  const language::Phrases& phrases;
  access_control::Keys& keys;
  access_control::Links& links;
  job::Store& jobs;
  const job::ProgressTable& progress;
  const job::Files& files;
  /// The catalogue in force; null while none could be loaded.
  std::function<std::shared_ptr<const model::Catalogue>()> catalogue;
  Envelope envelope = {};
};

}  // namespace server
