#include "model/request_validator.h"

#include <map>

#include "model/reader/argument_reader.h"
#include "model/reader/list_query_reader.h"
#include "model/reader/parameter_reader.h"
#include "model/request.h"

namespace model {
namespace {

enum class Stage : std::uint8_t { kForm, kSubmitted };

/// Runs the checks in the contract's order and stops after the first one that finds errors.
class Validator {
 public:
  Validator(ReportSpec& spec, const JsonReader& params, Diagnostics& diagnostics,
            const Caller& caller, Stage stage)
      : spec_(spec),
        params_(params),
        diagnostics_(diagnostics),
        caller_(caller),
        stage_(stage),
        request_(read_request(params)) {}

  /// Absent if the request is valid. Otherwise all errors belong to the returned code.
  std::optional<ErrorCode> run() {
    if (has_errors()) return ErrorCode::kInvalidDataModelParameter;
    spec_.language = request_.language;
    find_model();
    if (has_errors()) return is_left_out() ? ErrorCode::kUnavailable : ErrorCode::kNotFound;
    find_organizations();
    if (has_errors()) return ErrorCode::kNotAllowed;
    const Organization& organization = spec_.organization;
    context_ = {caller_.now, organization.time_zone, organization.week_start};
    reject_unknown_keys();
    if (has_errors()) return ErrorCode::kUnknownDataModelParameter;
    read_arguments();
    read_query();
    if (has_errors()) return ErrorCode::kInvalidDataModelParameter;
    read_ids();
    if (has_errors()) return ErrorCode::kInvalidInstanceIdsParam;
    require_query();
    if (has_errors()) return ErrorCode::kMissingQueryParam;
    return std::nullopt;
  }

 private:
  [[nodiscard]] bool has_errors() const { return !diagnostics_.errors.empty(); }

  void add_error(std::string_view member, base::Message reason) {
    params_.member(member, params_.value()).add_error(std::move(reason));
  }

  void find_model() {
    spec_.model = spec_.catalogue->model(request_.uid);
    if (spec_.model != nullptr) return;
    add_error("uid", base::Message{is_left_out() ? "model.left_out" : "model.no_such_model",
                                   {{"uid", abbreviated(request_.uid)}}});
  }

  [[nodiscard]] bool is_left_out() const {
    return spec_.catalogue->left_out().contains(request_.uid);
  }

  void find_organizations() {
    const Catalogue& catalogue = *spec_.catalogue;
    const base::OrganizationUid& caller = caller_.organization;
    if (!catalogue.is_open(*spec_.model, caller_)) {
      const bool is_open_to_others_of_it =
          catalogue.organization(caller) && spec_.model->access.is_open_to(caller);
      return add_error(
          "uid", base::Message{is_open_to_others_of_it ? "model.not_open_to_key" : "model.not_open",
                               {{"uid", request_.uid}}});
    }
    const base::OrganizationUid uid{request_.organization_uid.value_or(caller.text())};
    auto row_scope = row_scope_for(catalogue, *spec_.model, caller_, uid);
    if (!row_scope) {
      return add_error("organizationUid", base::Message{caller_.includes_sub_organizations
                                                            ? "model.organization_out_of_reach"
                                                            : "model.organization_of_key_alone"});
    }
    spec_.caller = *catalogue.organization(caller);
    spec_.organization = *catalogue.organization(uid);
    spec_.row_scope = *std::move(row_scope);
  }

  void reject_unknown_keys() {
    for (const Request::Parameter& sent : request_.parameters) {
      if (sent.key == kInstanceIdsKey || spec_.model->parameter(sent.key) != nullptr) continue;
      std::vector<std::string_view> keys;
      for (const Parameter& parameter : spec_.model->parameters) keys.push_back(parameter.key);
      sent.item.member("key", sent.item.value())
          .add_error(keys.empty() ? base::Message{"model.takes_no_parameters"}
                                  : base::Message{"model.unknown_parameter",
                                                  {{"name", abbreviated(sent.key)},
                                                   {"allowed", comma_separated(keys)}}});
    }
  }

  void read_arguments() {
    std::map<std::string_view, const Request::Parameter*> by_key;
    for (const Request::Parameter& sent : request_.parameters) {
      if (by_key.emplace(sent.key, &sent).second) continue;
      sent.item.member("key", sent.item.value())
          .add_error(base::Message{"model.parameter_twice", {{"name", sent.key}}});
    }
    for (const Parameter& parameter : spec_.model->parameters) {
      const auto sent = by_key.find(parameter.key);
      if (sent != by_key.end()) {
        auto written = read_argument(sent->second->value, parameter, context_);
        if (!written) continue;
        spec_.arguments.push_back(
            {&parameter, std::move(written->values), std::move(written->paths)});
      } else if (parameter.has_default()) {
        spec_.arguments.push_back({&parameter, default_values(parameter, context_)});
      } else if (parameter.required && stage_ == Stage::kSubmitted) {
        add_error("parameters",
                  base::Message{"model.parameter_missing", {{"name", parameter.key}}});
      }
    }
  }

