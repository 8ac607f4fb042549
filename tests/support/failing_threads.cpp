#include "support/failing_threads.h"

#include <dlfcn.h>
#include <pthread.h>

#include <atomic>
#include <cerrno>

namespace {

std::atomic<bool> is_watching = false;
std::atomic<std::size_t> first = 0;
std::atomic<std::size_t> in_a_row = 0;
std::atomic<std::size_t> started = 0;
std::atomic<std::size_t> failures = 0;

bool refused() {
  if (!is_watching) return false;
  const std::size_t number = started++;
  if (number < first || number - first >= in_a_row) return false;
  ++failures;
  return true;
}

}  // namespace

FailingThreads::FailingThreads(std::size_t number, std::size_t count) {
  first = number;
  in_a_row = count;
  started = 0;
  failures = 0;
  is_watching = true;
}

FailingThreads::~FailingThreads() { is_watching = false; }

std::size_t FailingThreads::failed() const { return failures; }

// The dynamic linker uses it for the C++ library, too.
extern "C" int pthread_create(pthread_t* thread, const pthread_attr_t* attributes,
                              void* (*work)(void*), void* argument) noexcept {
  if (refused()) return EAGAIN;
  static const auto call =
      reinterpret_cast<decltype(&pthread_create)>(::dlsym(RTLD_NEXT, "pthread_create"));
  return call(thread, attributes, work, argument);
}
