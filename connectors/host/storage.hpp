#pragma once
// The storage thread. It alone touches the store; the loop hands it work and resumes when it is
// done.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <type_traits>
#include <utility>

#include "connectors/store/store.hpp"

namespace guichet {

// Runs `work()` on the pool; the caller continues on its own executor with the result or exception.
// `work` is taken by value and lives in the coroutine until then.
template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work&>> run_on(boost::asio::thread_pool& pool,
                                                           Work work) {
    auto perform = [](Work task) -> boost::asio::awaitable<std::invoke_result_t<Work&>> {
        co_return task();
    };
    auto performing = perform(std::move(work));
    co_return co_await boost::asio::co_spawn(
        pool, std::move(performing), boost::asio::use_awaitable);
}

class Storage {
  public:
    explicit Storage(std::unique_ptr<Store> store) : store_(std::move(store)) {}

    // `work` gets the store: `storage.run([](Store& store) { return store.last_position(); })`.
    // The lambda must be a named object on the caller's side (see run_on) when it captures.
    template <class Work>
    boost::asio::awaitable<std::invoke_result_t<Work&, Store&>> run(Work work) {
        auto task = [this, kept = std::move(work)]() mutable { return kept(*store_); };
        return run_on(pool_, std::move(task));
    }

    // Waits for the work under way; nothing may be run afterwards.
    void stop() { pool_.join(); }

  private:
    std::unique_ptr<Store> store_;
    boost::asio::thread_pool pool_{1};
};

}  // namespace guichet
