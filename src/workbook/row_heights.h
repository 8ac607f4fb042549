#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace workbook {

/// With which neighbor a row must be on one page.
enum class KeepWith : std::uint8_t { kNone, kNext, kPrevious };

/// The heights of streamed rows, in runs of equal rows, from which page breaks are computed. Memory
/// is bounded: beyond kMaxRuns only the total is kept. A value.
class RowHeights {
 public:
  static constexpr std::size_t kMaxRuns = 250'000;

  struct Run {
    float height;  // points; 0 is the sheet's own
    bool is_hidden;
    KeepWith keep;
    std::uint32_t rows;
  };

  void add(double height, bool is_hidden, KeepWith keep) {
    const auto its = static_cast<float>(height);
    if (!runs_.empty()) {
      Run& last = runs_.back();
      if (last.height == its && last.keep == keep && last.is_hidden == is_hidden) {
        ++last.rows;
        return;
      }
    }
    add_run({its, is_hidden, keep, 1});
  }

  /// The height of all rows that are not hidden, where an ordinary row is `ordinary` points high.
  [[nodiscard]] double total(double ordinary) const {
    double total = dropped_height_ + dropped_ordinary_ * ordinary;
    for (const Run& run : runs_) total += run.rows * height(run, ordinary);
    return total;
  }
  [[nodiscard]] static double height(const Run& run, double ordinary) {
    if (run.is_hidden) return 0;
    return run.height > 0 ? double{run.height} : ordinary;
  }
  /// Whether runs() has all rows.
  [[nodiscard]] bool is_complete() const { return is_complete_; }
  [[nodiscard]] const std::vector<Run>& runs() const { return runs_; }

 private:
  void add_run(const Run& run) {
    if (runs_.size() == kMaxRuns) {
      is_complete_ = false;
      const Run& last = runs_.back();
      dropped_height_ += last.rows * height(last, 0);
      dropped_ordinary_ += last.is_hidden || last.height > 0 ? 0 : last.rows;
      runs_.pop_back();
    }
    runs_.push_back(run);
  }

  std::vector<Run> runs_;
  bool is_complete_ = true;
  double dropped_height_ = 0;
  double dropped_ordinary_ = 0;  // rows
};

}  // namespace workbook
