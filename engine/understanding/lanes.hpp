#pragma once
// Numbers of several classes, computed side by side, and the same in half the memory. Vectors of
// GCC and Clang compute lane by lane and round like single floats: no class depends on its
// neighbours. Tested by tests/unit/understanding.
#include <bit>
#include <cstddef>
#include <cstdint>

namespace guichet::understanding {

// As many as fit in the smallest vector register: more would have few examples in common that can
// be left out of learning.
inline constexpr std::size_t lanes = 4;

using Lanes = float __attribute__((vector_size(lanes * sizeof(float))));

// The upper halves of floats (bfloat16): eight significant bits, which is plenty for weights that
// are added up by the dozen, and half as much memory to wait for.
using HalfLanes = std::uint16_t __attribute__((vector_size(lanes * sizeof(std::uint16_t))));

inline Lanes all(float value) {
    return value - Lanes{};
}

// To the nearest, and to the even one of two; of numbers that are finite.
inline HalfLanes narrow(Lanes values) {
    using Bits = std::uint32_t __attribute__((vector_size(sizeof(Lanes))));
    const Bits bits = std::bit_cast<Bits>(values);
    return __builtin_convertvector((bits + 0x7FFFU + ((bits >> 16U) & 1U)) >> 16U, HalfLanes);
}

inline Lanes widen(HalfLanes values) {
    using Bits = std::uint32_t __attribute__((vector_size(sizeof(Lanes))));
    return std::bit_cast<Lanes>(__builtin_convertvector(values, Bits) << 16U);
}

}  // namespace guichet::understanding
