#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

#include "job/file_store_view.h"

namespace worker {

/// The directory of finished files, which have random names; a file gets its name only when it is
/// complete and durable. Thread-safe.
class FileStore final : public job::FileStoreView {
 public:
  /// The path of a file that is being written. The caller creates the file; it is removed with this
  /// object unless it is committed. Not thread-safe.
  class PendingFile {
   public:
    explicit PendingFile(const std::filesystem::path& directory);
    ~PendingFile();
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    /// Makes the file private to this user (0600) and durable under its final name, which it
    /// returns. The file must be complete.
    [[nodiscard]] std::string commit();

   private:
    const std::filesystem::path directory_;
    const std::string name_;
    const std::filesystem::path path_;
    bool is_committed_ = false;
  };

  static constexpr std::uintmax_t kDefaultReserveBytes = std::uintmax_t{1} << 30U;

  /// Creates a missing directory with mode 0700. `reserve` bytes of its disk are kept free.
  explicit FileStore(std::filesystem::path directory,
                     std::uintmax_t reserve = kDefaultReserveBytes);

  /// Removes everything that is not in `known_files`, and returns how many. Called at start, before
  /// there is any pending file.
  std::size_t remove_orphans(const std::set<std::string>& known_files) const;

  [[nodiscard]] PendingFile create_pending() const { return PendingFile{directory_}; }
  [[nodiscard]] std::optional<job::OpenFile> open(const std::string& name,
                                                  std::int64_t bytes) const override;
  [[nodiscard]] base::TempFile create_temp_file() const override;
  void remove(const std::string& name) const override;
  [[nodiscard]] bool has_free_space() const override;
  [[nodiscard]] bool is_critically_full() const override;
  [[nodiscard]] job::DiskSpace space() const override;

  /// Whether `reserve` bytes are free. From the default reserve upwards, a twentieth of the disk
  /// must be free, too.
  [[nodiscard]] static bool is_reserve_free(const std::filesystem::space_info& space,
                                            std::uintmax_t reserve = kDefaultReserveBytes);

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

 private:
  [[nodiscard]] bool has_available(std::uintmax_t bytes) const;

  const std::filesystem::path directory_;
  const std::uintmax_t reserve_;
};

}  // namespace worker
