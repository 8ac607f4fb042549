#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

#include "job/file_store_view.h"

namespace worker {

/// The directory of finished files. Their names are random; a name is there only when its whole
/// file is durable. Any thread. What fails throws base::Error with a user message.
class FileStore final : public job::FileStoreView {
 public:
  /// The place of a file that is being made: it is not there at first, its maker creates it, and it
  /// is removed with this object unless it is committed. One thread.
  class PendingFile {
   public:
    explicit PendingFile(const std::filesystem::path& directory);
    ~PendingFile();
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    /// Makes it this user's alone (0600), syncs it, gives it its name and syncs that. Nothing may
    /// write it any more.
    [[nodiscard]] std::string commit();

   private:
    const std::filesystem::path directory_;
    const std::string name_;
    const std::filesystem::path path_;
    bool is_committed_ = false;
  };

  static constexpr std::uintmax_t kDefaultReserveBytes = std::uintmax_t{1} << 30U;

  /// Made with mode 0700 where it is missing. `reserve` bytes of its disk are not for files.
  explicit FileStore(std::filesystem::path directory,
                     std::uintmax_t reserve = kDefaultReserveBytes);

  /// At start, before any pending file: removes all that is not in `known_files`. Returns how many.
  std::size_t remove_orphans(const std::set<std::string>& known_files) const;

  [[nodiscard]] PendingFile create_pending() const { return PendingFile{directory_}; }
  [[nodiscard]] std::optional<job::OpenFile> open(const std::string& name,
                                                  std::int64_t bytes) const override;
  void remove(const std::string& name) const override;
  [[nodiscard]] bool has_free_space() const override;

  [[nodiscard]] bool is_critically_full() const override;
  [[nodiscard]] job::DiskSpace space() const override;

  /// Whether the reserve is free: of the usual size, a twentieth of the disk besides.
  [[nodiscard]] static bool is_reserve_free(const std::filesystem::space_info& space,
                                            std::uintmax_t reserve = kDefaultReserveBytes);

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

 private:
  [[nodiscard]] bool has_available(std::uintmax_t bytes) const;

  const std::filesystem::path directory_;
  const std::uintmax_t reserve_;
};

}  // namespace worker
