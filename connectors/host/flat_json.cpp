#include "connectors/host/flat_json.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <limits>

namespace guichet {

namespace json = boost::json;

namespace {

// A frame has a handful of keys; more is an attack or a mistake.
constexpr std::size_t max_keys = 16;

// Called by Boost.JSON's parser for each thing it meets; returning false stops it.
class Handler {
  public:
    static constexpr std::size_t max_object_size = max_keys;
    static constexpr std::size_t max_array_size = 0;
    static constexpr std::size_t max_key_size = 64;
    static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

    std::map<std::string, FlatValue> values;

    bool on_document_begin(json::error_code&) { return true; }

    bool on_document_end(json::error_code&) { return true; }

    bool on_object_begin(json::error_code& error) {
        inside_ = !inside_;
        return inside_ || refuse(error);
    }

    bool on_object_end(std::size_t, json::error_code&) { return true; }

    bool on_array_begin(json::error_code& error) { return refuse(error); }

    bool on_array_end(std::size_t, json::error_code&) { return true; }

    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        text_.append(part.data(), part.size());
        return true;
    }

    bool on_key(json::string_view part, std::size_t, json::error_code& error) {
        text_.append(part.data(), part.size());
        key_ = std::exchange(text_, {});
        return !values.contains(key_) || refuse(error);
    }

    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        text_.append(part.data(), part.size());
        return true;
    }

    bool on_string(json::string_view part, std::size_t, json::error_code& error) {
        text_.append(part.data(), part.size());
        if (text_.find('\0') != std::string::npos) {
            return refuse(error);
        }
        return put(std::exchange(text_, {}), error);
    }

    bool on_number_part(json::string_view, json::error_code&) { return true; }

    bool on_int64(std::int64_t number, json::string_view, json::error_code& error) {
        return put(number, error);
    }

    bool on_uint64(std::uint64_t, json::string_view, json::error_code& error) {
        return refuse(error);
    }

    bool on_double(double, json::string_view, json::error_code& error) { return refuse(error); }

    bool on_bool(bool truth, json::error_code& error) { return put(truth, error); }

    bool on_null(json::error_code& error) { return put(nullptr, error); }

    bool on_comment_part(json::string_view, json::error_code& error) { return refuse(error); }

    bool on_comment(json::string_view, json::error_code& error) { return refuse(error); }

  private:
    static bool refuse(json::error_code& error) {
        error = json::make_error_code(json::error::syntax);
        return false;
    }

    bool put(FlatValue value, json::error_code& error) {
        if (!inside_) {
            return refuse(error);
        }
        values.emplace(std::move(key_), std::move(value));
        return true;
    }

    bool inside_ = false;
    std::string key_;
    std::string text_;
};

}  // namespace

const FlatValue* FlatObject::find(std::string_view key) const {
    const auto found = values_.find(std::string(key));
    return found == values_.end() ? nullptr : &found->second;
}

const std::string* FlatObject::text(std::string_view key) const {
    const FlatValue* value = find(key);
    return value == nullptr ? nullptr : std::get_if<std::string>(value);
}

std::optional<std::int64_t> FlatObject::number(std::string_view key) const {
    const FlatValue* value = find(key);
    const auto* number = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
    return number == nullptr ? std::nullopt : std::optional(*number);
}

std::optional<FlatObject> read_flat_object(std::string_view text) {
    json::basic_parser<Handler> parser{json::parse_options()};
    json::error_code error;
    const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
    if (error || read != text.size() || !parser.done()) {
        return std::nullopt;
    }
    return FlatObject(std::move(parser.handler().values));
}

}  // namespace guichet
