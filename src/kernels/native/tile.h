// Tiles of a matrix product: what stays in registers while the depth passes.
#pragma once
#include "machine.h"

#define PANEL (2 * VECTOR_LANES)
#if defined(__wasm__) && !defined(__wasm_relaxed_simd__)
#define PLAIN_WASM
#endif
// Sums of a full tile leave room for two vectors of b and one value of a, and without a fused multiply-add for a product.
#ifdef PLAIN_WASM
#define TILE_ROWS 5
#else
#define TILE_ROWS 6
#endif

// What all tiles of one panel share. Packed b may lie in two pieces, b to seam and resumed to end: an input and a hidden state
// times their two matrices are one sum, which so never leaves the registers. Without a seam, that is an address nothing has.
// No piece is empty, and the second must not end where the first begins.
typedef struct {
  const float *b, *seam, *resumed, *end;
  int c_stride, mode;
  const float *bias;
} Sweep;

// Without a fused multiply-add a tile's loop is bound by its number of instructions, so it does without the seam's two.
#ifdef PLAIN_WASM
#define JOINED 0
#define SEAM_OF(sweep)
#define PASS_SEAM(b)
#else
#define JOINED 1
#define SEAM_OF(sweep) const float *seam = sweep->seam, *resumed = sweep->resumed;
#define PASS_SEAM(b) b = b == seam ? resumed : b;
#endif

// LLVM folds no offset into these loads and orders them so that V8 runs out of registers; written out, a tile's loop has no
// address arithmetic and reads each value where it is used. V8 spills the sums when this loop is unrolled, or a do-while.
#ifdef __wasm__
#define SPLAT_AT(target, pointer, row) \
  __asm__ volatile("local.get %1\n\tv128.load32_splat " OFFSET_##row "\n\tlocal.set %0" : "=r"(target) : "r"(pointer))
#define OFFSET_0 "0"
#define OFFSET_1 "4"
#define OFFSET_2 "8"
#define OFFSET_3 "12"
#define OFFSET_4 "16"
#define OFFSET_5 "20"
#define LOAD_PAIR(first, second, pointer)                                                            \
  __asm__ volatile("local.get %1\n\tv128.load 0\n\tlocal.set %0" : "=r"(first) : "r"(pointer));      \
  __asm__ volatile("local.get %1\n\tv128.load 16\n\tlocal.set %0" : "=r"(second) : "r"(pointer))
#else
#define SPLAT_AT(target, pointer, row) target = splat((pointer)[row])
#define LOAD_PAIR(first, second, pointer) first = load(pointer), second = load((pointer) + VECTOR_LANES)
#endif

#define UP_TO_1(EACH) EACH(0)
#define UP_TO_2(EACH) UP_TO_1(EACH) EACH(1)
#define UP_TO_3(EACH) UP_TO_2(EACH) EACH(2)
#define UP_TO_4(EACH) UP_TO_3(EACH) EACH(3)
#define UP_TO_5(EACH) UP_TO_4(EACH) EACH(4)
#define UP_TO_6(EACH) UP_TO_5(EACH) EACH(5)

#define LOAD_ROW(i)                           \
  sums[i][0] = load(c + (int64_t)i * stride); \
  sums[i][1] = load(c + (int64_t)i * stride + VECTOR_LANES);
#define BIAS_ROW(i)   \
  sums[i][0] = first; \
  sums[i][1] = second;
#define ADD_ROW(i)                              \
  SPLAT_AT(s, a, i);                            \
  sums[i][0] = multiply_add(s, b0, sums[i][0]); \
  sums[i][1] = multiply_add(s, b1, sums[i][1]);
#define STORE_ROW(i)                          \
  store(c + (int64_t)i * stride, sums[i][0]); \
  store(c + (int64_t)i * stride + VECTOR_LANES, sums[i][1]);

// A tile of c: ROWS × PANEL sums over the depth, in the order of k whatever the tile's height; a is packed `[depth, ROWS]`.
#define TILE(ROWS)                                                                             \
  SEPARATE void tile_##ROWS(const Sweep *sweep, const float *a, float *c) {                    \
    const int stride = sweep->c_stride;                                                        \
    vector sums[ROWS][2], s;                                                                   \
    if (sweep->mode == MULTIPLY_ADD) {                                                         \
      UP_TO_##ROWS(LOAD_ROW)                                                                   \
    } else {                                                                                   \
      const int biased = sweep->mode == MULTIPLY_BIAS;                                         \
      const vector first = biased ? load(sweep->bias) : splat(0.f);                            \
      const vector second = biased ? load(sweep->bias + VECTOR_LANES) : splat(0.f);            \
      UP_TO_##ROWS(BIAS_ROW)                                                                   \
    }                                                                                          \
    SEAM_OF(sweep)                                                                             \
    const float *b = sweep->b, *end = sweep->end;                                              \
    ROLLED while (b != end) {                                                                  \
      vector b0, b1;                                                                           \
      LOAD_PAIR(b0, b1, b);                                                                    \
      UP_TO_##ROWS(ADD_ROW)                                                                    \
      a += ROWS;                                                                               \
      b += PANEL;                                                                              \
      PASS_SEAM(b)                                                                             \
    }                                                                                          \
    UP_TO_##ROWS(STORE_ROW)                                                                    \
  }

