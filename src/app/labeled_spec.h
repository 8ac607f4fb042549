#pragma once

#include <deque>

#include "model/report_spec.h"
#include "source/lookup_values.h"

namespace app {

/// A copy of a spec with the labels of looked-up values, so that the report shows labels instead of
/// codes. Owns the parameters that hold the labels. Not thread-safe.
class LabeledSpec {
 public:
  using Choices = decltype(source::CheckedValues::choices);

  LabeledSpec(const model::ReportSpec& spec, const Choices& choices);
  LabeledSpec(const LabeledSpec&) = delete;
  LabeledSpec& operator=(const LabeledSpec&) = delete;

  [[nodiscard]] const model::ReportSpec& spec() const { return spec_; }

 private:
  model::ReportSpec spec_;
  std::deque<model::Parameter> parameters_;  // the spec points to them
};

}  // namespace app
