#include "main/look_ups.h"

#include <boost/json.hpp>

#include "main/demo_flows.h"

namespace centralino {
namespace {

namespace flow = engine::flow;

// {"order":{"status":"sent"}} → order.status = sent
void flatten(const boost::json::value& value, const std::string& name, flow::Values& fields) {
  constexpr std::size_t fields_max = 200;
  if (fields.size() >= fields_max) return;
  if (const auto* object = value.if_object()) {
    for (const auto& [key, each] : *object)
      flatten(each, name.empty() ? std::string(key) : name + "." + std::string(key), fields);
  } else if (const auto* array = value.if_array()) {
    for (std::size_t i = 0; i < array->size(); ++i)
      flatten((*array)[i], name + "." + std::to_string(i), fields);
  } else if (const auto* text = value.if_string()) {
    fields[name] = std::string(*text).substr(0, flow::value_length_max);
  } else if (!value.is_null()) {
    fields[name] = boost::json::serialize(value);
  }
}

flow::Happening answer_of(const flow::LookUp& asked, const web::WebAnswer& answer) {
  const auto failed = [&](flow::LookUpFailure why) {
    return flow::LookUpFailed{asked.question, why};
  };
  if (answer.status == 0)
    return failed(answer.failure.find("time") != std::string::npos ? flow::LookUpFailure::timed_out
                                                                   : flow::LookUpFailure::failed);
  if (answer.status == 404) return failed(flow::LookUpFailure::not_found);
  if (answer.status < 200 || answer.status > 299) return failed(flow::LookUpFailure::failed);
  boost::json::error_code error;
  const auto body = boost::json::parse(answer.body, error);
  if (error || !body.is_object()) return failed(flow::LookUpFailure::failed);
  flow::LookUpAnswered told;
  told.question = asked.question;
  flatten(body, "", told.fields);
  return told;
}

}  // namespace

shell::LookUp look_ups(std::function<web::WebClient*()> web, bool demo) {
  return [web = std::move(web), demo](const flow::LookUp& asked, const flow::Values& fields,
                                      std::function<void(flow::Happening)> done) {
    web::WebRequest request;
    request.method = fields.empty() ? "GET" : "POST";
    request.url = asked.url;
    request.headers = {{"Accept", "application/json"}};
    if (!fields.empty()) {
      request.headers.push_back({"Content-Type", "application/json"});
      request.body = json::to_string(fields);
    }
    request.patience = milliseconds(asked.deadline_ms);
    if (demo && asked.url.starts_with(demo::parcels_host)) {
      const std::string parcel =
          demo::parcel_answer(asked.url.substr(std::string_view(demo::parcels_host).size()));
      return done(answer_of(asked, {parcel.empty() ? 404 : 200, parcel, ""}));
    }
    web()->send(std::move(request),
                [asked, done](const web::WebAnswer& answer) { done(answer_of(asked, answer)); });
  };
}

}  // namespace centralino
