#include "report/report.h"

#include "language/name.h"
#include "report/rendering.h"

namespace report {

std::string file_name(const model::ReportSpec& spec) {
  return language::sanitize_file_name(spec.file_name(), ".xlsx");
}

Result render(const model::ReportSpec& spec, const RenderContext& context,
              const std::filesystem::path& file, job::Progress& progress,
              const std::stop_token& stop) {
  return Rendering(spec, context, progress, stop).write(file);
}

}  // namespace report