TILE(1)
TILE(2)
TILE(3)
TILE(4)
TILE(5)
#if TILE_ROWS == 6
TILE(6)
#endif

#define LOAD_HALF_ROW(i) sums[i] = load(c + (int64_t)i * stride);
#define BIAS_HALF_ROW(i) sums[i] = first;
#define ADD_HALF_ROW(i) \
  SPLAT_AT(s, a, i);    \
  sums[i] = multiply_add(s, b0, sums[i]);
#define STORE_HALF_ROW(i) store(c + (int64_t)i * stride, sums[i]);

// The same for the last panel of a matrix when at most half of its columns are used.
#define HALF_TILE(ROWS)                                                                        \
  SEPARATE void half_tile_##ROWS(const Sweep *sweep, const float *a, float *c) {               \
    const int stride = sweep->c_stride;                                                        \
    vector sums[ROWS], s;                                                                      \
    if (sweep->mode == MULTIPLY_ADD) {                                                         \
      UP_TO_##ROWS(LOAD_HALF_ROW)                                                              \
    } else {                                                                                   \
      const vector first = sweep->mode == MULTIPLY_BIAS ? load(sweep->bias) : splat(0.f);      \
      UP_TO_##ROWS(BIAS_HALF_ROW)                                                              \
    }                                                                                          \
    SEAM_OF(sweep)                                                                             \
    const float *b = sweep->b, *end = sweep->end;                                              \
    ROLLED while (b != end) {                                                                  \
      const vector b0 = load(b);                                                               \
      UP_TO_##ROWS(ADD_HALF_ROW)                                                               \
      a += ROWS;                                                                               \
      b += PANEL;                                                                              \
      PASS_SEAM(b)                                                                             \
    }                                                                                          \
    UP_TO_##ROWS(STORE_HALF_ROW)                                                               \
  }

HALF_TILE(1)
HALF_TILE(2)
HALF_TILE(3)
HALF_TILE(4)
HALF_TILE(5)
#if TILE_ROWS == 6
HALF_TILE(6)
#endif

INLINE void run_tile(int rows, const Sweep *sweep, const float *a, float *c) {
  switch (rows) {
    case 1: tile_1(sweep, a, c); break;
    case 2: tile_2(sweep, a, c); break;
    case 3: tile_3(sweep, a, c); break;
    case 4: tile_4(sweep, a, c); break;
    case 5: tile_5(sweep, a, c); break;
#if TILE_ROWS == 6
    case 6: tile_6(sweep, a, c); break;
#endif
  }
}

INLINE void run_half_tile(int rows, const Sweep *sweep, const float *a, float *c) {
  switch (rows) {
    case 1: half_tile_1(sweep, a, c); break;
    case 2: half_tile_2(sweep, a, c); break;
    case 3: half_tile_3(sweep, a, c); break;
    case 4: half_tile_4(sweep, a, c); break;
    case 5: half_tile_5(sweep, a, c); break;
#if TILE_ROWS == 6
    case 6: half_tile_6(sweep, a, c); break;
#endif
  }
}

// A tile of a panel that is wider than c: computed beside where c ends within a vector, and copied as far as c reaches.
SEPARATE void run_narrow_tile(int rows, int columns, const Sweep *sweep, const float *a, float *c) {
  if (columns == VECTOR_LANES) {
    run_half_tile(rows, sweep, a, c);
    return;
  }
  float held[TILE_ROWS * PANEL], held_bias[PANEL];
  const int stride = sweep->c_stride, add = sweep->mode == MULTIPLY_ADD, biased = sweep->mode == MULTIPLY_BIAS;
  for (int n = 0; n < PANEL; n++) held_bias[n] = biased && n < columns ? sweep->bias[n] : 0.f;
  for (int i = 0; i < rows; i++)
    for (int n = 0; n < PANEL; n++) held[i * PANEL + n] = add && n < columns ? c[(int64_t)i * stride + n] : 0.f;
  Sweep beside = *sweep;
  beside.c_stride = PANEL;
  beside.bias = held_bias;
  if (columns < VECTOR_LANES) run_half_tile(rows, &beside, a, held);
  else run_tile(rows, &beside, a, held);
  for (int i = 0; i < rows; i++)
    for (int n = 0; n < columns; n++) c[(int64_t)i * stride + n] = held[i * PANEL + n];
}
