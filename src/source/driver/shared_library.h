#pragma once

#include <string>

namespace source {

/// A shared library that is loaded when something first needs it, for as long as the process lives:
/// the executable runs without it.
class SharedLibrary {
 public:
  /// Throws base::Error, whose message says which Debian package to install, where it is not there.
  SharedLibrary(const char* file, const char* package);

  /// Fills a pointer to one of its functions; throws where there is none of that name.
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
