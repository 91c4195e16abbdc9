// Boost.Beast's non-template parts, compiled once for the whole program.
#include <boost/beast/src.hpp>
