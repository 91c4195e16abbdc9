#pragma once
// Work spread over the processor's cores: compiling content, and reports on it.
#include <cstddef>
#include <functional>

namespace guichet::understanding {

// How many calls go on at a time, at most.
std::size_t workers();

// Calls `work` once for each number below `count`, on every core, and returns when all is done; it
// is also told which worker it runs on, below `workers()`, whose memory it may use again. The calls
// must not depend on each other, so that the result does not depend on the number of cores.
void for_each_below(std::size_t count,
                    const std::function<void(std::size_t number, std::size_t worker)>& work);

void for_each_below(std::size_t count, const std::function<void(std::size_t number)>& work);

// Into how many parts `for_each_part` cuts: the same on every machine.
inline constexpr std::size_t parts = 4;

// Cuts the numbers below `count` into parts of equal length, and calls `work` once for each, on
// every core: for what is counted in several places and then added up in the order of the parts.
void for_each_part(
    std::size_t count,
    const std::function<void(std::size_t part, std::size_t begin, std::size_t end)>& work);

}  // namespace guichet::understanding
