// Matrix products over packed panels: a panel holds PANEL columns of b, one row after the other.
#pragma once
#include "machine.h"

#define PANEL (2 * VECTOR_LANES)
// Tiles of this height fill the vector registers: V8 leaves fifteen of sixteen, and each product needs one beside the sums.
#ifdef __wasm__
#define TILE_ROWS 5
#else
#define TILE_ROWS 6
#endif
// The part of a that is packed at a time; it stays in the second-level cache while the panels pass.
#define BLOCK_ROWS 96
#define BLOCK_DEPTH 256

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

// One value of a, in all lanes. LLVM folds no offset into this load and orders the loads so that V8 runs out of registers;
// written out, a tile's loop has no address arithmetic and reads each value where it is used.
#ifdef __wasm__
#define SPLAT_AT(target, pointer, row) \
  __asm__ volatile("local.get %1\n\tv128.load32_splat " OFFSET_##row "\n\tlocal.set %0" : "=r"(target) : "r"(pointer))
#define OFFSET_0 "0"
#define OFFSET_1 "4"
#define OFFSET_2 "8"
#define OFFSET_3 "12"
#define OFFSET_4 "16"
#define OFFSET_5 "20"
#else
#define SPLAT_AT(target, pointer, row) target = splat((pointer)[row])
#endif

#define UP_TO_1(EACH) EACH(0)
#define UP_TO_2(EACH) UP_TO_1(EACH) EACH(1)
#define UP_TO_3(EACH) UP_TO_2(EACH) EACH(2)
#define UP_TO_4(EACH) UP_TO_3(EACH) EACH(3)
#define UP_TO_5(EACH) UP_TO_4(EACH) EACH(4)
#define UP_TO_6(EACH) UP_TO_5(EACH) EACH(5)

#define LOAD_ROW(i)                    \
  sums[i][0] = load(c + i * c_stride); \
  sums[i][1] = load(c + i * c_stride + VECTOR_LANES);
#define BIAS_ROW(i)     \
  sums[i][0] = first;   \
  sums[i][1] = second;
#define ADD_ROW(i)              \
  SPLAT_AT(s, a, i);            \
  sums[i][0] = multiply_add(s, b0, sums[i][0]);         \
  sums[i][1] = multiply_add(s, b1, sums[i][1]);
#define STORE_ROW(i)                    \
  store(c + i * c_stride, sums[i][0]);  \
  store(c + i * c_stride + VECTOR_LANES, sums[i][1]);

// A tile of c: ROWS × PANEL sums over the depth, in the order of k whatever the tile's height; a is packed `[depth, ROWS]`.
#define TILE(ROWS)                                                                                                          \
  SEPARATE void tile_##ROWS(int depth, const float *a, const float *b, float *c, int c_stride, int mode, const float *bias) { \
    vector sums[ROWS][2], s;                                                                                                \
    if (mode == MULTIPLY_ADD) {                                                                                             \
      UP_TO_##ROWS(LOAD_ROW)                                                                                                \
    } else {                                                                                                                \
      const vector first = mode == MULTIPLY_BIAS ? load(bias) : splat(0.f);                                                 \
      const vector second = mode == MULTIPLY_BIAS ? load(bias + VECTOR_LANES) : splat(0.f);                                 \
      UP_TO_##ROWS(BIAS_ROW)                                                                                                \
    }                                                                                                                       \
    const float *end = b + (int64_t)depth * PANEL;                                                                          \
    ROLLED while (b != end) {                                                                                               \
      const vector b0 = load(b), b1 = load(b + VECTOR_LANES);                                                               \
      UP_TO_##ROWS(ADD_ROW)                                                                                                 \
      a += ROWS;                                                                                                            \
      b += PANEL;                                                                                                           \
    }                                                                                                                       \
    UP_TO_##ROWS(STORE_ROW)                                                                                                 \
  }

TILE(1)
TILE(2)
TILE(3)
TILE(4)
TILE(5)
#if TILE_ROWS == 6
TILE(6)
#endif

static void run_tile(int rows, int depth, const float *a, const float *b, float *c, int c_stride, int mode, const float *bias) {
  switch (rows) {
    case 1: tile_1(depth, a, b, c, c_stride, mode, bias); break;
    case 2: tile_2(depth, a, b, c, c_stride, mode, bias); break;
    case 3: tile_3(depth, a, b, c, c_stride, mode, bias); break;
    case 4: tile_4(depth, a, b, c, c_stride, mode, bias); break;
    case 5: tile_5(depth, a, b, c, c_stride, mode, bias); break;
#if TILE_ROWS == 6
    case 6: tile_6(depth, a, b, c, c_stride, mode, bias); break;
#endif
  }
}

