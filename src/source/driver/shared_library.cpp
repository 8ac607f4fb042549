#include "source/driver/shared_library.h"

#include <dlfcn.h>

#include "base/error.h"

namespace source {

SharedLibrary::SharedLibrary(const char* file, const char* package)
    : handle_(::dlopen(file, RTLD_NOW | RTLD_LOCAL)), file_(file) {
  if (handle_ != nullptr) return;
  const char* reason = ::dlerror();
  throw base::Error(std::string{"load "} + (reason == nullptr ? file : reason) +
                        ": install the package " + package,
                    base::Message{"source.library_missing", {{"package", std::string{package}}}});
}

void* SharedLibrary::symbol(const char* name) const {
  void* found = ::dlsym(handle_, name);
  if (found == nullptr) throw base::Error(file_ + ": it has no " + name);
  return found;
}

}  // namespace source
