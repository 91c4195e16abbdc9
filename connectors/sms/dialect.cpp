#include "connectors/sms/dialect.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "connectors/host/uuid.hpp"
#include "engine/text/sms.hpp"

namespace guichet {

namespace {

namespace json = boost::json;

constexpr std::chrono::seconds busy_pause{2};

std::string base64(std::string_view bytes) {
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    return text;
}

std::string callback(const GatewaySettings& settings, const OutgoingSms& sms) {
    return fmt::format("{}/sms/status?position={}", settings.public_url, sms.position);
}

// The connection failed before anything was sent, or the gateway is busy: later. An answer that was
// lost, or a failure in the middle: nobody knows.
SendResult common_outcome(const HttpReply& reply) {
    SendResult result;
    result.why =
        reply.kind == HttpReply::Kind::answered ? fmt::format("HTTP {}", reply.status) : reply.why;
    const bool busy = reply.status == 429 || reply.status == 503;
    if (reply.kind == HttpReply::Kind::not_sent ||
        (reply.kind == HttpReply::Kind::answered && busy)) {
        result.kind = SendResult::Kind::later;
        result.pause = busy_pause;
    } else if (reply.kind == HttpReply::Kind::answered && reply.status < 300) {
        result.kind = SendResult::Kind::accepted;
    } else if (reply.kind == HttpReply::Kind::answered && reply.status < 500) {
        result.kind = SendResult::Kind::refused;
    }
    return result;
}

// --- Twilio ------------------------------------------------------------------------------------

constexpr std::string_view twilio_opted_out = "21610";
constexpr std::array<std::string_view, 1> twilio_delivered = {"delivered"};
constexpr std::array<std::string_view, 2> twilio_failed = {"undelivered", "failed"};

std::string twilio_text(const FormFields& fields) {
    return std::string(form_value(fields, "Body"));
}

// The URL as it was configured at the gateway, with and without its port.
bool twilio_authentic(const GatewaySettings& settings,
                      const HttpRequest& request,
                      const FormFields&) {
    const FormFields fields = read_form(request.body);
    const std::string given = request.field("x-twilio-signature");
    const std::string target = request.path + (request.query.empty() ? "" : "?" + request.query);
    const std::string url = settings.public_url + target;
    bool authentic = same_secret(twilio_signature(settings.secret, url, fields), given);
    const auto host = settings.public_url.find("://");
    if (host != std::string::npos && settings.public_url.find(':', host + 3) == std::string::npos) {
        const char* port = settings.public_url.starts_with("https") ? ":443" : ":80";
        const bool with_port = same_secret(
            twilio_signature(settings.secret, settings.public_url + port + target, fields), given);
        authentic = authentic || with_port;
    }
    return authentic;
}

HttpCall twilio_submission(const GatewaySettings& settings, const OutgoingSms& sms) {
    HttpCall call;
    call.remote = settings.remote;
    call.target = "/2010-04-01/Accounts/" + settings.account + "/Messages.json";
    call.fields = {{"Authorization", "Basic " + base64(settings.account + ":" + settings.secret)},
                   {"Content-Type", "application/x-www-form-urlencoded"}};
    call.body = write_form({{"To", sms.draft.to},
                            {"From", sms.draft.from},
                            {"Body", sms.draft.body},
                            {"StatusCallback", callback(settings, sms)}});
    return call;
}

SendResult twilio_outcome(const HttpReply& reply) {
    SendResult result = common_outcome(reply);
    boost::system::error_code error;
    const json::value body = json::parse(reply.body, error);
    if (error || !body.is_object()) {
        return result;
    }
    if (const auto* sid = body.as_object().if_contains("sid"); sid != nullptr && sid->is_string()) {
        result.carrier_id = std::string(sid->as_string());
    }
    if (const auto* code = body.as_object().if_contains("code");
        code != nullptr && code->is_int64()) {
        result.why += fmt::format(", code {}", code->as_int64());
        if (std::to_string(code->as_int64()) == twilio_opted_out) {
            result.kind = SendResult::Kind::opted_out;
        }
    }
    return result;
}

// --- Kannel (its smsbox: sendsms, and the get-url of a service)
// -----------------------------------

constexpr std::array<std::string_view, 1> kannel_delivered = {"1"};
constexpr std::array<std::string_view, 2> kannel_failed = {"2", "16"};

std::string kannel_text(const FormFields& fields) {
    const std::string_view text = form_value(fields, "text");
    return form_value(fields, "coding") == "2" ? text::from_ucs2(text) : std::string(text);
}

bool kannel_authentic(const GatewaySettings& settings,
                      const HttpRequest&,
                      const FormFields& fields) {
    return same_secret(sha256_hex(settings.secret), sha256_hex(form_value(fields, "token")));
}

HttpCall kannel_submission(const GatewaySettings& settings, const OutgoingSms& sms) {
    // Not told the coding, Kannel would lose what the GSM alphabet lacks.
    const bool wide = text::sms_size(sms.draft.body).coding == text::SmsCoding::ucs2;
    HttpCall call;
    call.remote = settings.remote;
    call.method = "GET";
    call.target =
        "/cgi-bin/sendsms?" +
        write_form({{"username", settings.account},
                    {"password", settings.secret},
                    {"from", sms.draft.from},
                    {"to", sms.draft.to},
                    {"charset", "UTF-8"},
                    {"coding", wide ? "2" : "0"},
                    {"text", sms.draft.body},
                    {"dlr-mask", "19"},
                    {"dlr-url", callback(settings, sms) + "&status=%d&token=" + settings.secret}});
    return call;
}

constexpr Dialect dialects[] = {
    {"twilio",
     "MessageSid",
     "From",
     "To",
     twilio_text,
     "MessageStatus",
     "ErrorCode",
     twilio_delivered,
     twilio_failed,
     twilio_opted_out,
     twilio_authentic,
     twilio_submission,
     twilio_outcome,
     "text/xml; charset=utf-8",
     R"(<?xml version="1.0" encoding="UTF-8"?><Response/>)"},
    {"kannel",
     "id",
     "from",
     "to",
     kannel_text,
     "status",
     "",
     kannel_delivered,
     kannel_failed,
     "",
     kannel_authentic,
     kannel_submission,
     common_outcome,
     "text/plain; charset=utf-8",
     ""},
};

}  // namespace

const Dialect* find_dialect(std::string_view name) {
    const auto* const found = std::ranges::find(dialects, name, &Dialect::name);
    return found == std::end(dialects) ? nullptr : found;
}

std::string twilio_signature(std::string_view secret,
                             std::string_view url,
                             const FormFields& fields) {
    std::map<std::string, std::set<std::string>> sorted;
    for (const auto& [key, value] : fields) {
        sorted[key].insert(value);
    }
    std::string text(url);
    for (const auto& [key, values] : sorted) {
        for (const std::string& value : values) {
            text += key + value;
        }
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    HMAC(EVP_sha1(),
         secret.data(),
         static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(text.data()),
         text.size(),
         digest.data(),
         &size);
    return base64({reinterpret_cast<const char*>(digest.data()), size});
}

}  // namespace guichet