// The next tile's height: full ones, and two even ones at the end rather than a full and a low one.
INLINE int next_tile(int remaining) {
  if (remaining <= TILE_ROWS) return remaining;
  return remaining < 2 * TILE_ROWS ? (remaining + 1) / 2 : TILE_ROWS;
}

// A tile of a panel that is wider than c: computed beside, and copied as far as c reaches.
SEPARATE void run_narrow_tile(int rows, int depth, const float *a, const float *b, float *c, int c_stride, int columns, int mode,
                              const float *bias) {
  float held[TILE_ROWS * PANEL], held_bias[PANEL];
  for (int n = 0; n < PANEL; n++) held_bias[n] = mode == MULTIPLY_BIAS && n < columns ? bias[n] : 0.f;
  for (int i = 0; i < rows; i++)
    for (int n = 0; n < PANEL; n++) held[i * PANEL + n] = mode == MULTIPLY_ADD && n < columns ? c[(int64_t)i * c_stride + n] : 0.f;
  run_tile(rows, depth, a, b, held, PANEL, mode, held_bias);
  for (int i = 0; i < rows; i++)
    for (int n = 0; n < columns; n++) c[(int64_t)i * c_stride + n] = held[i * PANEL + n];
}

// One tile of a as `[depth, height]`, value by value.
INLINE void pack_values(int height, const float *a, int row_stride, int depth_stride, int depth, float *target) {
  for (int k = 0; k < depth; k++)
    for (int i = 0; i < height; i++) target[k * height + i] = a[(int64_t)i * row_stride + (int64_t)k * depth_stride];
}

#ifdef __wasm__
// Rows that are contiguous in k, four by four values in registers; a fifth row goes along value by value.
INLINE void pack_four_rows(int height, const float *a, int stride, int depth, float *target) {
  int k = 0;
  for (; k + 4 <= depth; k += 4, target += 4 * height) {
    const float *from = a + k;
    const vector r0 = load(from), r1 = load(from + stride), r2 = load(from + 2 * stride), r3 = load(from + 3 * stride);
    const vector t0 = __builtin_shufflevector(r0, r1, 0, 4, 1, 5), t1 = __builtin_shufflevector(r0, r1, 2, 6, 3, 7);
    const vector t2 = __builtin_shufflevector(r2, r3, 0, 4, 1, 5), t3 = __builtin_shufflevector(r2, r3, 2, 6, 3, 7);
    store(target, __builtin_shufflevector(t0, t2, 0, 1, 4, 5));
    store(target + height, __builtin_shufflevector(t0, t2, 2, 3, 6, 7));
    store(target + 2 * height, __builtin_shufflevector(t1, t3, 0, 1, 4, 5));
    store(target + 3 * height, __builtin_shufflevector(t1, t3, 2, 3, 6, 7));
    if (height == 5)
      for (int j = 0; j < 4; j++) target[j * 5 + 4] = from[4 * stride + j];
  }
  pack_values(height, a + k, stride, 1, depth - k, target);
}
#define PACKED_BY_FOUR 1
#else
#define PACKED_BY_FOUR 0
#define pack_four_rows(height, a, stride, depth, target)
#endif

#define PACK_TILE(HEIGHT)                                                                                                      \
  SEPARATE void pack_tile_##HEIGHT(const float *a, int row_stride, int depth_stride, int depth, float *target) {               \
    if (PACKED_BY_FOUR && depth_stride == 1 && (HEIGHT == 4 || HEIGHT == 5)) pack_four_rows(HEIGHT, a, row_stride, depth, target); \
    else if (row_stride == 1) pack_values(HEIGHT, a, 1, depth_stride, depth, target);                                          \
    else pack_values(HEIGHT, a, row_stride, depth_stride, depth, target);                                                      \
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

// Packs `rows` rows of a tile after tile.
static void pack_block(const float *a, int row_stride, int depth_stride, int rows, int depth, float *target) {
  for (int row = 0; row < rows;) {
    const int height = next_tile(rows - row);
    pack_tile(height, a + (int64_t)row * row_stride, row_stride, depth_stride, depth, target);
    target += (int64_t)height * depth;
    row += height;
  }
}

// A packed block of a against one panel of `columns` columns.
static void multiply_panel(const float *block, int rows, int depth, const float *panel, float *c, int c_stride, int columns, int mode,
                           const float *bias) {
  for (int row = 0; row < rows;) {
    const int height = next_tile(rows - row);
    float *target = c + (int64_t)row * c_stride;
    if (columns == PANEL) run_tile(height, depth, block, panel, target, c_stride, mode, bias);
    else run_narrow_tile(height, depth, block, panel, target, c_stride, columns, mode, bias);
    block += (int64_t)height * depth;
    row += height;
  }
}

