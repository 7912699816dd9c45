#include "channels/phone/api.h"
#include "channels/phone/web_calls.h"
#include "subjects/queues/widgets.h"

namespace centralino::phone {

void add_web_call_routes(api::Routes& routes, const ApiParts& parts) {
  Phone& phone = parts.phone;
  routes.command<StartCall, CallStarted>(
      {.method = "POST",
       .pattern = "/api/v1/widgets/{key}/calls",
       .auth = api::Auth::none,
       .tag = "widget",
       .summary = "Call from a page; audio is agreed on the visitor's socket",
       .rate_limit = "widget_call",
       .success = 201},
      [&phone](loop::Tx& tx, const api::Ask& ask, const StartCall& wanted) -> Result<CallStarted> {
        const auto& key = ask.params.at("key");
        if (const auto widget = queues::find_widget(tx.db(), key))
          TRY_DONE(queues::check_origin(*widget, ask.origin));
        return phone.start_web_call(tx, key, wanted, "vis_" + ask.token);
      });
}

}  // namespace centralino::phone
