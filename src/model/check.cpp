#include "model/check.h"

#include <map>

#include "model/argument_reader.h"
#include "model/instance_ids_reader.h"
#include "model/list_query_reader.h"
#include "model/parameter_reader.h"
#include "model/request.h"

namespace model {
namespace {

enum class Stage : std::uint8_t { kForm, kSubmitted };

/// Goes down the rows of the table of errors (CONTRACT.md); the first that has an error ends it.
class Check {
 public:
  Check(Order& order, const Node& params, Diagnostics& diagnostics, const Caller& caller,
        Stage stage)
      : order_(order),
        params_(params),
        diagnostics_(diagnostics),
        caller_(caller),
        stage_(stage),
        request_(read_request(params)) {}

  /// Absent where nothing is wrong; else the errors are those of the code.
  std::optional<ErrorCode> run() {
    if (has_faults()) return ErrorCode::kInvalidDataModelParameter;
    order_.language = request_.language;
    find_model();
    if (has_faults()) return ErrorCode::kNotFound;
    find_organizations();
    if (has_faults()) return ErrorCode::kNotAllowed;
    const Organization& organization = order_.organization;
    present_ = {caller_.now, organization.time_zone, organization.week_start};
    refuse_unknown_keys();
    if (has_faults()) return ErrorCode::kUnkownDataModelParameter;
    read_arguments();
    read_query();
    if (has_faults()) return ErrorCode::kInvalidDataModelParameter;
    read_ids();
    if (has_faults()) return ErrorCode::kInvalidInstanceIdsParam;
    require_query();
    if (has_faults()) return ErrorCode::kMissinQueryParam;
    return std::nullopt;
  }

 private:
  [[nodiscard]] bool has_faults() const { return !diagnostics_.errors.empty(); }

  void fault(std::string_view member, base::Message reason) {
    params_.member(member, params_.value()).fault(std::move(reason));
  }

  void find_model() {
    order_.model = order_.catalogue->model(request_.uid);
    if (order_.model != nullptr) return;
    fault("uid", base::Message{"model.no_such_model", {{"uid", shown(request_.uid)}}});
  }

  void find_organizations() {
    const Catalogue& catalogue = *order_.catalogue;
    const base::OrganizationUid& caller = caller_.organization;
    if (!catalogue.is_open(*order_.model, caller_)) {
      const bool is_open_to_others_of_it =
          catalogue.organization(caller) && order_.model->access.is_open_to(caller);
      return fault(
          "uid", base::Message{is_open_to_others_of_it ? "model.not_open_to_key" : "model.not_open",
                               {{"uid", request_.uid}}});
    }
    const base::OrganizationUid uid{request_.organization_uid.value_or(caller.text())};
    auto extent = extent_of(catalogue, *order_.model, caller_, uid);
    if (!extent) {
      return fault("organizationUid",
                   base::Message{caller_.reaches_below ? "model.organization_out_of_reach"
                                                       : "model.organization_of_key_alone"});
    }
    order_.caller = *catalogue.organization(caller);
    order_.organization = *catalogue.organization(uid);
    order_.extent = *std::move(extent);
  }

  void refuse_unknown_keys() {
    for (const Request::Parameter& sent : request_.parameters) {
      if (sent.key == kInstanceIdsKey || order_.model->parameter(sent.key) != nullptr) continue;
      std::vector<std::string_view> keys;
      for (const Parameter& parameter : order_.model->parameters) keys.push_back(parameter.key);
      sent.item.member("key", sent.item.value())
          .fault(keys.empty()
                     ? base::Message{"model.takes_no_parameters"}
                     : base::Message{"model.unknown_parameter",
                                     {{"name", shown(sent.key)}, {"allowed", joined(keys)}}});
    }
  }

  void read_arguments() {
    std::map<std::string_view, const Request::Parameter*> by_key;
    for (const Request::Parameter& sent : request_.parameters) {
      if (by_key.emplace(sent.key, &sent).second) continue;
      sent.item.member("key", sent.item.value())
          .fault(base::Message{"model.parameter_twice", {{"name", sent.key}}});
    }
    for (const Parameter& parameter : order_.model->parameters) {
      const auto sent = by_key.find(parameter.key);
      if (sent != by_key.end()) {
        auto written = read_argument(sent->second->value, parameter, present_);
        if (!written) continue;
        order_.arguments.push_back(
            {&parameter, std::move(written->values), std::move(written->paths)});
      } else if (parameter.has_default()) {
        order_.arguments.push_back({&parameter, defaults(parameter, present_)});
      } else if (parameter.required && stage_ == Stage::kSubmitted) {
        fault("parameters", base::Message{"model.parameter_missing", {{"name", parameter.key}}});
      }
    }
  }

