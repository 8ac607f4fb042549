#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>

#include "job/files.h"

namespace worker {

/// The directory of finished files. Their names are random; a name is there only when its whole
/// file is durable. Any thread. What fails throws base::Error with a phrase.
class Spool final : public job::Files {
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

  /// Made with mode 0700 where it is missing.
  explicit Spool(std::filesystem::path directory);

  /// At start, before any draft: removes all that is not in `kept`. Returns how many.
  std::size_t sweep(const std::set<std::string>& kept) const;

  [[nodiscard]] Draft draft() const { return Draft{directory_}; }
  /// One that has gone already is no fault.
  void remove(const std::string& name) const;

  [[nodiscard]] std::optional<job::OpenFile> open(const std::string& name) const override;
  [[nodiscard]] bool has_room() const override;

  /// At least 1 GiB, and a twentieth of the disk.
  [[nodiscard]] static bool is_enough(const std::filesystem::space_info& space);

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

 private:
  const std::filesystem::path directory_;
};

}  // namespace worker
