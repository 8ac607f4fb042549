#include "workbook/packing_line.h"

#include <system_error>
#include <utility>

#include "base/error.h"
#include "workbook/packed_part.h"

namespace workbook {

PackingLine::PackingLine(Compression compression, base::CpuSlots* cores, std::stop_token stop)
    : cores_(cores), stop_(std::move(stop)), packer_(compression) {}

void PackingLine::drop() {
  {
    const std::lock_guard hold(mutex_);
    waiting_.clear();
  }
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

Block PackingLine::pack(Block block, PackedPart& part) {
  std::unique_lock hold(mutex_);
  changed_.wait(hold, [this] { return !is_running_ || waiting_.size() < kMostWaiting; });
  rethrow_fault();
  if (!is_running_ && !start()) {
    hold.unlock();
    part.take(packer_.packed(block), block.view());
    block.clear();
    return block;
  }
  const std::size_t pieces = block.pieces;
  waiting_.push_back({std::move(block), &part});
  Block next = empty_block();
  next.pieces = pieces;
  changed_.notify_all();
  return next;
}

bool PackingLine::start() {
  if (cores_ == nullptr || !cores_->try_acquire()) return false;
  is_running_ = thread_.joinable() || start_thread();
  if (!is_running_) cores_->release();
  return is_running_;
}

bool PackingLine::start_thread() {
  try {
    thread_ = std::jthread([this](const std::stop_token& dropped) { run(dropped); });
    return true;
  } catch (const std::system_error&) {
    return false;  // the caller packs, and the next block tries again
  }
}

void PackingLine::finish() {
  std::unique_lock hold(mutex_);
  changed_.wait(hold, [this] { return !is_running_; });
  rethrow_fault();
}

void PackingLine::run(const std::stop_token& dropped) {
  std::unique_lock hold(mutex_);
  while (changed_.wait(hold, dropped, [this] { return !waiting_.empty(); })) {
    Work work = std::move(waiting_.front());
    waiting_.pop_front();
    changed_.notify_all();
    if (!fault_ && !stop_.stop_requested()) {
      hold.unlock();
      std::exception_ptr fault;
      try {
        work.part->take(packer_.packed(work.block), work.block.view());
      } catch (...) {
        fault = std::current_exception();
      }
      hold.lock();
      fault_ = fault;
    }
    work.block.clear();
    empty_.push_back(std::move(work.block));
    if (waiting_.empty()) rest();
  }
  if (is_running_) rest();  // its work was dropped
}

void PackingLine::rest() {
  is_running_ = false;
  cores_->release();
  changed_.notify_all();
}

Block PackingLine::empty_block() {
  if (empty_.empty()) return {};
  Block block = std::move(empty_.back());
  empty_.pop_back();
  return block;
}

void PackingLine::rethrow_fault() const {
  if (stop_.stop_requested()) throw base::Canceled();
  if (fault_) std::rethrow_exception(fault_);
}

}  // namespace workbook
