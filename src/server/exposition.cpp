#include "server/exposition.h"

#include <array>
#include <cstdio>

namespace server {
namespace {

std::string format_number(double value) {
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.12g", value);
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace

void PrometheusWriter::begin_metric(std::string_view name, std::string_view type,
                                    std::string_view help) {
  name_ = name;
  text_ += "# HELP " + name_ + " " + std::string{help} + "\n";
  text_ += "# TYPE " + name_ + " " + std::string{type} + "\n";
}

void PrometheusWriter::write_sample(double value, std::string_view labels) {
  write_line(name_, value, labels);
}

void PrometheusWriter::write_metric(std::string_view name, std::string_view type,
                                    std::string_view help, double value) {
  begin_metric(name, type, help);
  write_sample(value);
}

void PrometheusWriter::write_histogram(std::string_view name, std::string_view help,
                                       const base::Histogram& histogram) {
  begin_metric(name, "histogram", help);
  const std::string bucket = name_ + "_bucket";
  std::int64_t below = 0;
  for (std::size_t i = 0; i < base::Histogram::kBounds.size(); ++i) {
    below += histogram.counts()[i];
    write_line(bucket, static_cast<double>(below),
               "le=\"" + format_number(base::Histogram::kBounds[i]) + "\"");
  }
  below += histogram.counts().back();
  write_line(bucket, static_cast<double>(below), "le=\"+Inf\"");
  write_line(name_ + "_sum", std::chrono::duration<double>(histogram.sum()).count(), {});
  write_line(name_ + "_count", static_cast<double>(below), {});
}

void PrometheusWriter::write_line(std::string_view name, double value, std::string_view labels) {
  text_ += name;
  if (!labels.empty()) {
    text_ += '{';
    text_ += labels;
    text_ += '}';
  }
  text_ += ' ' + format_number(value) + '\n';
}

}  // namespace server
