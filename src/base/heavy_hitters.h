#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace base {

/// The largest counters of any number of names, in bounded memory: the space-saving algorithm of
/// Metwally, Agrawal and El Abbadi (2005). `Counter` is a value with operator<. Not thread-safe.
///
/// When it is full, a new name replaces the smallest counter, so that many new names replace each
/// other and no larger counter. Each call makes O(log n) comparisons for any names; a hash table
/// could be slowed down by names that collide.
template <class Counter>
class HeavyHitters {
 public:
  explicit HeavyHitters(std::size_t max_names) : max_names_(max_names) {}
  HeavyHitters(const HeavyHitters&) = delete;
  HeavyHitters& operator=(const HeavyHitters&) = delete;

  /// Null when the name has no counter; valid until the next put() or erase().
  [[nodiscard]] const Counter* find(std::string_view name) const {
    const auto found = entries_.find(name);
    return found == entries_.end() ? nullptr : &found->second.counter;
  }
  [[nodiscard]] bool is_full() const { return heap_.size() >= max_names_; }
  /// Must not be called when it is empty.
  [[nodiscard]] const Counter& smallest() const { return heap_.front()->second.counter; }

  /// Sets the counter of the name. Returns the counter that it replaced because of a lack of space.
  std::optional<Counter> put(std::string_view name, Counter counter) {
    const auto found = entries_.find(name);
    if (found != entries_.end()) {
      found->second.counter = std::move(counter);
      sift(found->second.heap_index);
      return std::nullopt;
    }
    if (is_full()) return replace_smallest(name, std::move(counter));
    const auto added =
        entries_.try_emplace(std::string{name}, Entry{std::move(counter), heap_.size()}).first;
    heap_.push_back(added);
    sift(heap_.size() - 1);
    return std::nullopt;
  }

  void erase(std::string_view name) {
    const auto found = entries_.find(name);
    if (found == entries_.end()) return;
    const std::size_t index = found->second.heap_index;
    move(heap_.back(), index);
    heap_.pop_back();
    entries_.erase(found);
    if (index < heap_.size()) sift(index);
  }

  [[nodiscard]] std::size_t size() const { return heap_.size(); }
  /// How many comparisons of names and counters its calls have made.
  [[nodiscard]] std::uint64_t comparisons() const { return comparisons_; }

 private:
  struct Entry {
    Counter counter;
    std::size_t heap_index;  // in heap_
  };
  struct Less {
    using is_transparent = void;

    bool operator()(std::string_view a, std::string_view b) const {
      ++*comparisons;
      return a < b;
    }

    std::uint64_t* comparisons;
  };
  using Entries = std::map<std::string, Entry, Less>;
  using EntryIter = typename Entries::iterator;

  Counter replace_smallest(std::string_view name, Counter counter) {
    auto node = entries_.extract(heap_.front());
    node.key() = name;
    Counter smallest = std::exchange(node.mapped().counter, std::move(counter));
    heap_.front() = entries_.insert(std::move(node)).position;
    sift(0);
    return smallest;
  }

  /// Moves the entry at `index` up or down to its place in the heap.
  void sift(std::size_t index) {
    while (index > 0 && is_less(index, (index - 1) / 2)) index = swap(index, (index - 1) / 2);
    while (true) {
      std::size_t child = 2 * index + 1;
      if (child >= heap_.size()) return;
      if (child + 1 < heap_.size() && is_less(child + 1, child)) ++child;
      if (!is_less(child, index)) return;
      index = swap(index, child);
    }
  }

  [[nodiscard]] bool is_less(std::size_t a, std::size_t b) {
    ++comparisons_;
    return heap_[a]->second.counter < heap_[b]->second.counter;
  }

  std::size_t swap(std::size_t from, std::size_t to) {
    const EntryIter other = heap_[to];
    move(heap_[from], to);
    move(other, from);
    return to;
  }

  void move(EntryIter entry, std::size_t index) {
    heap_[index] = entry;
    entry->second.heap_index = index;
  }

  const std::size_t max_names_;
  mutable std::uint64_t comparisons_ = 0;
  Entries entries_{Less{&comparisons_}};
  std::vector<EntryIter> heap_;  // the smallest first: a binary heap
};

}  // namespace base
