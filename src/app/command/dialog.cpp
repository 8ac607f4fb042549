#include "app/command/dialog.h"

#include <iostream>

namespace app {

Dialog::Dialog(std::string_view lang, Mode mode)
    : language_(language::parse_language(lang).value_or(language::Language::kEnglish)),
      mode_(mode) {}

std::string Dialog::text(const base::Message& message) const {
  return messages_.text(language_, message);
}

std::string Dialog::text(const base::Error& error) const {
  return error.user_message() ? text(*error.user_message()) : error.what();
}

std::string Dialog::detailed_text(const base::Error& error) const {
  return error.user_message() ? text(error) + "\n  " + error.what() : error.what();
}

void Dialog::tell(const base::Message& message) const { std::cout << text(message) << std::endl; }

std::string Dialog::ask(const base::Message& question, const std::string& given,
                        const std::string& standard, const Check& check) {
  const auto error_of = [&](const std::string& answer) {
    return check ? check(answer) : std::nullopt;
  };
  if (!given.empty() || mode_ == Mode::kFlagsOnly) {
    const std::string& answer = given.empty() ? standard : given;
    const auto error = answer.empty() ? std::nullopt : error_of(answer);
    if (error) throw base::Error(*error);
    return answer;
  }
  for (;;) {
    std::cout << text(question) << (standard.empty() ? "" : " [" + standard + "]") << ": "
              << std::flush;
    std::string answer;
    if (!std::getline(std::cin, answer)) throw base::Error(text(base::Message{"app.setup_ended"}));
    if (answer.empty()) answer = standard;
    const auto error = answer.empty() ? std::nullopt : error_of(answer);
    if (!error) return answer;
    std::cout << "  " << *error << std::endl;
  }
}

}  // namespace app
