#include "job/job.h"

namespace job {

std::string_view name(FailureCode code) {
  switch (code) {
    case FailureCode::kRequest:
      return "INVALID_REQUEST";
    case FailureCode::kReport:
      return "REPORT_FAILED";
    case FailureCode::kTimeout:
      return "TIMEOUT";
    case FailureCode::kTooLarge:
      return "TOO_LARGE";
    case FailureCode::kInterrupted:
      return "INTERRUPTED";
    case FailureCode::kInternal:
      return "INTERNAL";
  }
  return "";
}

}  // namespace job
