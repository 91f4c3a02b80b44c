// How matrices are laid out for tiles: b in panels of PANEL columns, one row after the other, and a tile by tile.
#pragma once
#include "machine.h"
#include "tile.h"

// How deep a is packed at a time: the block stays in the second-level cache while the panels pass, a panel of that depth and
// one tile in the first. Wider vectors have wider panels.
#ifdef __wasm__
#define DEEPEST 512
#else
#define DEEPEST 256
#endif

INLINE int panel_words(int depth) { return depth * PANEL; }

SEPARATE void pack_panel(const float *source, int row_stride, int column_stride, int depth, int columns, float *target) {
  for (int k = 0; k < depth; k++) {
    const float *row = source + (int64_t)k * row_stride;
    for (int n = 0; n < PANEL; n++) target[n] = n < columns ? row[(int64_t)n * column_stride] : 0.f;
    target += PANEL;
  }
}

SEPARATE void pack_full_panel(const float *source, int stride, int depth, float *target) {
  for (int k = 0; k < depth; k++) {
    store(target, load(source));
    store(target + VECTOR_LANES, load(source + VECTOR_LANES));
    source += stride;
    target += PANEL;
  }
}

static void pack_columns(const float *source, int stride, int transposed, int depth, int columns, float *target) {
  if (transposed) pack_panel(source, 1, stride, depth, columns, target);
  else if (columns == PANEL) pack_full_panel(source, stride, depth, target);
  else pack_panel(source, stride, 1, depth, columns, target);
}

static void run_pack(const Call *call) {
  const int depth = NUMBER(PACK_DEPTH), columns = NUMBER(PACK_COLUMNS), stride = NUMBER(PACK_SOURCE_STRIDE);
  const int transposed = NUMBER(PACK_TRANSPOSED);
  const float *source = FLOATS(PACK_SOURCE);
  const Range share = share_of(call, columns, PANEL);
  for (int n = share.first; n < share.last; n += PANEL) {
    const int width = columns - n < PANEL ? columns - n : PANEL;
    const float *from = source + (transposed ? (int64_t)n * stride : n);
    pack_columns(from, stride, transposed, depth, width, FLOATS(PACK_TARGET) + (int64_t)(n / PANEL) * panel_words(depth));
  }
}

// The next tile's height: as few tiles as the rest allows, as even as they can be.
INLINE int next_tile(int remaining) {
  if (remaining >= 6 * TILE_ROWS) return TILE_ROWS;
  const int tiles = (remaining + TILE_ROWS - 1) / TILE_ROWS;
  return (remaining + tiles - 1) / tiles;
}

// Four and two values, whatever the width of a vector.
typedef float quad __attribute__((vector_size(16)));
typedef double pairs __attribute__((vector_size(16)));
typedef quad loose_quad __attribute__((aligned(4), may_alias));
typedef double loose_pair __attribute__((aligned(4), may_alias));

INLINE quad load_quad(const float *p) { return *(const loose_quad *)p; }
INLINE void store_quad(float *p, quad v) { *(loose_quad *)p = v; }

// One tile of a as `[depth, height]`, value by value.
INLINE void pack_values(int height, const float *a, int row_stride, int depth_stride, int depth, float *target) {
  for (int k = 0; k < depth; k++)
    for (int i = 0; i < height; i++) target[k * height + i] = a[(int64_t)i * row_stride + (int64_t)k * depth_stride];
}

// Two rows by four values, at two places within each tile row of `height`.
INLINE void pack_two_rows(int height, const float *a, int stride, float *target) {
  const quad r0 = load_quad(a), r1 = load_quad(a + stride);
  const pairs low = (pairs)__builtin_shufflevector(r0, r1, 0, 4, 1, 5), high = (pairs)__builtin_shufflevector(r0, r1, 2, 6, 3, 7);
  *(loose_pair *)target = low[0];
  *(loose_pair *)(target + height) = low[1];
  *(loose_pair *)(target + 2 * height) = high[0];
  *(loose_pair *)(target + 3 * height) = high[1];
}

INLINE void pack_four_rows(int height, const float *a, int stride, float *target) {
  const quad r0 = load_quad(a), r1 = load_quad(a + stride), r2 = load_quad(a + 2 * stride), r3 = load_quad(a + 3 * stride);
  const quad t0 = __builtin_shufflevector(r0, r1, 0, 4, 1, 5), t1 = __builtin_shufflevector(r0, r1, 2, 6, 3, 7);
  const quad t2 = __builtin_shufflevector(r2, r3, 0, 4, 1, 5), t3 = __builtin_shufflevector(r2, r3, 2, 6, 3, 7);
  store_quad(target, __builtin_shufflevector(t0, t2, 0, 1, 4, 5));
  store_quad(target + height, __builtin_shufflevector(t0, t2, 2, 3, 6, 7));
  store_quad(target + 2 * height, __builtin_shufflevector(t1, t3, 0, 1, 4, 5));
  store_quad(target + 3 * height, __builtin_shufflevector(t1, t3, 2, 3, 6, 7));
}

// Rows that are contiguous in k: four values of every row at a time, transposed in registers.
INLINE void pack_long_rows(int height, const float *a, int stride, int depth, float *target) {
  int k = 0;
  for (; k + 4 <= depth; k += 4, target += 4 * height) {
    pack_four_rows(height, a + k, stride, target);
    if (height == 6) pack_two_rows(height, a + k + 4 * stride, stride, target + 4);
    if (height == 5)
      for (int j = 0; j < 4; j++) target[j * 5 + 4] = a[k + 4 * stride + j];
  }
  pack_values(height, a + k, stride, 1, depth - k, target);
}

// Rows that lie side by side, so that a tile row is contiguous.
INLINE void pack_beside(int height, const float *a, int depth_stride, int depth, float *target) {
  for (int k = 0; k < depth; k++, a += depth_stride, target += height) {
    const quad first = load_quad(a);
    if (height == 6) *(loose_pair *)(target + 4) = *(const loose_pair *)(a + 4);
    if (height == 5) target[4] = a[4];
    store_quad(target, first);
  }
}

#define PACK_TILE(HEIGHT)                                                                                          \
  SEPARATE void pack_tile_##HEIGHT(const float *a, int row_stride, int depth_stride, int depth, float *target) {   \
    if (HEIGHT >= 4 && depth_stride == 1) pack_long_rows(HEIGHT, a, row_stride, depth, target);                    \
    else if (HEIGHT >= 4 && row_stride == 1) pack_beside(HEIGHT, a, depth_stride, depth, target);                  \
    else pack_values(HEIGHT, a, row_stride, depth_stride, depth, target);                                          \
  }
PACK_TILE(1)
PACK_TILE(2)
PACK_TILE(3)
PACK_TILE(4)
PACK_TILE(5)
PACK_TILE(6)

static void pack_tile(int height, const float *a, int row_stride, int depth_stride, int depth, float *target) {
  switch (height) {
    case 1: pack_tile_1(a, row_stride, depth_stride, depth, target); break;
    case 2: pack_tile_2(a, row_stride, depth_stride, depth, target); break;
    case 3: pack_tile_3(a, row_stride, depth_stride, depth, target); break;
    case 4: pack_tile_4(a, row_stride, depth_stride, depth, target); break;
    case 5: pack_tile_5(a, row_stride, depth_stride, depth, target); break;
    case 6: pack_tile_6(a, row_stride, depth_stride, depth, target); break;
  }
}
