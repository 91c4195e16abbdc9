#pragma once
// Work spread over the processor's cores while content is compiled.
#include <cstddef>
#include <functional>

namespace guichet::understanding {

// Calls `work` once for each number below `count`, on every core, and returns when all is done. The
// calls must not depend on each other, so that the result does not depend on the number of cores.
void for_each_below(std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace guichet::understanding
