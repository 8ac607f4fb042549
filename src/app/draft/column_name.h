#pragma once

#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/value/type.h"
#include "source/driver/session.h"

namespace app {

/// Whether the English name, or the translation of an Arabic one, has one of the words, written out
/// or as an abbreviation.
[[nodiscard]] bool has_word(std::string_view name, std::initializer_list<std::string_view> wanted);

/// "Invoice_Date" -> "invoiceDate", with a number if that is `taken`, to which it is added.
[[nodiscard]] std::string unique_key(std::string_view name, std::set<std::string>& taken);

/// The endings of the names of two columns that hold the same text in two languages.
struct LanguagePair {
  std::string_view language;
  std::string_view other;
};
inline constexpr LanguagePair kEnglish{"en", "ar"};
inline constexpr LanguagePair kArabic{"ar", "en"};

/// The index of the column with the other language: of "name_ar" for "name_en". Columns of other
/// types than `types[column]` are none.
[[nodiscard]] std::optional<std::size_t> find_translation(
    const std::vector<source::ResultColumn>& columns, const std::vector<model::Type>& types,
    std::size_t column, const LanguagePair& pair);
/// "name_en" -> "name"
[[nodiscard]] std::string without_language(std::string_view name);

/// Whether the column has a total: amounts add up; rates, unit prices and identifiers do not.
[[nodiscard]] bool is_sum(std::string_view name, model::Type type);

/// Whether the column's whole numbers are names, such as "account_no" and "zip_code": they have
/// neither a total nor separators.
[[nodiscard]] bool is_code_name(std::string_view name);

/// "categories" -> "category"
[[nodiscard]] std::string singular(std::string word);

/// "doc_id" -> "doctor_id" for a key of "doctors": an abbreviation may mean something else
/// elsewhere.
[[nodiscard]] std::string complete_name(std::string_view name, std::string_view table);

/// How well a date says when a row happened: 0 for a day of birth, most for "invoice_date" in a
/// table of invoices.
[[nodiscard]] int date_rank(std::string_view name, std::string_view table);

/// Whether the columns are those of persons.
[[nodiscard]] bool is_of_people(const std::vector<source::ResultColumn>& columns);

}  // namespace app
