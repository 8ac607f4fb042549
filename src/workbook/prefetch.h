#pragma once

namespace workbook {

/// Soon these two cache lines will be written. A block comes back from the thread that packed it,
/// on whose core its lines still are: writing waits for each of them unless it was asked for.
inline void prefetch_for_write(const char* at) {
#if defined(__x86_64__)
  // __builtin_prefetch() asks for reading there, as long as processors of 2003 are catered for; all
  // of them take the instruction.
  __asm__ volatile("prefetchw (%0)\n\tprefetchw 64(%0)" : : "r"(at));
#else
  __builtin_prefetch(at, 1);
  __builtin_prefetch(at + 64, 1);
#endif
}

}  // namespace workbook
