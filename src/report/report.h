#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/cpu_slots.h"
#include "base/message.h"
#include "base/time.h"
#include "job/progress.h"
#include "language/message_catalog.h"
#include "model/report_spec.h"
#include "report/row_log.h"
#include "source/source_registry.h"
#include "workbook/xml/cell.h"
#include "workbook/deflate/compression.h"

namespace report {

/// The media type of a workbook in Office Open XML (IANA registry).
inline constexpr std::string_view kMimeType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a rendering needs besides its spec.
struct RenderContext {
  const language::MessageCatalog& messages;
  source::SourceRegistry& sources;
  base::Time now;                           // when the report is issued
  std::string job_id;                       // empty without a job
  std::filesystem::path scratch_directory;  // temporary files, on the disk of the result
  workbook::Compression compression = workbook::Compression::kFast;
  base::CpuSlots* cpu_slots = nullptr;  // for an additional idle core; the caller has the first
  // Facts about the origin that the report shows; empty ones are omitted.
  std::string product = {};                                // name and version
  std::optional<base::Message> requester = {};             // who asked for it
  std::uint32_t max_rows_per_sheet = workbook::kRowLimit;  // further rows go to another sheet
  RowLog* row_log = nullptr;  // what the rows are, for a preview of one language; null otherwise
};

struct Result {
  std::int64_t rows = 0;
  std::uint64_t bytes = 0;
  std::string sha256;                   // of the file, in hex
  std::vector<base::Message> warnings;  // for the job's log
};

/// The file name that users see, from the model's pattern, in the spec's language.
[[nodiscard]] std::string file_name(const model::ReportSpec& spec);

/// Renders the spec's rows to one complete, verified and synced workbook at `file`, which must not
/// exist. Throws base::Canceled when a stop is requested, otherwise a base::Error with a message
/// for users; no file remains then.
Result render(const model::ReportSpec& spec, const RenderContext& context,
              const std::filesystem::path& file, job::Progress& progress,
              const std::stop_token& stop);

}  // namespace report
