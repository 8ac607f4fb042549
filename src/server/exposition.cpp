#include "server/exposition.h"

#include <array>
#include <cstdio>

namespace server {
namespace {

std::string number(double value) {
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.12g", value);
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace

void Exposition::metric(std::string_view name, std::string_view type, std::string_view help) {
  name_ = name;
  text_ += "# HELP " + name_ + " " + std::string{help} + "\n";
  text_ += "# TYPE " + name_ + " " + std::string{type} + "\n";
}

void Exposition::sample(double value, std::string_view labels) { line(name_, value, labels); }

void Exposition::single(std::string_view name, std::string_view type, std::string_view help,
                        double value) {
  metric(name, type, help);
  sample(value);
}

void Exposition::histogram(std::string_view name, std::string_view help,
                           const base::Histogram& histogram) {
  metric(name, "histogram", help);
  const std::string bucket = name_ + "_bucket";
  std::int64_t below = 0;
  for (std::size_t i = 0; i < base::Histogram::kBounds.size(); ++i) {
    below += histogram.counts()[i];
    line(bucket, static_cast<double>(below), "le=\"" + number(base::Histogram::kBounds[i]) + "\"");
  }
  below += histogram.counts().back();
  line(bucket, static_cast<double>(below), "le=\"+Inf\"");
  line(name_ + "_sum", std::chrono::duration<double>(histogram.sum()).count(), {});
  line(name_ + "_count", static_cast<double>(below), {});
}

void Exposition::line(std::string_view name, double value, std::string_view labels) {
  text_ += name;
  if (!labels.empty()) {
    text_ += '{';
    text_ += labels;
    text_ += '}';
  }
  text_ += ' ' + number(value) + '\n';
}

}  // namespace server
