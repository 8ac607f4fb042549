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

/// Compresses the blocks of a workbook's parts in the order of submission: on a thread of its own
/// while a core is idle and the system has a thread, else in the caller's. WorkbookContext owns it;
/// a part must outlive the blocks that it submitted, until `finish()` or `cancel()`. Not
/// thread-safe.
class CompressionPipeline {
 public:
  /// Without `cpu_slots` all work is done in the caller's thread. Once `stop` is requested no more
  /// blocks are compressed, and calls that submit or wait throw base::Canceled.
  CompressionPipeline(Compression compression, base::CpuSlots* cpu_slots,
                      std::stop_token stop = {});
  ~CompressionPipeline() { cancel(); }
  CompressionPipeline(const CompressionPipeline&) = delete;
  CompressionPipeline& operator=(const CompressionPipeline&) = delete;

  /// Queues the block, whose compressed bytes are appended to `part`, and returns an empty one.
  /// Waits while `kMaxQueuedBlocks` blocks are queued. Throws what compressing this block or an
  /// earlier one threw.
  [[nodiscard]] Block submit(Block block, CompressedPart& part);
  /// Waits until all blocks are compressed; throws as `submit()` does.
  void finish();
  /// Drops the queued blocks; the parts may be destroyed afterwards.
  void cancel();

 private:
  static constexpr std::size_t kMaxQueuedBlocks = 2;
  struct Work {
    Block block;
    CompressedPart* part;
  };

  void run(const std::stop_token& canceled);
  // Called with the mutex held.
  [[nodiscard]] bool try_start();  // false: no core is idle, or no thread can be started
  [[nodiscard]] bool try_start_thread();
  void release_core();
  [[nodiscard]] Block take_empty_block();
  void rethrow_error() const;

  /// Two cache lines, since processors fetch them in pairs: separates what one thread writes all
  /// the time from what the other reads.
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
  std::jthread thread_;  // started with the first block for it
};

}  // namespace workbook
