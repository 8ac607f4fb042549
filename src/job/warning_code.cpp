#include "job/warning_code.h"

#include <algorithm>
#include <array>

namespace job {
namespace {

constexpr std::array kWarningCodes{
    // Of a submit.
    WarningCode{"model.ignored_member", "UNKNOWN_MEMBER"},
    WarningCode{"model.alias_used", "ALIAS_USED"},
    WarningCode{"model.offset_used", "ALIAS_USED"},
    WarningCode{"model.short_form_used", "ALIAS_USED"},
    WarningCode{"model.unlisted_value", "UNLISTED_VALUE"},
    WarningCode{"server.repeated_is_deleted", "JOB_DELETED"},
    // Of a finished report.
    WarningCode{"report.misfits", "MISFITS"},
    WarningCode{"report.rounded", "ROUNDED"},
    WarningCode{"report.unknown_currencies", "UNKNOWN_CURRENCIES"},
    WarningCode{"report.unnamed", "UNNAMED"},
    WarningCode{"report.cells_repaired", "CELLS_REPAIRED"},
    WarningCode{"report.cells_cut", "CELLS_CUT"},
    WarningCode{"report.cells_too_long", "CELLS_TOO_LONG"},
    WarningCode{"report.cells_too_high", "CELLS_TOO_HIGH"},
    WarningCode{"report.cells_unlinked", "CELLS_UNLINKED"},
    WarningCode{"report.chart_of_currencies", "CHART_OF_CURRENCIES"},
    WarningCode{"report.pie_as_columns", "PIE_AS_COLUMNS"},
    WarningCode{"report.chart_is_cut", "CHART_IS_CUT"},
    WarningCode{"report.too_many_pages", "TOO_MANY_PAGES"},
    WarningCode{"report.unchecked", "UNCHECKED"},
    WarningCode{"report.unbalanced", "UNBALANCED"},
    WarningCode{"report.ids_not_found", "IDS_NOT_FOUND"},
    WarningCode{"report.bytes_as_hex", "BYTES_AS_HEX"},
    WarningCode{"report.more_decimals", "MORE_DECIMALS"},
    WarningCode{"report.shown_as_zero", "SHOWN_AS_ZERO"},
    WarningCode{"report.shown_as_hundred_percent", "SHOWN_AS_HUNDRED_PERCENT"},
    WarningCode{"report.undivided", "UNDIVIDED"},
    WarningCode{"report.not_addresses", "NOT_ADDRESSES"},
    WarningCode{"report.no_hijri_date", "NO_HIJRI_DATE"},
    WarningCode{"source.time_zone_of_its_own", "TIME_ZONE_OF_ITS_OWN"},
    WarningCode{"report.undecided_values", "UNDECIDED_VALUES"},
    WarningCode{"source.order_of_its_own", "ORDER_OF_ITS_OWN"},
    WarningCode{"app.model_changed", "MODEL_CHANGED"},
};

}  // namespace

std::span<const WarningCode> warning_codes() { return kWarningCodes; }

std::string_view warning_code(const base::Message& message) {
  const auto* const found =
      std::ranges::find(kWarningCodes, message.key, &WarningCode::message_key);
  return found == kWarningCodes.end() ? kNoWarningCode : found->code;
}

}  // namespace job
