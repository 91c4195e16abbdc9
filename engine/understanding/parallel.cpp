#include "engine/understanding/parallel.hpp"

#include <atomic>
#include <thread>
#include <vector>

namespace guichet::understanding {

void for_each_below(std::size_t count, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next{0};
    const auto worker = [&] {
        for (std::size_t number = next++; number < count; number = next++) {
            work(number);
        }
    };
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) {
        others.emplace_back(worker);
    }
    worker();
}

}  // namespace guichet::understanding