  void read_query() {
    if (!request_.query) return;
    spec_.query = read_list_query(*request_.query, *spec_.model, context_);
  }

  void read_ids() {
    for (const Request::Parameter& sent : request_.parameters) {
      if (sent.key != kInstanceIdsKey) continue;
      if (spec_.model->instance_ids) {
        spec_.instance_ids = read_instance_ids(sent.value, *spec_.model->instance_ids);
      } else {
        sent.item.add_error(base::Message{"model.takes_no_ids"});
      }
    }
  }

  void require_query() {
    if (stage_ == Stage::kForm || !spec_.model->query.required || spec_.query || spec_.instance_ids)
      return;
    add_error("query", spec_.model->instance_ids ? base::Message{"model.query_or_ids_missing"}
                                                 : base::Message{"model.query_missing"});
  }

  ReportSpec& spec_;
  const JsonReader& params_;
  Diagnostics& diagnostics_;
  const Caller& caller_;
  const Stage stage_;
  const Request request_;
  EvaluationContext context_;  // of the organization whose data is reported
};

/// Keeps responses to requests with very many errors small.
void truncate_errors(std::vector<base::Diagnostic>& errors) {
  constexpr std::size_t kMaxErrors = 100;
  if (errors.size() > kMaxErrors) errors.resize(kMaxErrors);
}

ValidationResult validate(std::shared_ptr<const Catalogue> catalogue, const JsonReader& params,
                          Diagnostics& diagnostics, const Caller& caller,
                          Stage stage = Stage::kSubmitted) {
  ReportSpec spec;
  spec.catalogue = std::move(catalogue);
  const auto code = Validator{spec, params, diagnostics, caller, stage}.run();
  truncate_errors(diagnostics.errors);
  truncate_errors(diagnostics.warnings);
  if (code)
    return {Rejection{*code, std::move(diagnostics.errors)}, std::move(diagnostics.warnings)};
  return {std::move(spec), std::move(diagnostics.warnings)};
}

}  // namespace

std::string_view name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidDataModelParameter:
      return "INVALID_DATA_MODEL_PARAMETER";
    case ErrorCode::kInvalidInstanceIdsParam:
      return "INVALID_INSTANCE_IDS_PARAM";
    case ErrorCode::kMissingQueryParam:
      return "MISSIN_QUERY_PARAM";
    case ErrorCode::kNotAllowed:
      return "NOT_ALLOWED";
    case ErrorCode::kNotFound:
      return "NotFound";
    case ErrorCode::kUnavailable:
      return "UNAVAILABLE";
    case ErrorCode::kUnknownDataModelParameter:
      return "UNKOWN_DATA_MODEL_PARAMETER";
  }
  return "";
}

base::Message Rejection::message() const {
  switch (code) {
    case ErrorCode::kInvalidDataModelParameter:
      return base::Message{"model.refused_invalid"};
    case ErrorCode::kInvalidInstanceIdsParam:
      return base::Message{"model.refused_instance_ids"};
    case ErrorCode::kMissingQueryParam:
      return base::Message{"model.refused_query_missing"};
    case ErrorCode::kNotAllowed:
      return base::Message{"model.refused_not_allowed"};
    case ErrorCode::kNotFound:
      return base::Message{"model.refused_not_found"};
    case ErrorCode::kUnavailable:
      return base::Message{"model.refused_unavailable"};
    case ErrorCode::kUnknownDataModelParameter:
      return base::Message{"model.refused_unknown_parameter"};
  }
  return {};
}

ValidationResult validate_body(std::shared_ptr<const Catalogue> catalogue, const json::Value& body,
                               const Caller& caller) {
  Diagnostics diagnostics;
  JsonObjectReader members{JsonReader{body, body.members() == nullptr ? "body" : "", diagnostics}};
  const auto params = members.require("params");
  members.warn_about_unknown_members();
  if (!params) {
    return {Rejection{ErrorCode::kInvalidDataModelParameter, std::move(diagnostics.errors)},
            std::move(diagnostics.warnings)};
  }
  return validate(std::move(catalogue), *params, diagnostics, caller);
}

ValidationResult validate_form(std::shared_ptr<const Catalogue> catalogue,
                               const json::Value& params, const Caller& caller) {
  Diagnostics diagnostics;
  return validate(std::move(catalogue), JsonReader{params, "params", diagnostics}, diagnostics,
                  caller, Stage::kForm);
}

ValidationResult validate_params(std::shared_ptr<const Catalogue> catalogue,
                                 const json::Value& params, const Caller& caller) {
  Diagnostics diagnostics;
  return validate(std::move(catalogue), JsonReader{params, "params", diagnostics}, diagnostics,
                  caller);
}

}  // namespace model
