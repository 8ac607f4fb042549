#include "app/write_file.h"

#include <fstream>

#include "base/error.h"

namespace app {

void write_file(const std::filesystem::path& file, std::string_view bytes) {
  std::filesystem::create_directories(file.parent_path());
  const std::filesystem::path unfinished = file.string() + ".new";
  std::ofstream stream{unfinished, std::ios::binary | std::ios::trunc};
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) throw base::Error(file.string() + ": cannot be written");
  std::filesystem::rename(unfinished, file);
}

}  // namespace app
