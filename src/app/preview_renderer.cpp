#include "app/preview_renderer.h"

#include "app/labeled_spec.h"
#include "app/version.h"
#include "source/lookup_values.h"

namespace app {

report::Preview PreviewRenderer::operator()(const report::PreviewRequest& request,
                                            const std::stop_token& stop) const {
  const source::CheckedValues values = source::check_values(request.spec, sources_, stop);
  if (!values.errors.empty()) throw report::UnlistedValues(values.errors);
  const LabeledSpec labeled(request.spec, values.choices);
  const worker::FileStore::PendingFile file = file_store_.create_pending();
  report::RenderContext context{messages_, sources_, clock_.now(), {}, file.path().parent_path()};
  context.product = product_name();
  return report::preview(labeled.spec(), request.language, context, file.path(), stop);
}

}  // namespace app
