// Matrix products over packed panels.
#pragma once
#include "pack.h"

// A factor of a product, and the panels that it meets.
typedef struct {
  const float *words;
  int row_stride, depth_stride, depth;
  const float *packed;
} Factor;

typedef struct {
  float *words;
  int stride, columns, mode;
  const float *bias;
} Product;

// Rows that are packed at a time, where the depth lets so many fit in a thread's scratch.
#define MOST_ROWS 128

// As many rows of this depth as fit in the scratch, in whole tiles.
INLINE int block_rows(int depth) {
  const int rows = depth * MOST_ROWS > SCRATCH_WORDS ? SCRATCH_WORDS / depth : MOST_ROWS;
  return rows / TILE_ROWS * TILE_ROWS;
}

// Packs `rows` rows of up to two factors tile after tile.
static void pack_block(const Factor *factors, int count, int first, int rows, float *target) {
  for (int row = 0; row < rows;) {
    const int height = next_tile(rows - row);
    for (int f = 0; f < count; f++) {
      const Factor *from = factors + f;
      pack_tile(height, from->words + (int64_t)(first + row) * from->row_stride, from->row_stride, from->depth_stride, from->depth, target);
      target += (int64_t)height * from->depth;
    }
    row += height;
  }
}

// A packed block of a against one panel of `columns` columns.
static void multiply_panel(const float *block, int rows, int depth, int columns, const Sweep *sweep, float *c) {
  for (int row = 0; row < rows;) {
    const int height = next_tile(rows - row);
    float *target = c + (int64_t)row * sweep->c_stride;
    if (columns == PANEL) run_tile(height, sweep, block, target);
    else run_narrow_tile(height, columns, sweep, block, target);
    block += (int64_t)height * depth;
    row += height;
  }
}

// The sweep over panel `number`; a factor's panels may be deeper than the part of them that is swept.
static Sweep sweep_of(const Factor *factors, int count, const int *panel_depths, int number, const Product *c) {
  const float *first = factors[0].packed + (int64_t)number * panel_words(panel_depths[0]), *end = first + panel_words(factors[0].depth);
  const float *bias = c->bias + number * PANEL;
  if (count == 1) return (Sweep){first, 0, 0, end, c->stride, c->mode, bias};
  const float *second = factors[1].packed + (int64_t)number * panel_words(panel_depths[1]);
  return (Sweep){first, end, second, second + panel_words(factors[1].depth), c->stride, c->mode, bias};
}

// Rows of a product whose factors have together at most the depth DEEPEST.
static void multiply_shallow(float *scratch, const Factor *factors, int count, const int *panel_depths, const Product *c, int rows) {
  const int depth = factors[0].depth + (count > 1 ? factors[1].depth : 0), most = block_rows(depth);
  for (int row = 0; row < rows; row += most) {
    const int height = rows - row < most ? rows - row : most;
    pack_block(factors, count, row, height, scratch);
    for (int n = 0; n < c->columns; n += PANEL) {
      const Sweep sweep = sweep_of(factors, count, panel_depths, n / PANEL, c);
      const int width = c->columns - n < PANEL ? c->columns - n : PANEL;
      multiply_panel(scratch, height, depth, width, &sweep, c->words + (int64_t)row * c->stride + n);
    }
  }
}

// `rows` rows of c = a · packed b; scratch holds SCRATCH_WORDS words.
static void multiply_rows(float *scratch, const Factor *a, const Product *c, int rows) {
  Product product = *c;
  for (int k = 0; k < a->depth; k += DEEPEST) {
    const int depth = a->depth - k < DEEPEST ? a->depth - k : DEEPEST;
    const Factor part = {a->words + (int64_t)k * a->depth_stride, a->row_stride, a->depth_stride, depth, a->packed + (int64_t)k * PANEL};
    multiply_shallow(scratch, &part, 1, &a->depth, &product, rows);
    product.mode = MULTIPLY_ADD;
  }
}

