// Reads records of four doubles (function, x, y, result) and prints, for each function, the largest error in units in
// the last place against the 113 digits of __float128, and where it was found.
#include <quadmath.h>
#include <cmath>
#include <cstdio>

static __float128 exact(int function, double x, double y) {
  switch (function) {
    case 0: return logq(x);
    case 1: return expq(x);
    case 2: return powq(x, y);
    case 3: return log1pq(x);
    case 4: return expm1q(x);
    case 5: return log2q(x);
    case 6: return log10q(x);
    case 7: return cbrtq(x);
    default: return tanhq(x);
  }
}

/** In units of the last place of the nearest double; infinite where a special value is wrong. */
static double errorOf(double result, __float128 wanted) {
  const double nearest = static_cast<double>(wanted);
  if (std::isnan(nearest)) return std::isnan(result) ? 0 : INFINITY;
  if (std::isinf(nearest) || nearest == 0) return result == nearest ? 0 : INFINITY;
  int exponent;
  std::frexp(nearest, &exponent);
  const double unit = std::ldexp(1.0, exponent - 53 < -1074 ? -1074 : exponent - 53);
  return static_cast<double>(fabsq((result - wanted) / unit));
}

int main() {
  double record[4], worst[9] = {}, where[9] = {}, with[9] = {};
  long seen[9] = {};
  while (std::fread(record, sizeof(double), 4, stdin) == 4) {
    const int function = static_cast<int>(record[0]);
    const double error = errorOf(record[3], exact(function, record[1], record[2]));
    seen[function]++;
    if (error <= worst[function]) continue;
    worst[function] = error;
    where[function] = record[1];
    with[function] = record[2];
  }
  for (int i = 0; i < 9; i++) std::printf("%ld %.6g %.17g %.17g\n", seen[i], worst[i], where[i], with[i]);
}
