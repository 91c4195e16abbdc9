#include "engine/understanding/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace guichet::understanding {
namespace {

using Row = std::array<double, 4>;

Row row_of(const Grounds& grounds) {
    return {1, grounds.margin, grounds.lead, grounds.known_share};
}

double dot(const Row& a, const Row& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
}

double sigmoid(double x) {
    return 1 / (1 + std::exp(-x));
}

// Solves `matrix` x = `right` by elimination; the matrix is symmetric and positive definite.
Row solved(std::array<Row, 4> matrix, Row right) {
    for (std::size_t pivot = 0; pivot < 4; ++pivot) {
        for (std::size_t i = pivot + 1; i < 4; ++i) {
            const double factor = matrix[i][pivot] / matrix[pivot][pivot];
            for (std::size_t j = pivot; j < 4; ++j) {
                matrix[i][j] -= factor * matrix[pivot][j];
            }
            right[i] -= factor * right[pivot];
        }
    }
    for (std::size_t i = 4; i-- > 0;) {
        for (std::size_t j = i + 1; j < 4; ++j) {
            right[i] -= matrix[i][j] * right[j];
        }
        right[i] /= matrix[i][i];
    }
    return right;
}

// Logistic regression by Newton's method, slightly held back.
Row fitted(std::span<const Trial> trials) {
    constexpr int rounds = 15;
    constexpr double ridge = 0.1;
    Row weights{};
    for (int round = 0; round < rounds; ++round) {
        std::array<Row, 4> curvature{};
        Row slope{};
        for (std::size_t i = 0; i < 4; ++i) {
            curvature[i][i] = ridge;
            slope[i] = -ridge * weights[i];
        }
        for (const Trial& trial : trials) {
            const Row row = row_of(trial.grounds);
            const double p = sigmoid(dot(weights, row));
            const double error = (trial.best[0] == trial.label ? 1 : 0) - p;
            for (std::size_t i = 0; i < 4; ++i) {
                slope[i] += error * row[i];
                for (std::size_t j = 0; j < 4; ++j) {
                    curvature[i][j] += p * (1 - p) * row[i] * row[j];
                }
            }
        }
        const Row step = solved(curvature, slope);
        for (std::size_t i = 0; i < 4; ++i) {
            weights[i] += step[i];
        }
    }
    return weights;
}

double price_of(const Trial& trial, Decision decision, const Prices& prices) {
    if (trial.first_is_background) {
        decision = Decision::fallback;
    }
    switch (decision) {
        case Decision::match:
            return trial.best[0] == trial.label ? 0 : prices.wrong_answer;
        case Decision::clarify:
            return std::ranges::find(trial.best, trial.label) != trial.best.end() &&
                           !trial.out_of_scope
                       ? prices.question
                       : prices.useless_question;
        case Decision::fallback:
            return trial.out_of_scope ? 0 : prices.no_answer;
    }
    return 0;
}

}  // namespace

Calibration::Calibration(std::span<const Trial> trials, const Prices& prices)
    : weights_(fitted(trials)) {
    std::vector<double> confidences;
    for (const Trial& trial : trials) {
        confidences.push_back(confidence(trial.grounds));
    }
    double least = -1;
    for (int match = 50; match <= 98; match += 2) {
        for (int clarify = 4; clarify <= match; clarify += 4) {
            Calibration tried = *this;
            tried.match_from_ = match / 100.0;
            tried.clarify_from_ = clarify / 100.0;
            double price = 0;
            for (std::size_t i = 0; i < trials.size(); ++i) {
                price += price_of(trials[i], tried.decide(confidences[i]), prices);
            }
            if (least < 0 || price < least) {
                least = price;
                match_from_ = tried.match_from_;
                clarify_from_ = tried.clarify_from_;
            }
        }
    }
}

double Calibration::confidence(const Grounds& grounds) const {
    return sigmoid(dot(weights_, row_of(grounds)));
}

Decision Calibration::decide(double confidence) const {
    return confidence >= match_from_     ? Decision::match
           : confidence >= clarify_from_ ? Decision::clarify
                                         : Decision::fallback;
}

}  // namespace guichet::understanding
