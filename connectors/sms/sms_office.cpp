#include "connectors/sms/sms_office.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <boost/json.hpp>

#include "connectors/host/time_text.hpp"
#include "connectors/host/uuid.hpp"

namespace guichet {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::array<const char*, 7> state_names = {
    "waiting", "sending", "sent", "unknown", "delivered", "failed", "cancelled"};

HttpResponse json_response(unsigned status, const json::value& value) {
    HttpResponse response = text_response(status, json::serialize(value) + "\n");
    response.content_type = "application/json";
    return response;
}

}  // namespace

SmsOffice::SmsOffice(Host& host, Storage& storage, SmsChannel& channel, const std::string& token)
    : host_(host),
      storage_(storage),
      channel_(channel),
      token_hash_(sha256_hex("Bearer " + token)) {}

asio::awaitable<HttpResponse> SmsOffice::respond(HttpRequest request) {
    if (!same_secret(sha256_hex(request.field("authorization")), token_hash_)) {
        co_return json_response(401, {{"error", "the token is not accepted"}});
    }
    HttpResponse response = json_response(404, {{"error", "not found"}});
    if (request.path == "/sms/reminders" && request.method == "POST") {
        response = co_await load(request);
    } else if (request.path == "/sms/opt-outs") {
        response = co_await opt_outs();
    } else if (request.path == "/sms/messages") {
        response = co_await messages();
    }
    co_return response;
}

asio::awaitable<HttpResponse> SmsOffice::load(const HttpRequest& request) {
    const bool is_json = request.field("content-type").starts_with("application/json");
    ReminderFile file = is_json ? read_reminders_json(request.body, host_.catalog(), host_.now())
                                : read_reminders_csv(request.body, host_.catalog(), host_.now());
    if (!file.errors.empty()) {
        co_return json_response(422, {{"errors", json::value_from(file.errors)}});
    }
    const SmsChannel::Loaded loaded = co_await channel_.load(std::move(file));
    spdlog::info("sms: {} reminders kept, {} to send", loaded.kept, loaded.to_send);
    co_return json_response(
        200, {{"kept", loaded.kept}, {"to_send", loaded.to_send}, {"stopped", loaded.stopped}});
}

asio::awaitable<HttpResponse> SmsOffice::opt_outs() {
    auto read = [](Store& store) { return store.sms().opt_outs(); };
    const std::vector<OptOut> all = co_await storage_.run(read);
    json::array list;
    for (const OptOut& one : all) {
        list.push_back({{"number", one.number}, {"line", one.line}, {"at", rfc3339(one.at)}});
    }
    co_return json_response(200, list);
}

asio::awaitable<HttpResponse> SmsOffice::messages() {
    auto read = [](Store& store) { return store.sms().counts(); };
    const auto counts = co_await storage_.run(read);
    json::object object;
    for (std::size_t i = 0; i < state_names.size(); ++i) {
        const auto found = counts.find(static_cast<SmsState>(i));
        object[state_names[i]] = found == counts.end() ? 0 : found->second;
    }
    co_return json_response(200, object);
}

}  // namespace guichet
