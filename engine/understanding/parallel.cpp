#include "engine/understanding/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace guichet::understanding {

std::size_t workers() {
    // Asked once: memory is laid out for so many.
    static const std::size_t count = std::max(1U, std::thread::hardware_concurrency());
    return count;
}

void for_each_below(std::size_t count, const std::function<void(std::size_t, std::size_t)>& work) {
    std::atomic<std::size_t> next{0};
    const auto run = [&](std::size_t worker) {
        for (std::size_t number = next++; number < count; number = next++) {
            work(number, worker);
        }
    };
    std::vector<std::jthread> others;
    for (std::size_t worker = 1; worker < std::min(workers(), count); ++worker) {
        others.emplace_back(run, worker);
    }
    run(0);
}

void for_each_below(std::size_t count, const std::function<void(std::size_t)>& work) {
    for_each_below(count, [&work](std::size_t number, std::size_t) { work(number); });
}

void for_each_part(std::size_t count,
                   const std::function<void(std::size_t, std::size_t, std::size_t)>& work) {
    for_each_below(parts, [&](std::size_t part) {
        work(part, count * part / parts, count * (part + 1) / parts);
    });
}

}  // namespace guichet::understanding
