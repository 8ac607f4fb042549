#pragma once

#include <string>

namespace source {

/// A shared library that is loaded on first use and stays loaded until the process ends. The
/// executable runs without it.
class SharedLibrary {
 public:
  /// Throws base::Error where the library is missing; its message says which Debian package to
  /// install.
  SharedLibrary(const char* file, const char* package);

  /// Sets a pointer to one of the library's functions; throws where it has no function of that
  /// name.
  template <class Function>
  void find(const char* name, Function*& function) const {
    function = reinterpret_cast<Function*>(symbol(name));
  }

 private:
  [[nodiscard]] void* symbol(const char* name) const;

  void* handle_;
  std::string file_;
};

}  // namespace source
