// Rows by index and column sums.
#pragma once
#include "machine.h"

INLINE void copy_row(const float *source, float *target, int width) {
  int j = 0;
  for (; j + VECTOR_LANES <= width; j += VECTOR_LANES) store(target + j, load(source + j));
  for (; j < width; j++) target[j] = source[j];
}

INLINE void add_row(const float *source, float *target, int width) {
  int j = 0;
  for (; j + VECTOR_LANES <= width; j += VECTOR_LANES) store(target + j, load(target + j) + load(source + j));
  for (; j < width; j++) target[j] += source[j];
}

INLINE void zero_row(float *target, int width) {
  int j = 0;
  for (; j + VECTOR_LANES <= width; j += VECTOR_LANES) store(target + j, splat(0.f));
  for (; j < width; j++) target[j] = 0.f;
}

static void run_sum_columns(const Call *call) {
  const int rows = NUMBER(SUM_COLUMNS_ROWS), stride = NUMBER(SUM_COLUMNS_SOURCE_STRIDE);
  const Range share = share_of(call, NUMBER(SUM_COLUMNS_COLUMNS), VECTOR_LANES);
  const int width = share.last - share.first;
  const float *source = FLOATS(SUM_COLUMNS_SOURCE) + share.first;
  float *target = FLOATS(SUM_COLUMNS_TARGET) + share.first;
  zero_row(target, width);
  for (int r = 0; r < rows; r++) add_row(source + (int64_t)r * stride, target, width);
}

static void run_gather_rows(const Call *call) {
  const int width = NUMBER(GATHER_ROWS_WIDTH), stride = NUMBER(GATHER_ROWS_TARGET_STRIDE);
  const float *table = FLOATS(GATHER_ROWS_TABLE);
  const int32_t *ids = INTEGERS(GATHER_ROWS_IDS);
  float *target = FLOATS(GATHER_ROWS_TARGET);
  const Range share = share_of(call, NUMBER(GATHER_ROWS_ROWS), 1);
  for (int r = share.first; r < share.last; r++) copy_row(table + (int64_t)ids[r] * width, target + (int64_t)r * stride, width);
}

// Every thread reads all rows and adds those of its own slots, so that each slot's sum has the order of the rows.
static void run_add_rows(const Call *call) {
  const int width = NUMBER(ADD_ROWS_WIDTH), rows = NUMBER(ADD_ROWS_ROWS), stride = NUMBER(ADD_ROWS_SOURCE_STRIDE);
  const float *source = FLOATS(ADD_ROWS_SOURCE);
  const int32_t *slots = INTEGERS(ADD_ROWS_SLOTS);
  float *target = FLOATS(ADD_ROWS_TARGET);
  const Range share = share_of(call, NUMBER(ADD_ROWS_SLOT_COUNT), 1);
  for (int s = share.first; s < share.last; s++) zero_row(target + (int64_t)s * width, width);
  for (int r = 0; r < rows; r++) {
    const int slot = slots[r];
    if (slot >= share.first && slot < share.last) add_row(source + (int64_t)r * stride, target + (int64_t)slot * width, width);
  }
}

static void run_max_rows(const Call *call) {
  const int width = NUMBER(MAX_ROWS_WIDTH), rows = NUMBER(MAX_ROWS_ROWS), stride = NUMBER(MAX_ROWS_SOURCE_STRIDE);
  const float *source = FLOATS(MAX_ROWS_SOURCE);
  const int32_t *slots = INTEGERS(MAX_ROWS_SLOTS);
  float *target = FLOATS(MAX_ROWS_TARGET);
  const Range share = share_of(call, NUMBER(MAX_ROWS_SLOT_COUNT), 1);
  for (int64_t i = (int64_t)share.first * width; i < (int64_t)share.last * width; i++) target[i] = -__builtin_inff();
  for (int r = 0; r < rows; r++) {
    if (slots[r] < share.first || slots[r] >= share.last) continue;
    const float *row = source + (int64_t)r * stride;
    float *maxima = target + (int64_t)slots[r] * width;
    for (int j = 0; j < width; j++) maxima[j] = row[j] > maxima[j] ? row[j] : maxima[j];
  }
}

static void run_max_rows_gradient(const Call *call) {
  const int width = NUMBER(MAX_ROWS_GRADIENT_WIDTH);
  const int stride = NUMBER(MAX_ROWS_GRADIENT_SOURCE_STRIDE), target_stride = NUMBER(MAX_ROWS_GRADIENT_TARGET_STRIDE);
  const int32_t *slots = INTEGERS(MAX_ROWS_GRADIENT_SLOTS);
  const Range share = share_of(call, NUMBER(MAX_ROWS_GRADIENT_ROWS), 1);
  for (int r = share.first; r < share.last; r++) {
    const float *row = FLOATS(MAX_ROWS_GRADIENT_SOURCE) + (int64_t)r * stride;
    const float *maxima = FLOATS(MAX_ROWS_GRADIENT_MAXIMA) + (int64_t)slots[r] * width;
    const float *gradient = FLOATS(MAX_ROWS_GRADIENT_GRADIENT) + (int64_t)slots[r] * width;
    float *target = FLOATS(MAX_ROWS_GRADIENT_TARGET) + (int64_t)r * target_stride;
    for (int j = 0; j < width; j++) target[j] = row[j] == maxima[j] ? gradient[j] : 0.f;
  }
}
