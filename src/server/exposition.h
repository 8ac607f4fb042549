#pragma once

#include <string>
#include <string_view>

#include "base/histogram.h"

namespace server {

/// Writes numbers in the text format that Prometheus reads (version 0.0.4). One thread.
class PrometheusWriter {
 public:
  /// Begins a metric, whose samples follow. `type` is "counter" or "gauge".
  void begin_metric(std::string_view name, std::string_view type, std::string_view help);
  /// `labels` stand as they are, as in R"(status="pending")"; empty: none.
  void write_sample(double value, std::string_view labels = {});

  /// A metric with one sample.
  void write_metric(std::string_view name, std::string_view type, std::string_view help,
                    double value);
  void write_histogram(std::string_view name, std::string_view help,
                       const base::Histogram& histogram);

  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  void write_line(std::string_view name, double value, std::string_view labels);

  std::string text_;
  std::string name_;
};

}  // namespace server
