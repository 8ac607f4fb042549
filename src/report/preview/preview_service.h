#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/message.h"
#include "model/report_spec.h"
#include "report/preview/preview.h"

namespace report {

/// What is previewed, and for whom. A value.
struct PreviewRequest {
  model::ReportSpec spec;
  language::Language language = language::Language::kEnglish;  // one of the spec's
  std::string owner = {};  // whose previews are counted together
};

/// Values of the request that are not among those of their lookups.
class UnlistedValues : public base::Error {
 public:
  explicit UnlistedValues(std::vector<base::Diagnostic> details)
      : base::Error("preview: a value is not listed"), details_(std::move(details)) {}

  [[nodiscard]] const std::vector<base::Diagnostic>& details() const { return details_; }

 private:
  std::vector<base::Diagnostic> details_;
};

/// Why there is no preview. A value.
struct PreviewError {
  enum class Kind : std::uint8_t {
    kUnlistedValues,  // see details
    kTooSlow,         // it ran until its time was over
    kNotStarted,      // it waited until its time was over, or the service ends
    kFailed,          // see reason
  };

  Kind kind = Kind::kFailed;
  std::vector<base::Diagnostic> details = {};
  std::optional<base::Message> reason = {};  // for users, if known
  std::string what = {};                     // for the log
};

using PreviewOutcome = std::variant<Preview, PreviewError>;

/// A preview that was accepted. Its destruction cancels it, and its listener is not called
/// afterwards. Thread-safe.
class PendingPreview {
 public:
  virtual ~PendingPreview() = default;
  /// Absent until the preview has ended.
  [[nodiscard]] virtual std::optional<PreviewOutcome> outcome() const = 0;
  /// When it ends at the latest, with an error.
  [[nodiscard]] virtual std::chrono::steady_clock::time_point deadline() const = 0;
};

/// Makes previews on threads of its own; worker::PreviewLane implements it. Thread-safe.
class PreviewService {
 public:
  virtual ~PreviewService() = default;
  /// Null if too many previews wait, in all or of this owner. `on_end` is called once, on another
  /// thread, and must not block.
  [[nodiscard]] virtual std::unique_ptr<PendingPreview> submit(PreviewRequest request,
                                                               std::function<void()> on_end) = 0;
};

}  // namespace report
