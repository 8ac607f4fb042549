#include "server/routes/data_model_routes.h"

#include <set>
#include <string>
#include <utility>

#include "model/describe.h"
#include "server/api/audit_work.h"
#include "server/api/authentication.h"
#include "server/api/problem.h"

namespace server {

Response DataModelRoutes::list(const Request& request) const {
  const auto key = authenticated(services_, request, auth::Scope::kRead);
  const auto catalogue = services_.data.catalogue();
  if (!catalogue) throw unavailable();
  const std::set<std::string> favourites = services_.preferences.favourites.list(key.lineage);
  json::Value::Array models;
  for (const model::DataModel* data_model :
       catalogue->models_open_to(key.to_caller(services_.clock.now()))) {
    models.push_back(model::summary(*data_model));
    models.back().add("favourite", favourites.contains(data_model->uid));
  }
  return services_.envelope.respond(request,
                                    json::Value::object({{"dataModels", std::move(models)}}));
}

Response DataModelRoutes::describe(const Request& request) const {
  const auto key = authenticated(services_, request, auth::Scope::kRead);
  const auto catalogue = services_.data.catalogue();
  if (!catalogue) throw unavailable();
  const model::Caller caller = key.to_caller(services_.clock.now());
  const model::DataModel* data_model = catalogue->model(request.path_parameter("uid"));
  if (data_model == nullptr || !catalogue->is_open(*data_model, caller)) throw not_found();
  json::Value described = model::describe(*data_model, *catalogue, caller);
  described.add("favourite",
                services_.preferences.favourites.list(key.lineage).contains(data_model->uid));
  return services_.envelope.respond(request,
                                    json::Value::object({{"dataModel", std::move(described)}}));
}

Response DataModelRoutes::add_favourite(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, auth::Scope::kRead);
  const auto catalogue = services_.data.catalogue();
  if (!catalogue) throw unavailable();
  const model::DataModel* data_model = catalogue->model(request.path_parameter("uid"));
  const bool is_open = data_model != nullptr &&
                       catalogue->is_open(*data_model, key.to_caller(services_.clock.now()));
  if (!is_open) throw not_found();
  services_.preferences.favourites.add(key.lineage, data_model->uid,
                                       audit_work(services_, "favourite.added", request, key));
  return respond_favourite(request, true);
}

Response DataModelRoutes::remove_favourite(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, auth::Scope::kRead);
  services_.preferences.favourites.remove(key.lineage, request.path_parameter("uid"),
                                          audit_work(services_, "favourite.removed", request, key));
  return respond_favourite(request, false);
}

Response DataModelRoutes::respond_favourite(const Request& request, bool is_favourite) const {
  return services_.envelope.respond(
      request,
      json::Value::object({{"uid", request.path_parameter("uid")}, {"favourite", is_favourite}}));
}

}  // namespace server
