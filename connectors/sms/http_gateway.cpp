#include "connectors/sms/http_gateway.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <charconv>

#include "connectors/sms/sms_channel.hpp"

namespace guichet {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

}  // namespace

HttpGateway::HttpGateway(asio::any_io_executor loop, GatewaySettings settings, SmsChannel& channel)
    : loop_(std::move(loop)),
      settings_(std::move(settings)),
      channel_(channel),
      rate_(settings_.per_second, std::max(1.0, settings_.per_second), Clock::now()),
      room_again_(loop_) {}

void HttpGateway::start() {
    channel_.wake();
}

int HttpGateway::room() {
    if (stopping_) {
        return 0;
    }
    const int window = settings_.window - under_way_;
    const int allowed = static_cast<int>(rate_.available(Clock::now()));
    if (window > 0 && allowed == 0) {
        room_again_.expires_after(
            std::chrono::milliseconds(static_cast<int>(1000 / settings_.per_second) + 1));
        room_again_.async_wait([this](boost::system::error_code error) {
            if (!error) {
                channel_.wake();
            }
        });
    }
    return std::max(0, std::min(window, allowed));
}

void HttpGateway::send(const OutgoingSms& sms, std::function<void(const SendResult&)> done) {
    rate_.take(Clock::now());
    ++under_way_;
    const auto perform = [](HttpGateway& self,
                            HttpCall call,
                            std::function<void(const SendResult&)> tell) -> asio::awaitable<void> {
        const HttpReply reply =
            co_await call_http(self.loop_, std::move(call), self.settings_.answer);
        --self.under_way_;
        const SendResult result = self.settings_.dialect->outcome(reply);
        tell(result);
        self.channel_.wake();
    };
    asio::co_spawn(loop_,
                   perform(*this, settings_.dialect->submission(settings_, sms), std::move(done)),
                   [](const std::exception_ptr& failure) {
                       if (failure) {
                           spdlog::error("sms: a call to the gateway failed");
                       }
                   });
}

std::vector<SmsDraft> HttpGateway::cut(const std::string& utf8, std::uint8_t) const {
    SmsDraft whole;
    whole.body = utf8;
    return {whole};
}

asio::awaitable<HttpResponse> HttpGateway::respond(HttpRequest request) {
    FormFields fields = read_form(request.body);
    for (auto& pair : read_form(request.query)) {
        fields.push_back(std::move(pair));
    }
    if (!settings_.dialect->authentic(settings_, request, fields)) {
        spdlog::warn("sms: a webhook without a good signature was refused");
        co_return text_response(403, "not signed\n");
    }
    if (request.path == "/sms/inbound") {
        HttpResponse response = co_await inbound(std::move(fields));
        co_return response;
    }
    if (request.path == "/sms/status") {
        co_return status(fields);
    }
    co_return text_response(404, "not found\n");
}

asio::awaitable<HttpResponse> HttpGateway::inbound(FormFields fields) {
    const Dialect& dialect = *settings_.dialect;
    const auto from = sms_number(form_value(fields, dialect.from));
    const auto to = sms_number(form_value(fields, dialect.to));
    const std::string_view id = form_value(fields, dialect.id);
    if (!from || !to || id.empty()) {
        co_return text_response(
            400, "a message with its id, its sender and its addressee is expected\n");
    }
    InboundSms sms;
    sms.id = "http-" + std::string(id);
    sms.from = *from;
    sms.to = *to;
    sms.text = dialect.text(fields);

    struct Result {
        asio::steady_timer told;
        std::optional<bool> kept;
    };

    const auto result =
        std::make_shared<Result>(Result{asio::steady_timer(loop_, Clock::time_point::max()), {}});
    channel_.receive(std::move(sms), [result](bool kept) {
        result->kept = kept;
        result->told.cancel();
    });
    while (!result->kept) {
        co_await result->told.async_wait(as_result);
    }
    if (!*result->kept) {
        co_return text_response(503, "try again\n");
    }
    HttpResponse response;
    response.content_type = dialect.kept_type;
    response.body = dialect.kept;
    co_return response;
}

HttpResponse HttpGateway::status(const FormFields& fields) {
    const Dialect& dialect = *settings_.dialect;
    const std::string_view written = form_value(fields, "position");
    std::int64_t position = 0;
    const auto [end, failure] =
        std::from_chars(written.data(), written.data() + written.size(), position);
    if (failure != std::errc() || end != written.data() + written.size()) {
        return text_response(400, "a position is expected\n");
    }
    const std::string_view state = form_value(fields, dialect.status);
    if (std::ranges::find(dialect.delivered, state) != dialect.delivered.end()) {
        channel_.delivery(position, SmsState::delivered);
    } else if (std::ranges::find(dialect.failed, state) != dialect.failed.end()) {
        channel_.delivery(position, SmsState::failed);
    }
    if (!dialect.opted_out.empty() && form_value(fields, dialect.error) == dialect.opted_out) {
        const auto number = sms_number(form_value(fields, dialect.to));
        const auto line = sms_number(form_value(fields, dialect.from));
        if (number && line) {
            channel_.opted_out(*number, *line);
        }
    }
    return text_response(200, "");
}

}  // namespace guichet
