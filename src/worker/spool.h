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
class Spool final : public job::FileStoreView {
 public:
  /// The place of a file that is being made: it is not there at first, its maker creates it, and it
  /// is gone with this object unless it is published. One thread.
  class Draft {
   public:
    explicit Draft(const std::filesystem::path& directory);
    ~Draft();
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    /// Makes it this user's alone (0600), syncs it, gives it its name and syncs that. Nothing may
    /// write it any more.
    [[nodiscard]] std::string publish();

   private:
    const std::filesystem::path directory_;
    const std::string name_;
    const std::filesystem::path path_;
    bool published_ = false;
  };

  static constexpr std::uintmax_t kReserve = std::uintmax_t{1} << 30U;

  /// Made with mode 0700 where it is missing. `reserve` bytes of its disk are not for files.
  explicit Spool(std::filesystem::path directory, std::uintmax_t reserve = kReserve);

  /// At start, before any draft: removes all that is not in `kept`. Returns how many.
  std::size_t sweep(const std::set<std::string>& kept) const;

  [[nodiscard]] Draft draft() const { return Draft{directory_}; }
  [[nodiscard]] std::optional<job::OpenFile> open(const std::string& name,
                                                  std::int64_t bytes) const override;
  void remove(const std::string& name) const override;
  [[nodiscard]] bool has_free_space() const override;

  [[nodiscard]] bool is_critically_full() const override;
  [[nodiscard]] job::DiskSpace space() const override;

  /// Whether the reserve is free: of the usual size, a twentieth of the disk besides.
  [[nodiscard]] static bool is_enough(const std::filesystem::space_info& space,
                                      std::uintmax_t reserve = kReserve);

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

 private:
  [[nodiscard]] bool is_free(std::uintmax_t bytes) const;

  const std::filesystem::path directory_;
  const std::uintmax_t reserve_;
};

}  // namespace worker