  void read_query() {
    if (!request_.query) return;
    order_.query = read_list_query(*request_.query, *order_.model, present_);
  }

  void read_ids() {
    for (const Request::Parameter& sent : request_.parameters) {
      if (sent.key != kInstanceIdsKey) continue;
      if (order_.model->instance_ids) {
        order_.instance_ids = read_instance_ids(sent.value, *order_.model->instance_ids);
      } else {
        sent.item.fault(base::Message{"model.takes_no_ids"});
      }
    }
  }

  void require_query() {
    if (stage_ == Stage::kForm || !order_.model->query.required || order_.query ||
        order_.instance_ids)
      return;
    fault("query", order_.model->instance_ids ? base::Message{"model.query_or_ids_missing"}
                                              : base::Message{"model.query_missing"});
  }

  Order& order_;
  const Node& params_;
  Diagnostics& diagnostics_;
  const Caller& caller_;
  const Stage stage_;
  const Request request_;
  Present present_;  // where the data's organization is
};

/// An answer stays readable, and bounded, however much is wrong.
void bound(std::vector<base::Diagnostic>& faults) {
  constexpr std::size_t kMost = 100;
  if (faults.size() > kMost) faults.resize(kMost);
}

Checked checked(std::shared_ptr<const Catalogue> catalogue, const Node& params,
                Diagnostics& diagnostics, const Caller& caller, Stage stage = Stage::kSubmitted) {
  Order order;
  order.catalogue = std::move(catalogue);
  const auto code = Check{order, params, diagnostics, caller, stage}.run();
  bound(diagnostics.errors);
  bound(diagnostics.warnings);
  if (code) return {Refusal{*code, std::move(diagnostics.errors)}, std::move(diagnostics.warnings)};
  return {std::move(order), std::move(diagnostics.warnings)};
}

}  // namespace

std::string_view name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidDataModelParameter:
      return "INVALID_DATA_MODEL_PARAMETER";
    case ErrorCode::kInvalidInstanceIdsParam:
      return "INVALID_INSTANCE_IDS_PARAM";
    case ErrorCode::kMissinQueryParam:
      return "MISSIN_QUERY_PARAM";
    case ErrorCode::kNotAllowed:
      return "NOT_ALLOWED";
    case ErrorCode::kNotFound:
      return "NotFound";
    case ErrorCode::kUnkownDataModelParameter:
      return "UNKOWN_DATA_MODEL_PARAMETER";
  }
  return "";
}

base::Message Refusal::message() const {
  switch (code) {
    case ErrorCode::kInvalidDataModelParameter:
      return base::Message{"model.refused_invalid"};
    case ErrorCode::kInvalidInstanceIdsParam:
      return base::Message{"model.refused_instance_ids"};
    case ErrorCode::kMissinQueryParam:
      return base::Message{"model.refused_query_missing"};
    case ErrorCode::kNotAllowed:
      return base::Message{"model.refused_not_allowed"};
    case ErrorCode::kNotFound:
      return base::Message{"model.refused_not_found"};
    case ErrorCode::kUnkownDataModelParameter:
      return base::Message{"model.refused_unknown_parameter"};
  }
  return {};
}

Checked check_body(std::shared_ptr<const Catalogue> catalogue, const json::Value& body,
                   const Caller& caller) {
  Diagnostics diagnostics;
  Members members{Node{body, body.members() == nullptr ? "body" : "", diagnostics}};
  const auto params = members.require("params");
  members.warn_of_unknown();
  if (!params) {
    return {Refusal{ErrorCode::kInvalidDataModelParameter, std::move(diagnostics.errors)},
            std::move(diagnostics.warnings)};
  }
  return checked(std::move(catalogue), *params, diagnostics, caller);
}

Checked check_form(std::shared_ptr<const Catalogue> catalogue, const json::Value& params,
                   const Caller& caller) {
  Diagnostics diagnostics;
  return checked(std::move(catalogue), Node{params, "params", diagnostics}, diagnostics, caller,
                 Stage::kForm);
}

Checked check_order(std::shared_ptr<const Catalogue> catalogue, const json::Value& params,
                    const Caller& caller) {
  Diagnostics diagnostics;
  return checked(std::move(catalogue), Node{params, "params", diagnostics}, diagnostics, caller);
}

}  // namespace model
