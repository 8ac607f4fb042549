#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "base/message.h"
#include "job/job.h"
#include "job/progress.h"
#include "model/report_spec.h"

namespace worker {

/// The finished file, as the renderer describes it.
struct RenderedFile {
  std::string file_name;  // for people
  std::string mime_type;
  std::int64_t rows = 0;
  std::int64_t bytes = 0;
  std::string sha256;
  std::vector<base::Message> report_warnings;  // lines for the job's log
};

/// How a worker turns a job into a file; app::JobReportRenderer implements it. Thread-safe.
class ReportRenderer {
 public:
  virtual ~ReportRenderer() = default;

  /// The job's request, checked against the current catalogue. Throws base::Error with a user
  /// message when the catalogue does not accept it any more.
  [[nodiscard]] virtual model::ReportSpec report_spec(const job::Job& job) const = 0;

  /// Creates `file`, complete and checked, or throws; base::Canceled when it was stopped.
  [[nodiscard]] virtual RenderedFile render(const model::ReportSpec& spec, const job::Job& job,
                                            const std::filesystem::path& file,
                                            job::Progress& progress,
                                            const std::stop_token& stop) const = 0;
};

}  // namespace worker
