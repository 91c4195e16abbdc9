#include "engine/understanding/calibration.hpp"

#include <algorithm>
#include <cmath>

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

constexpr double ridge = 0.1;

Row moved(const Row& weights, const Row& step, double share) {
    Row to = weights;
    for (std::size_t i = 0; i < 4; ++i) {
        to[i] += share * step[i];
    }
    return to;
}

// What the fit makes least: how unlikely the trials are, and how far the weights stand from zero.
double loss(std::span<const Trial> trials, const Row& weights) {
    double sum = ridge * dot(weights, weights) / 2;
    for (const Trial& trial : trials) {
        const double x = dot(weights, row_of(trial.grounds));
        const double wrong = trial.best[0] == trial.label ? -x : x;
        sum += wrong > 0 ? wrong + std::log1p(std::exp(-wrong)) : std::log1p(std::exp(wrong));
    }
    return sum;
}

// Logistic regression by Newton's method, slightly held back. A step that would make it worse, as
// one far from the solution may, is shortened.
Row fitted(std::span<const Trial> trials) {
    constexpr int rounds = 15;
    constexpr double shortest = 1.0 / 1024;
    Row weights{};
    double least = loss(trials, weights);
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
        for (double share = 1; share >= shortest; share /= 2) {
            const Row to = moved(weights, step, share);
            if (const double reached = loss(trials, to); reached <= least) {
                weights = to;
                least = reached;
                break;
            }
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

std::size_t place_of(Decision decision) {
    return static_cast<std::size_t>(decision);
}

}  // namespace

Calibration::Calibration(std::span<const Trial> trials, const Prices& prices)
    : weights_(fitted(trials)) {
    constexpr std::size_t steps = 50;  // of confidence, to 1
    std::array<std::array<double, steps>, 3>
        sums{};  // by decision, of the trials that are so confident
    for (const Trial& trial : trials) {
        const auto step =
            std::min(steps - 1, static_cast<std::size_t>(confidence(trial.grounds) * steps));
        for (const Decision decision : {Decision::match, Decision::clarify, Decision::fallback}) {
            sums[place_of(decision)][step] += price_of(trial, decision, prices);
        }
    }
    const auto price = [&sums](std::size_t match, std::size_t clarify) {
        double total = 0;
        for (std::size_t step = 0; step < steps; ++step) {
            const Decision decision = step >= match     ? Decision::match
                                      : step >= clarify ? Decision::clarify
                                                        : Decision::fallback;
            total += sums[place_of(decision)][step];
        }
        return total;
    };
    // An example more or less makes the price jump: that of the thresholds around counts too.
    constexpr std::size_t reach = 3;
    double least = -1;
    for (std::size_t match = steps / 2; match + reach < steps; ++match) {
        for (std::size_t clarify = reach; clarify + 2 * reach <= match; ++clarify) {
            double around = 0;
            for (std::size_t i = match - reach; i <= match + reach; ++i) {
                for (std::size_t j = clarify - reach; j <= clarify + reach; ++j) {
                    around += price(i, j);
                }
            }
            if (least < 0 || around < least) {
                least = around;
                match_from_ = static_cast<double>(match) / steps;
                clarify_from_ = static_cast<double>(clarify) / steps;
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
