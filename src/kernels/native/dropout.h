// Counter-based dropout: the factor of a position is a function of two keys and the position (see ../dropout.ts).
#pragma once
#include "machine.h"

INLINE words finalize(words h) {
  h = (h ^ (h >> 16)) * 0x85ebca6bu;
  h = (h ^ (h >> 13)) * 0xc2b2ae35u;
  return h ^ (h >> 16);
}

typedef struct {
  uint32_t key0, key1, threshold;
  float scale;
} Mask;

INLINE vector factors_from(const Mask *mask, uint32_t first) {
  words index;
  for (int i = 0; i < VECTOR_LANES; i++) index[i] = first + (uint32_t)i;
  const words bits = finalize(finalize(index ^ mask->key0) ^ mask->key1);
  return choose((integers)(bits < splat_word(mask->threshold)), splat(0.f), splat(mask->scale));
}

// target = source × factors, or the factors alone where there is no source.
INLINE void drop_row(const Mask *mask, uint32_t first, const float *source, float *target, int width) {
  int j = 0;
  for (; j + VECTOR_LANES <= width; j += VECTOR_LANES) {
    const vector factors = factors_from(mask, first + (uint32_t)j);
    store(target + j, source ? load(source + j) * factors : factors);
  }
  if (j == width) return;
  const vector factors = factors_from(mask, first + (uint32_t)j);
  store_first(target + j, source ? load_first(source + j, width - j, 0.f) * factors : factors, width - j);
}

static void run_dropout_factors(const Call *call) {
  const Mask mask = {(uint32_t)NUMBER(DROPOUT_FACTORS_KEY0), (uint32_t)NUMBER(DROPOUT_FACTORS_KEY1),
                     (uint32_t)NUMBER(DROPOUT_FACTORS_THRESHOLD), REAL(DROPOUT_FACTORS_SCALE)};
  const int width = NUMBER(DROPOUT_FACTORS_WIDTH);
  const int32_t *ids = INTEGERS(DROPOUT_FACTORS_IDS);
  float *target = FLOATS(DROPOUT_FACTORS_TARGET);
  const Range share = share_of(call, NUMBER(DROPOUT_FACTORS_ROWS), 1);
  for (int r = share.first; r < share.last; r++)
    drop_row(&mask, (uint32_t)ids[r] * (uint32_t)width, 0, target + (int64_t)r * width, width);
}

static void run_dropout(const Call *call) {
  const Mask mask = {(uint32_t)NUMBER(DROPOUT_KEY0), (uint32_t)NUMBER(DROPOUT_KEY1), (uint32_t)NUMBER(DROPOUT_THRESHOLD),
                     REAL(DROPOUT_SCALE)};
  const int width = NUMBER(DROPOUT_WIDTH), stride = NUMBER(DROPOUT_SOURCE_STRIDE), target_stride = NUMBER(DROPOUT_TARGET_STRIDE);
  const int32_t *ids = INTEGERS(DROPOUT_IDS);
  const float *source = FLOATS(DROPOUT_SOURCE);
  float *target = FLOATS(DROPOUT_TARGET);
  const Range share = share_of(call, NUMBER(DROPOUT_ROWS), 1);
  for (int r = share.first; r < share.last; r++)
    drop_row(&mask, (uint32_t)ids[r] * (uint32_t)width, source + (int64_t)r * stride, target + (int64_t)r * target_stride, width);
}

static void run_scale_rows(const Call *call) {
  const int width = NUMBER(SCALE_ROWS_WIDTH), stride = NUMBER(SCALE_ROWS_SOURCE_STRIDE), target_stride = NUMBER(SCALE_ROWS_TARGET_STRIDE);
  const int32_t *slots = INTEGERS(SCALE_ROWS_SLOTS);
  const Range share = share_of(call, NUMBER(SCALE_ROWS_ROWS), 1);
  for (int r = share.first; r < share.last; r++) {
    const float *source = FLOATS(SCALE_ROWS_SOURCE) + (int64_t)r * stride;
    const float *factors = FLOATS(SCALE_ROWS_FACTORS) + (int64_t)slots[r] * width;
    float *target = FLOATS(SCALE_ROWS_TARGET) + (int64_t)r * target_stride;
    for (int j = 0; j < width; j++) target[j] = source[j] * factors[j];
  }
}
