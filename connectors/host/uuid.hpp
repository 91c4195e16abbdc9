#pragma once
// Identifiers and secrets from the system's cryptographic generator.
#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace guichet {

// UUID version 7 (RFC 9562) in lower case: the time in milliseconds, then 74 random bits.
std::string uuid7(std::chrono::sys_time<std::chrono::milliseconds> at,
                  const std::array<std::uint8_t, 10>& random);

// uuid7 of the present moment. Throws std::runtime_error when the generator fails.
std::string new_uuid7();

// 256 random bits as 64 hexadecimal digits. Throws std::runtime_error when the generator fails.
std::string new_secret();

// SHA-256 as 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

// Equality that takes the same time wherever the first difference stands.
bool same_secret(std::string_view left, std::string_view right);

}  // namespace guichet
