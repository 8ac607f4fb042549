#pragma once

#include <cstdint>
#include <filesystem>

namespace app {

struct DemoScale {
  std::int64_t invoices = 20'000;  // credit notes among them
  std::int64_t customers = 400;    // 1,000 at most: the names end
  std::uint64_t seed = 2026;       // the same gives the same rows, on every machine
};

struct DemoCounts {
  std::int64_t invoices = 0;
  std::int64_t credit_notes = 0;
  std::int64_t lines = 0;
};

/// Writes the demonstration's ERP, a bilingual SQLite database (sql/demo/schema.sql), and puts it
/// in the place of `file` once it is whole. It is left without a WAL, so that a reader opens it
/// where it may not write. One writer at a time.
DemoCounts write_demo_data(const std::filesystem::path& file, const DemoScale& scale = {});

}  // namespace app