// c `[rows, columns]` = a · packed b, block by block; `scratch` holds BLOCK_ROWS × BLOCK_DEPTH words.
static void multiply_rows(float *scratch, const float *a, int stride, int depth, const float *packed, float *c, int c_stride, int columns,
                          int rows, int mode, const float *bias) {
  for (int row = 0; row < rows; row += BLOCK_ROWS) {
    const int height = rows - row < BLOCK_ROWS ? rows - row : BLOCK_ROWS;
    for (int k = 0; k < depth; k += BLOCK_DEPTH) {
      const int block = depth - k < BLOCK_DEPTH ? depth - k : BLOCK_DEPTH;
      pack_block(a + (int64_t)row * stride + k, stride, 1, height, block, scratch);
      for (int n = 0; n < columns; n += PANEL) {
        const int width = columns - n < PANEL ? columns - n : PANEL;
        const float *panel = packed + (int64_t)(n / PANEL) * panel_words(depth) + (int64_t)k * PANEL;
        multiply_panel(scratch, height, block, panel, c + (int64_t)row * c_stride + n, c_stride, width, k == 0 ? mode : MULTIPLY_ADD, bias + n);
      }
    }
  }
}

static void run_multiply(const Call *call) {
  const Range share = share_of(call, NUMBER(MULTIPLY_ROWS), TILE_ROWS);
  const int stride = NUMBER(MULTIPLY_A_STRIDE), c_stride = NUMBER(MULTIPLY_C_STRIDE);
  multiply_rows(scratch_of(call), FLOATS(MULTIPLY_A) + (int64_t)share.first * stride, stride, NUMBER(MULTIPLY_DEPTH), FLOATS(MULTIPLY_PACKED),
                FLOATS(MULTIPLY_C) + (int64_t)share.first * c_stride, c_stride, NUMBER(MULTIPLY_COLUMNS), share.last - share.first,
                NUMBER(MULTIPLY_MODE), FLOATS(MULTIPLY_BIAS_));
}

typedef struct {
  const float *words;
  int stride;
} Matrix;

// c in the given ranges of rows and columns = transposed a · b, block by block in the order of the depth.
static void multiply_transposed(float *scratch, Matrix a, Matrix b, float *c, int c_stride, int depth, Range rows, Range columns) {
  float panel[BLOCK_DEPTH * PANEL];
  for (int k = 0; k < depth; k += BLOCK_DEPTH) {
    const int block = depth - k < BLOCK_DEPTH ? depth - k : BLOCK_DEPTH;
    for (int row = rows.first; row < rows.last; row += BLOCK_ROWS) {
      const int height = rows.last - row < BLOCK_ROWS ? rows.last - row : BLOCK_ROWS;
      pack_block(a.words + (int64_t)k * a.stride + row, 1, a.stride, height, block, scratch);
      for (int n = columns.first; n < columns.last; n += PANEL) {
        const int width = columns.last - n < PANEL ? columns.last - n : PANEL;
        pack_columns(b.words + (int64_t)k * b.stride + n, b.stride, 0, block, width, panel);
        multiply_panel(scratch, height, block, panel, c + (int64_t)row * c_stride + n, c_stride, width, k == 0 ? MULTIPLY_SET : MULTIPLY_ADD, c);
      }
    }
  }
}

static void run_multiply_transposed(const Call *call) {
  const int rows = NUMBER(MULTIPLY_TRANSPOSED_ROWS), columns = NUMBER(MULTIPLY_TRANSPOSED_COLUMNS);
  const Range all_rows = {0, rows}, all_columns = {0, columns};
  const int wide = columns >= rows;
  const Matrix a = {FLOATS(MULTIPLY_TRANSPOSED_A), NUMBER(MULTIPLY_TRANSPOSED_A_STRIDE)};
  const Matrix b = {FLOATS(MULTIPLY_TRANSPOSED_B), NUMBER(MULTIPLY_TRANSPOSED_B_STRIDE)};
  multiply_transposed(scratch_of(call), a, b, FLOATS(MULTIPLY_TRANSPOSED_C), NUMBER(MULTIPLY_TRANSPOSED_C_STRIDE),
                      NUMBER(MULTIPLY_TRANSPOSED_DEPTH), wide ? all_rows : share_of(call, rows, TILE_ROWS),
                      wide ? share_of(call, columns, PANEL) : all_columns);
}
