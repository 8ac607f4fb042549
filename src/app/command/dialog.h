#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/message.h"
#include "language/message_catalog.h"

namespace app {

/// Asks a person on the terminal, in one language; without one, takes the answers that were given
/// as flags. Not thread-safe.
class Dialog {
 public:
  enum class Mode { kAsk, kFlagsOnly };
  /// Returns why the answer is refused; absent if it is accepted.
  using Check = std::function<std::optional<std::string>(const std::string&)>;

  Dialog(std::string_view lang, Mode mode);

  /// The answer that `check` accepts: `given` if it is not empty; else what the person answers, who
  /// is asked again until then, `standard` for an empty line. Without a person `standard`, and no
  /// check if that is empty. Throws base::Error for a given answer that is refused, and at the end
  /// of input.
  [[nodiscard]] std::string ask(const base::Message& question, const std::string& given,
                                const std::string& standard, const Check& check = {});
  /// Writes a line.
  void tell(const base::Message& message) const;
  [[nodiscard]] std::string text(const base::Message& message) const;
  /// What a person should read about an error.
  [[nodiscard]] std::string text(const base::Error& error) const;
  /// The same, and on a second line what the system or the database said.
  [[nodiscard]] std::string detailed_text(const base::Error& error) const;
  [[nodiscard]] bool is_asking() const { return mode_ == Mode::kAsk; }

 private:
  const language::MessageCatalog messages_;
  const language::Language language_;
  const Mode mode_;
};

}  // namespace app
