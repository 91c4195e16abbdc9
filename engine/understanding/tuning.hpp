#pragma once
// Every number the model depends on, in one place. The values come from the measurements in the
// README beside this file.
#include <cstddef>

namespace guichet::understanding {

struct FeatureTuning {
    float word = 1.0F;    // weight of the block of words against...
    float chars = 1.0F;   // ...the block of character n-grams
    float bigram = 1.0F;  // inside the block of words
    float skip = 0.0F;
    float family = 0.5F;
    float group = 1.0F;
    float group_bigram = 0.3F;
    float no_group = 0.5F;
    float pairs = 0;
    double idf_floor = 1;
    bool pair_canon = false;
    float sound = 0.5F;
    float sound_bigram = 0.0F;
    float accent = 0.3F;
    float edges = 0.0F;
    std::size_t shortest_gram = 3;
    std::size_t longest_gram = 4;
    float unknown = 0.5F;             // weight of features never seen, in the norm
    std::size_t least_documents = 2;  // a character n-gram in fewer examples is dropped
    float function_word = 1.0F;
};

struct LearningTuning {
    double cost = 2.0;           // the SVM's C
    double positive_cost = 1.0;  // times C for the examples of the class itself
    double bias = 1.0;
    int most_rounds = 12;
    double tolerance = 0.02;
    std::size_t folds = 5;      // of the cross-validation
    int unlearning_rounds = 4;  // to settle after a part of the examples was set aside
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
