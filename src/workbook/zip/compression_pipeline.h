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
#include "workbook/deflate/block.h"
#include "workbook/deflate/block_compressor.h"

namespace workbook {

class CompressedPart;

/// Compresses the blocks of a workbook's parts in the order in which they come: on a thread of its
/// own as long as a core is idle and the system has a thread, else in the caller's. The parts
/// outlive what they sent: until `finish()` or `cancel()`. Its functions are called by one thread.
class CompressionPipeline {
 public:
  /// Without `cpu_slots` all is done in the caller's thread. When `stop` says so, no more blocks
  /// are packed, and who sends or waits for them gets base::Canceled.
  CompressionPipeline(Compression compression, base::CpuSlots* cpu_slots,
                      std::stop_token stop = {});
  ~CompressionPipeline() { cancel(); }
  CompressionPipeline(const CompressionPipeline&) = delete;
  CompressionPipeline& operator=(const CompressionPipeline&) = delete;

  /// Takes the part's block, whose packed bytes it will get; gives an empty one. Waits while
  /// `kMaxQueuedBlocks` blocks do. Throws what packing this block or an earlier one threw.
  [[nodiscard]] Block submit(Block block, CompressedPart& part);
  /// Waits until all blocks are packed; throws as above.
  void finish();
  /// What waits is not packed any more; the parts may go afterwards.
  void cancel();

 private:
  static constexpr std::size_t kMaxQueuedBlocks = 2;
  struct Work {
    Block block;
    CompressedPart* part;
  };

  void run(const std::stop_token& canceled);
  // Called holding the mutex.
  [[nodiscard]] bool try_start();  // false: no core is idle, or there is no thread to use it
  [[nodiscard]] bool try_start_thread();
  void release_core();
  [[nodiscard]] Block take_empty_block();
  void rethrow_error() const;

  /// Two cache lines, since processors fetch them in pairs: what one thread writes all the time
  /// keeps off what the other reads.
  static constexpr std::size_t kInterferenceSize = 128;

  base::CpuSlots* const cpu_slots_;
  const std::stop_token stop_;
  alignas(kInterferenceSize)
      BlockCompressor compressor_;  // the thread's while is_running_, else the caller's
  alignas(kInterferenceSize) std::mutex mutex_;
  std::condition_variable_any changed_;
  // Protected by mutex_.
  std::deque<Work> queue_;
  std::vector<Block> empty_blocks_;
  bool is_running_ = false;  // the thread has work and a core
  std::exception_ptr error_;
  std::jthread thread_;  // begun by the first work for it
};

}  // namespace workbook
