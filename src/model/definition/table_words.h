#pragma once

#include <string>
#include <vector>

#include "model/definition/title_words.h"

namespace model {

/// The words of a table's name as TitleWords::expand writes them out, without those that say that
/// it is a table: "tbl_customers" and "customer_master".
[[nodiscard]] std::vector<std::string> expand_table(const TitleWords& vocabulary,
                                                    const std::vector<std::string>& words);

}  // namespace model
