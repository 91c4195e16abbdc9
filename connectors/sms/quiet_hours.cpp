#include "connectors/sms/quiet_hours.hpp"

#include <unicode/calendar.h>
#include <unicode/timezone.h>

#include <memory>
#include <stdexcept>

namespace guichet {

namespace {

// Eight days hold an open hour whatever the settings.
constexpr int max_days = 8;

std::unique_ptr<icu::Calendar> calendar_of_paris() {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Calendar> calendar(
        icu::Calendar::createInstance(icu::TimeZone::createTimeZone("Europe/Paris"), status));
    if (U_FAILURE(status)) {
        throw std::runtime_error("no calendar");
    }
    return calendar;
}

}  // namespace

TimePoint next_allowed(TimePoint at, const QuietHours& hours) {
    const auto calendar = calendar_of_paris();
    UErrorCode status = U_ZERO_ERROR;
    calendar->setTime(static_cast<UDate>(at.time_since_epoch().count()) * 1000, status);
    for (int day = 0; day < max_days; ++day) {
        const bool open_day =
            hours.sundays || calendar->get(UCAL_DAY_OF_WEEK, status) != UCAL_SUNDAY;
        const std::chrono::minutes now(calendar->get(UCAL_HOUR_OF_DAY, status) * 60 +
                                       calendar->get(UCAL_MINUTE, status));
        if (open_day && now < hours.closes) {
            if (now < hours.opens) {
                calendar->set(UCAL_HOUR_OF_DAY, static_cast<int>(hours.opens.count() / 60));
                calendar->set(UCAL_MINUTE, static_cast<int>(hours.opens.count() % 60));
                calendar->set(UCAL_SECOND, 0);
            }
            break;
        }
        calendar->add(UCAL_DATE, 1, status);
        calendar->set(UCAL_HOUR_OF_DAY, 0);
        calendar->set(UCAL_MINUTE, 0);
        calendar->set(UCAL_SECOND, 0);
    }
    const UDate milliseconds = calendar->getTime(status);
    return TimePoint(std::chrono::seconds(static_cast<std::int64_t>(milliseconds / 1000)));
}

}  // namespace guichet
