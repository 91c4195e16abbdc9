#pragma once
// A rate limit: `rate` a second on average, `burst` at once.
#include <algorithm>
#include <chrono>

namespace guichet {

class TokenBucket {
  public:
    using Time = std::chrono::steady_clock::time_point;

    TokenBucket(double rate, double burst, Time now)
        : rate_(rate), burst_(burst), tokens_(burst), filled_(now) {}

    // Takes one token; false when there is none.
    bool take(Time now) {
        tokens_ = at(now);
        filled_ = now;
        if (tokens_ < 1) {
            return false;
        }
        tokens_ -= 1;
        return true;
    }

    // How many tokens could be taken now.
    double available(Time now) const { return at(now); }

    // True when nothing was taken for so long that the bucket can be forgotten.
    bool full(Time now) const { return at(now) >= burst_; }

  private:
    double at(Time now) const {
        const std::chrono::duration<double> elapsed = now - filled_;
        return std::min(burst_, tokens_ + elapsed.count() * rate_);
    }

    double rate_;
    double burst_;
    double tokens_;
    Time filled_;
};

}  // namespace guichet
