#include <algorithm>
#include <array>
#include <vector>

#include "engine/text/normalize.hpp"

namespace guichet::text {

namespace {

constexpr std::size_t usual_width = 32;  // rows of a word: no memory is asked for

}  // namespace

// Optimal string alignment over three rolling rows.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
    if (a.size() > b.size()) {
        std::swap(a, b);
    }
    if (b.size() - a.size() > limit) {
        return limit + 1;
    }
    const std::size_t width = a.size() + 1;
    std::array<std::size_t, 3 * usual_width> usual;
    std::vector<std::size_t> longer(width > usual_width ? 3 * width : 0);
    std::size_t* before = longer.empty() ? usual.data() : longer.data();
    std::size_t* above = before + width;
    std::size_t* row = above + width;
    for (std::size_t i = 0; i < width; ++i) {
        above[i] = i;
    }
    for (std::size_t j = 1; j <= b.size(); ++j) {
        row[0] = j;
        std::size_t least = j;
        for (std::size_t i = 1; i < width; ++i) {
            const std::size_t change = above[i - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[i] = std::min({change, above[i] + 1, row[i - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[i] = std::min(row[i], before[i - 2] + 1);
            }
            least = std::min(least, row[i]);
        }
        if (least > limit + 1) {  // a swap may reach back one row
            return limit + 1;
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return std::min(above[width - 1], limit + 1);
}

}  // namespace guichet::text
