#pragma once
// Spelling repair against the words of the content, and nothing else: a general dictionary's
// suggestions do harm here ("paiment" -> "paument"). Tested by tests/unit/understanding.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::understanding {

class Speller {
  public:
    // A word that may be a repair's result, folded, with how often the content uses it.
    void add(std::string_view word, std::size_t count);

    // To be called once after the last `add`.
    void finish();

    // The content's word that `word` (folded, not one of them) was meant to be, or an empty view
    // when there is none. Of equally near ones, the one that the content uses most. In a word under
    // six letters only a slip of the finger is believed, and only towards a frequent word: a key
    // beside the one that was meant, or two letters the wrong way round. Under four, nothing.
    std::string_view suggest(std::string_view word) const;

  private:
    struct Entry {
        std::string word;
        std::string sound;
        std::uint32_t letters = 0;  // a bit a letter
        std::size_t count = 0;
    };

    std::string_view suggest_short(std::string_view word) const;

    std::vector<Entry> entries_;  // by length, then alphabetically
    std::vector<Entry> short_;    // the frequent ones, as short as those that have no other repair
};

}  // namespace guichet::understanding
