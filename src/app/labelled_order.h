#pragma once

#include <deque>
#include <stop_token>

#include "model/report_spec.h"
#include "source/source_registry.h"

namespace app {

/// An order that has the words of its values where they are looked up, so that its report says them
/// and not their codes. Owns the parameters that it adds them to; one thread.
class LabelledOrder {
 public:
  /// Throws as source::lookup_values does.
  LabelledOrder(const model::ReportSpec& order, source::SourceRegistry& sources,
                const std::stop_token& stop);
  LabelledOrder(const LabelledOrder&) = delete;
  LabelledOrder& operator=(const LabelledOrder&) = delete;

  [[nodiscard]] const model::ReportSpec& order() const { return order_; }

 private:
  model::ReportSpec order_;
  std::deque<model::Parameter> parameters_;  // the order points to them
};

}  // namespace app
