#include "connectors/host/uuid.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <span>
#include <stdexcept>

namespace guichet {

namespace {

template <std::size_t Size>
std::array<std::uint8_t, Size> random_bytes() {
    std::array<std::uint8_t, Size> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(Size)) != 1) {
        throw std::runtime_error("the random generator failed");
    }
    return bytes;
}

std::string hex(std::span<const std::uint8_t> bytes) {
    std::string text;
    for (const auto byte : bytes) {
        text += fmt::format("{:02x}", byte);
    }
    return text;
}

}  // namespace

std::string uuid7(std::chrono::sys_time<std::chrono::milliseconds> at,
                  const std::array<std::uint8_t, 10>& random) {
    const auto millis = static_cast<std::uint64_t>(at.time_since_epoch().count());
    std::array<std::uint8_t, 16> bytes{};
    for (unsigned i = 0; i < 6; ++i) {
        bytes[i] = static_cast<std::uint8_t>(millis >> (40 - 8 * i));
    }
    std::copy(random.begin(), random.end(), bytes.begin() + 6);
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x70);  // version 7
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);  // the RFC's variant
    const std::string digits = hex(bytes);
    return fmt::format("{}-{}-{}-{}-{}",
                       digits.substr(0, 8),
                       digits.substr(8, 4),
                       digits.substr(12, 4),
                       digits.substr(16, 4),
                       digits.substr(20));
}

std::string new_uuid7() {
    const auto now = std::chrono::system_clock::now();
    return uuid7(std::chrono::floor<std::chrono::milliseconds>(now), random_bytes<10>());
}

std::string new_secret() {
    return hex(random_bytes<32>());
}

std::string sha256_hex(std::string_view bytes) {
    std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), digest.data());
    return hex(digest);
}

bool same_secret(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace guichet
