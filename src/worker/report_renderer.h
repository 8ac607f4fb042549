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
  std::string file_name;  // the name that a person sees
  std::string mime_type;
  std::int64_t rows = 0;
  std::int64_t bytes = 0;
  std::string sha256;
  std::vector<base::Message> report_warnings;  // lines for the job's log
};

/// What a worker needs from outside: how a job becomes a file. Called by many threads at once.
class ReportRenderer {
 public:
  virtual ~ReportRenderer() = default;

  /// The job's request, checked against the catalogue of now. Throws base::Error with a user
  /// message where it does not fit any more.
  [[nodiscard]] virtual model::ReportSpec report_spec(const job::Job& job) const = 0;

  /// Writes the whole file, checked, where none is yet, or throws; base::Canceled when it was
  /// stopped.
  [[nodiscard]] virtual RenderedFile render(const model::ReportSpec& spec, const job::Job& job,
                                            const std::filesystem::path& file,
                                            job::Progress& progress,
                                            const std::stop_token& stop) const = 0;
};

}  // namespace worker