// c = a · packed b for two pairs of a and b added up, the sum of the first before that of the second.
static void multiply_both(float *scratch, const Factor *factors, const Product *c, int rows) {
  const int depths[2] = {factors[0].depth, factors[1].depth};
  // Of several panels none can end where the other matrix's of the same number begins.
  if (JOINED && c->columns > PANEL && depths[0] + depths[1] <= DEEPEST) {
    multiply_shallow(scratch, factors, 2, depths, c, rows);
    return;
  }
  Product added = *c;
  added.mode = MULTIPLY_ADD;
  multiply_rows(scratch, factors, c, rows);
  multiply_rows(scratch, factors + 1, &added, rows);
}

static void run_multiply(const Call *call) {
  const Range share = share_of(call, NUMBER(MULTIPLY_ROWS), TILE_ROWS);
  const int stride = NUMBER(MULTIPLY_A_STRIDE), c_stride = NUMBER(MULTIPLY_C_STRIDE);
  const Factor a = {FLOATS(MULTIPLY_A) + (int64_t)share.first * stride, stride, 1, NUMBER(MULTIPLY_DEPTH), FLOATS(MULTIPLY_PACKED)};
  const Product c = {FLOATS(MULTIPLY_C) + (int64_t)share.first * c_stride, c_stride, NUMBER(MULTIPLY_COLUMNS), NUMBER(MULTIPLY_MODE),
                     FLOATS(MULTIPLY_BIAS_)};
  multiply_rows(scratch_of(call), &a, &c, share.last - share.first);
}

// How deep a product with a transposed matrix goes at a time: MOST_ROWS rows of that depth fill the scratch.
#define TRANSPOSED_DEPTH (SCRATCH_WORDS / MOST_ROWS)

typedef struct {
  const float *words;
  int stride;
} Matrix;

// Part of a product: c in the given ranges of rows and columns += transposed a · b, of which `depth` rows are given.
static void add_transposed(float *scratch, Matrix a, Matrix b, const Product *c, int depth, Range rows, Range columns) {
  float panel[TRANSPOSED_DEPTH * PANEL];
  const Sweep sweep = {panel, 0, 0, panel + panel_words(depth), c->stride, c->mode, panel};
  const int most = block_rows(depth);
  for (int row = rows.first; row < rows.last; row += most) {
    const int height = rows.last - row < most ? rows.last - row : most;
    const Factor factor = {a.words, 1, a.stride, depth, panel};
    pack_block(&factor, 1, row, height, scratch);
    for (int n = columns.first; n < columns.last; n += PANEL) {
      const int width = columns.last - n < PANEL ? columns.last - n : PANEL;
      pack_columns(b.words + n, b.stride, 0, depth, width, panel);
      multiply_panel(scratch, height, depth, width, &sweep, c->words + (int64_t)row * c->stride + n);
    }
  }
}

static void run_multiply_transposed(const Call *call) {
  const int rows = NUMBER(MULTIPLY_TRANSPOSED_ROWS), columns = NUMBER(MULTIPLY_TRANSPOSED_COLUMNS);
  const int depth = NUMBER(MULTIPLY_TRANSPOSED_DEPTH), wide = columns >= rows;
  const Range own_rows = wide ? (Range){0, rows} : share_of(call, rows, TILE_ROWS);
  const Range own_columns = wide ? share_of(call, columns, PANEL) : (Range){0, columns};
  Matrix a = {FLOATS(MULTIPLY_TRANSPOSED_A), NUMBER(MULTIPLY_TRANSPOSED_A_STRIDE)};
  Matrix b = {FLOATS(MULTIPLY_TRANSPOSED_B), NUMBER(MULTIPLY_TRANSPOSED_B_STRIDE)};
  Product c = {FLOATS(MULTIPLY_TRANSPOSED_C), NUMBER(MULTIPLY_TRANSPOSED_C_STRIDE), columns, MULTIPLY_SET, 0};
  for (int k = 0; k < depth; k += TRANSPOSED_DEPTH) {
    add_transposed(scratch_of(call), a, b, &c, depth - k < TRANSPOSED_DEPTH ? depth - k : TRANSPOSED_DEPTH, own_rows, own_columns);
    a.words += (int64_t)TRANSPOSED_DEPTH * a.stride;
    b.words += (int64_t)TRANSPOSED_DEPTH * b.stride;
    c.mode = MULTIPLY_ADD;
  }
}
