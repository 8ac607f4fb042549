#pragma once

#include <deque>
#include <stop_token>

#include "model/report_spec.h"
#include "source/source_registry.h"

namespace app {

/// A copy of a spec with the labels of looked-up values, so that the report shows labels instead of
/// codes. Owns the parameters that hold the labels. Not thread-safe.
class LabeledSpec {
 public:
  /// Looks the labels up in the sources; throws what source::lookup_values() throws.
  LabeledSpec(const model::ReportSpec& spec, source::SourceRegistry& sources,
              const std::stop_token& stop);
  LabeledSpec(const LabeledSpec&) = delete;
  LabeledSpec& operator=(const LabeledSpec&) = delete;

  [[nodiscard]] const model::ReportSpec& spec() const { return spec_; }

 private:
  model::ReportSpec spec_;
  std::deque<model::Parameter> parameters_;  // the spec points to them
};

}  // namespace app
