// One vector type for all targets: 4 lanes in WebAssembly, 8 with AVX, 16 with AVX-512.
#pragma once
#include <stdint.h>
#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#if defined(__AVX512F__)
#define VECTOR_LANES 16
#elif defined(__AVX__)
#define VECTOR_LANES 8
#else
#define VECTOR_LANES 4
#endif

#define INLINE static inline __attribute__((always_inline))
// V8 allocates registers badly in large functions, so hot loops stay functions of their own.
#define SEPARATE static __attribute__((noinline))
#if defined(__clang__)
#define UNROLLED _Pragma("clang loop unroll(full)")
#define ROLLED _Pragma("clang loop unroll(disable)")
#else
#define UNROLLED _Pragma("GCC unroll 16")
#define ROLLED _Pragma("GCC unroll 1")
#endif

typedef float vector __attribute__((vector_size(VECTOR_LANES * 4)));
typedef int32_t integers __attribute__((vector_size(VECTOR_LANES * 4)));
typedef uint32_t words __attribute__((vector_size(VECTOR_LANES * 4)));
typedef vector loose_vector __attribute__((aligned(4), may_alias));

INLINE vector load(const float *p) { return *(const loose_vector *)p; }
INLINE void store(float *p, vector v) { *(loose_vector *)p = v; }
INLINE vector splat(float s) { return s - (vector){0}; }
INLINE words splat_word(uint32_t s) { return s - (words){0}; }
INLINE vector choose(integers mask, vector a, vector b) { return (vector)((mask & (integers)a) | (~mask & (integers)b)); }
INLINE vector smaller(vector a, vector b) { return choose(b < a, b, a); }
INLINE vector larger(vector a, vector b) { return choose(a < b, b, a); }

// a * b + c, rounded once where the target has such an instruction.
INLINE vector multiply_add(vector a, vector b, vector c) {
#if defined(__wasm_relaxed_simd__)
  return (vector)__builtin_wasm_relaxed_madd_f32x4(a, b, c);
#else
  return a * b + c;
#endif
}

// The last few values of a row that does not fill its vectors.
INLINE vector load_first(const float *p, int count, float fill) {
  float held[VECTOR_LANES];
  for (int i = 0; i < VECTOR_LANES; i++) held[i] = i < count ? p[i] : fill;
  return load(held);
}
INLINE void store_first(float *p, vector v, int count) {
  float held[VECTOR_LANES];
  store(held, v);
  for (int i = 0; i < count; i++) p[i] = held[i];
}

INLINE vector square_root(vector v) {
#if defined(__wasm__)
  return (vector)__builtin_wasm_sqrt_f32x4(v);
#elif defined(__AVX512F__)
  return (vector)_mm512_sqrt_ps((__m512)v);
#elif defined(__AVX__)
  return (vector)_mm256_sqrt_ps((__m256)v);
#elif defined(__x86_64__)
  return (vector)_mm_sqrt_ps((__m128)v);
#elif defined(__aarch64__)
  return (vector)vsqrtq_f32((float32x4_t)v);
#else
  for (int i = 0; i < VECTOR_LANES; i++) v[i] = __builtin_sqrtf(v[i]);
  return v;
#endif
}

// e^x to about 1e-7 relative, x clamped to what a float can hold: x = n ln 2 + r with |r| <= ln 2 / 2, a degree-6 polynomial
// in r (coefficients of Cephes' expf), and n added to the exponent bits. Adding 1.5 * 2^23 rounds to the nearest integer.
INLINE vector exponential(vector x) {
#if defined(__wasm__)
  x = (vector)__builtin_wasm_pmax_f32x4(__builtin_wasm_pmin_f32x4(x, splat(88.f)), splat(-87.f));
#else
  x = larger(smaller(x, splat(88.f)), splat(-87.f));
#endif
  const vector shifter = splat(12582912.f);
  const vector shifted = multiply_add(x, splat(1.44269504f), shifter);
  const vector n = shifted - shifter;
  const vector r = multiply_add(n, splat(2.12194440e-4f), multiply_add(n, splat(-0.693359375f), x));
  vector p = multiply_add(splat(1.9875691500e-4f), r, splat(1.3981999507e-3f));
  p = multiply_add(p, r, splat(8.3334519073e-3f));
  p = multiply_add(p, r, splat(4.1665795894e-2f));
  p = multiply_add(p, r, splat(1.6666665459e-1f));
  p = multiply_add(p, r, splat(5.0000001201e-1f));
  p = multiply_add(p, r * r, r + 1.f);
  return (vector)((integers)p + ((integers)shifted << 23));
}

INLINE vector sigmoid(vector x) {
  const vector e = exponential(x);
  return e / (1.f + e);
}
INLINE vector hyperbolic_tangent(vector x) { return 1.f - 2.f / (1.f + exponential(x + x)); }

// ln x for x >= 1, a sum of exponentials of which the largest is 1: mantissa in [sqrt 1/2, sqrt 2), Cephes' logf polynomial.
INLINE float natural_logarithm(float x) {
  union { float number; int32_t bits; } u = {x};
  if (!(x < 3.4e38f)) return x;
  int32_t exponent = (u.bits >> 23) - 126;
  u.bits = (u.bits & 0x007fffff) | 0x3f000000;
  float m = u.number;
  if (m < 0.707106781186547524f) { exponent -= 1; m = m + m - 1.f; } else m = m - 1.f;
  const float z = m * m;
  float y = 7.0376836292e-2f;
  y = y * m - 1.1514610310e-1f;
  y = y * m + 1.1676998740e-1f;
  y = y * m - 1.2420140846e-1f;
  y = y * m + 1.4249322787e-1f;
  y = y * m - 1.6668057665e-1f;
  y = y * m + 2.0000714765e-1f;
  y = y * m - 2.4999993993e-1f;
  y = y * m + 3.3333331174e-1f;
  y = y * m * z + (float)exponent * -2.12194440e-4f - 0.5f * z;
  return m + y + (float)exponent * 0.693359375f;
}
