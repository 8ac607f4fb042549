#include "workbook/zip/compression_pipeline.h"

#include <system_error>
#include <utility>

#include "base/error.h"
#include "workbook/zip/compressed_part.h"

namespace workbook {

CompressionPipeline::CompressionPipeline(Compression compression, base::CpuSlots* cpu_slots,
                                         std::stop_token stop)
    : cpu_slots_(cpu_slots), stop_(std::move(stop)), compressor_(compression) {}

void CompressionPipeline::cancel() {
  {
    const std::lock_guard lock(mutex_);
    queue_.clear();
  }
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

Block CompressionPipeline::submit(Block block, CompressedPart& part) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !is_running_ || queue_.size() < kMaxQueuedBlocks; });
  rethrow_error();
  if (!is_running_ && !try_start()) {
    lock.unlock();
    part.append_block(compressor_.compress(block), block.view());
    block.clear();
    return block;
  }
  const std::size_t pieces_per_row = block.pieces_per_row;
  queue_.push_back({std::move(block), &part});
  Block next = take_empty_block();
  next.pieces_per_row = pieces_per_row;
  changed_.notify_all();
  return next;
}

bool CompressionPipeline::try_start() {
  if (cpu_slots_ == nullptr || !cpu_slots_->try_acquire()) return false;
  is_running_ = thread_.joinable() || try_start_thread();
  if (!is_running_) cpu_slots_->release();
  return is_running_;
}

bool CompressionPipeline::try_start_thread() {
  try {
    thread_ = std::jthread([this](const std::stop_token& canceled) { run(canceled); });
    return true;
  } catch (const std::system_error&) {
    return false;  // the caller compresses, and the next block tries again
  }
}

void CompressionPipeline::finish() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !is_running_; });
  rethrow_error();
}

void CompressionPipeline::run(const std::stop_token& canceled) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, canceled, [this] { return !queue_.empty(); })) {
    Work work = std::move(queue_.front());
    queue_.pop_front();
    changed_.notify_all();
    if (!error_ && !stop_.stop_requested()) {
      lock.unlock();
      std::exception_ptr error;
      try {
        work.part->append_block(compressor_.compress(work.block), work.block.view());
      } catch (...) {
        error = std::current_exception();
      }
      lock.lock();
      error_ = error;
    }
    work.block.clear();
    empty_blocks_.push_back(std::move(work.block));
    if (queue_.empty()) release_core();
  }
  if (is_running_) release_core();  // its work was canceled
}

void CompressionPipeline::release_core() {
  is_running_ = false;
  cpu_slots_->release();
  changed_.notify_all();
}

Block CompressionPipeline::take_empty_block() {
  if (empty_blocks_.empty()) return {};
  Block block = std::move(empty_blocks_.back());
  empty_blocks_.pop_back();
  return block;
}

void CompressionPipeline::rethrow_error() const {
  if (stop_.stop_requested()) throw base::Canceled();
  if (error_) std::rethrow_exception(error_);
}

}  // namespace workbook
