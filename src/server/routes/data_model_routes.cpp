#include "server/routes/data_model_routes.h"

#include <utility>

#include "model/describe.h"
#include "server/api/authentication.h"
#include "server/api/problem.h"

namespace server {

Response DataModelRoutes::list(const Request& request) const {
  const auto key = authenticated(services_, request, auth::Scope::kRead);
  const auto catalogue = services_.data.catalogue();
  if (!catalogue) throw unavailable();
  json::Value::Array models;
  for (const model::DataModel* data_model :
       catalogue->models_open_to(key.to_caller(services_.clock.now()))) {
    models.push_back(model::summary(*data_model));
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
  return services_.envelope.respond(request,
                                    json::Value::object({{"dataModel", std::move(described)}}));
}

}  // namespace server
