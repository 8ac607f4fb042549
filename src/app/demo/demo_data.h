#pragma once

#include <cstdint>
#include <filesystem>

namespace app {

struct DemoScale {
  std::int64_t invoices = 20'000;  // including credit notes
  std::int64_t customers = 400;    // at most 1,000: there are no more names
  std::uint64_t seed = 2026;       // the same seed gives the same rows on every machine
};

struct DemoCounts {
  std::int64_t invoices = 0;
  std::int64_t credit_notes = 0;
  std::int64_t lines = 0;
};

/// Generates the demo's ERP, a bilingual SQLite database (sql/demo/schema.sql), and replaces `file`
/// with it once it is complete. The database has no WAL, so that it can be read in a read-only
/// folder. Only one writer at a time.
DemoCounts write_demo_data(const std::filesystem::path& file, const DemoScale& scale = {});

}  // namespace app
