#pragma once

// Where a conversation takes place. Content may be written for one channel alone.

namespace guichet {

enum class Channel { web, sms };

}  // namespace guichet
