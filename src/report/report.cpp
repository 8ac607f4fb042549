#include "report/report.h"

#include "language/name.h"
#include "report/rendering.h"

namespace report {

std::string file_name(const model::ReportSpec& order) {
  return language::sanitize_file_name(order.file_name(), ".xlsx");
}

Result render(const model::ReportSpec& order, const Context& context,
              const std::filesystem::path& file, job::Progress& progress,
              const std::stop_token& stop) {
  return Rendering(order, context, progress, stop).write(file);
}

}  // namespace report
