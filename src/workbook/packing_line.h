#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "base/cpu_slots.h"
#include "workbook/block.h"
#include "workbook/packer.h"

namespace workbook {

class PackedPart;

/// Compresses the blocks of a workbook's parts in the order in which they come: on a thread of its
/// own as long as a core is idle and the system has a thread, else in the caller's. The parts
/// outlive what they sent: until `finish()` or `drop()`. Its functions are called by one thread.
class PackingLine {
 public:
  /// Without `cores` all is done in the caller's thread. When `stop` says so, no more blocks are
  /// packed, and who sends or waits for them gets base::Canceled.
  PackingLine(Compression compression, base::CpuSlots* cores, std::stop_token stop = {});
  ~PackingLine() { drop(); }
  PackingLine(const PackingLine&) = delete;
  PackingLine& operator=(const PackingLine&) = delete;

  /// Takes the part's block, whose packed bytes it will get; gives an empty one. Waits while
  /// `kMostWaiting` blocks do. Throws what packing this block or an earlier one threw.
  [[nodiscard]] Block pack(Block block, PackedPart& part);
  /// Waits until all blocks are packed; throws as above.
  void finish();
  /// What waits is not packed any more; the parts may go afterwards.
  void drop();

 private:
  static constexpr std::size_t kMostWaiting = 2;
  struct Work {
    Block block;
    PackedPart* part;
  };

  void run(const std::stop_token& dropped);
  // Called holding the mutex.
  [[nodiscard]] bool start();  // false: no core is idle, or there is no thread to use it
  [[nodiscard]] bool start_thread();
  void rest();
  [[nodiscard]] Block empty_block();
  void rethrow_fault() const;

  /// Two cache lines, since processors fetch them in pairs: what one thread writes all the time
  /// keeps off what the other reads.
  static constexpr std::size_t kApart = 128;

  base::CpuSlots* const cores_;
  const std::stop_token stop_;
  alignas(kApart) Packer packer_;  // the thread's while is_running_, else the caller's
  alignas(kApart) std::mutex mutex_;
  std::condition_variable_any changed_;
  // Protected by mutex_.
  std::deque<Work> waiting_;
  std::vector<Block> empty_;
  bool is_running_ = false;  // the thread has work and a core
  std::exception_ptr fault_;
  std::jthread thread_;  // begun by the first work for it
};

}  // namespace workbook
