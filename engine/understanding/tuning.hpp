#pragma once
// The numbers that were chosen by measurement, in one place: see the README beside this file.
#include <cstddef>

namespace guichet::understanding {

struct FeatureTuning {
    // Weights of the three blocks of features against each other.
    float words = 1.0F;
    float grams = 1.0F;
    float concepts = 1.0F;
    // Inside the block of words, where a stem weighs 1.
    float bigram = 0.7F;
    float accent = 0.6F;  // the word with the accents that were typed
    float edge = 0.5F;    // the first word, and the last
    // Inside the block of synonym groups, where a group weighs 1.
    float group_bigram = 0.8F;
    float no_group = 0.6F;        // of a word without a group, in the norm
    std::size_t gram = 4;         // letters in a character n-gram
    float unknown = 0.5F;         // weight of features never seen, in the norm
    std::size_t least_grams = 2;  // a character n-gram in fewer examples is dropped
    std::size_t least_pairs = 2;  // a pair of words likewise
};

struct LearningTuning {
    double cost = 2.0;  // the SVM's C
    double bias = 1.0;
    std::size_t sample = 16;  // one in so many of the other classes' examples, for a start
    int sample_rounds = 4;
    std::size_t others =
        6000;        // then so many of those outside the sample at most: the nearest to the class,
    int rounds = 8;  // over all that still may carry a class
    float nearly_carries = 0.05F;  // how far beyond the margin an example is still visited
    std::size_t folds = 10;  // parts of the examples, set aside in turn to try the model on them,
    std::size_t trials = 4000;  // until so many are tried: of fewer, thresholds are chance
    int own_rounds =
        2;  // to settle after that: over a class's own examples, which lost most of their support,
    int unlearning_rounds = 2;  // then over all
    float bayes = 0.04F;        // of naive Bayes, beside the machines' margins
    double bayes_smoothing = 0.03;
};

// What an outcome costs, in questions. These decide how bold the matcher is.
struct Prices {
    double wrong_answer = 6;
    double question = 1;          // the right topic is among the choices
    double useless_question = 2;  // it is not
    double no_answer = 3;         // a fallback to something we could have answered
};

struct Tuning {
    FeatureTuning features;
    LearningTuning learning;
    Prices prices;
};

}  // namespace guichet::understanding
