#pragma once

#include <deque>
#include <stop_token>

#include "model/report_spec.h"
#include "source/source_registry.h"

namespace app {

/// A spec that has the labels of its values where they are looked up, so that its report says them
/// and not their codes. Owns the parameters that it adds them to; one thread.
class LabeledSpec {
 public:
  /// Throws as source::lookup_values does.
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
