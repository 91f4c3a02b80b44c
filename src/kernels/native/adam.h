// Adam (Kingma & Ba 2015), one pass over parameters and both moments.
#pragma once
#include "machine.h"

typedef struct { float rate, beta1, beta2, epsilon; } Rates;

INLINE vector adam_step(vector p, vector g, vector *first, vector *second, const Rates *rates) {
  *first = *first + (g - *first) * (1.f - rates->beta1);
  *second = *second + (g * g - *second) * (1.f - rates->beta2);
  return p - *first * rates->rate / (square_root(*second) + rates->epsilon);
}

// `gradients` may be absent, which counts as zeros.
INLINE void adam_span(float *p, const float *g, float *first, float *second, int count, const Rates *rates) {
  int i = 0;
  for (; i + VECTOR_LANES <= count; i += VECTOR_LANES) {
    vector m = load(first + i), v = load(second + i);
    store(p + i, adam_step(load(p + i), g ? load(g + i) : splat(0.f), &m, &v, rates));
    store(first + i, m);
    store(second + i, v);
  }
  const int rest = count - i;
  if (rest == 0) return;
  vector m = load_first(first + i, rest, 0.f), v = load_first(second + i, rest, 0.f);
  store_first(p + i, adam_step(load_first(p + i, rest, 0.f), g ? load_first(g + i, rest, 0.f) : splat(0.f), &m, &v, rates), rest);
  store_first(first + i, m, rest);
  store_first(second + i, v, rest);
}

static void run_adam(const Call *call) {
  const Rates rates = {REAL(ADAM_RATE), REAL(ADAM_BETA1), REAL(ADAM_BETA2), REAL(ADAM_EPSILON)};
  const Range share = share_of(call, NUMBER(ADAM_COUNT), VECTOR_LANES);
  adam_span(FLOATS(ADAM_PARAMETERS) + share.first, FLOATS(ADAM_GRADIENTS) + share.first, FLOATS(ADAM_FIRST) + share.first,
            FLOATS(ADAM_SECOND) + share.first, share.last - share.first, &rates);
}

static void run_scale(const Call *call) {
  float *x = FLOATS(SCALE_X);
  const float factor = REAL(SCALE_SCALE);
  const Range share = share_of(call, NUMBER(SCALE_COUNT), VECTOR_LANES);
  for (int i = share.first; i < share.last; i++) x[i] *= factor;
}

static void run_adam_rows(const Call *call) {
  const Rates rates = {REAL(ADAM_ROWS_RATE), REAL(ADAM_ROWS_BETA1), REAL(ADAM_ROWS_BETA2), REAL(ADAM_ROWS_EPSILON)};
  const int width = NUMBER(ADAM_ROWS_WIDTH), lazy = NUMBER(ADAM_ROWS_LAZY);
  float *parameters = FLOATS(ADAM_ROWS_PARAMETERS), *first = FLOATS(ADAM_ROWS_FIRST), *second = FLOATS(ADAM_ROWS_SECOND);
  const float *gradients = FLOATS(ADAM_ROWS_GRADIENTS);
  const int32_t *slots = INTEGERS(ADAM_ROWS_SLOT_OF_ROW);
  const Range share = share_of(call, NUMBER(ADAM_ROWS_ROWS), 1);
  for (int r = share.first; r < share.last;) {
    const int64_t at = (int64_t)r * width;
    if (slots[r] >= 0) {
      adam_span(parameters + at, gradients + (int64_t)slots[r] * width, first + at, second + at, width, &rates);
      r++;
      continue;
    }
    int end = r + 1;
    while (end < share.last && slots[end] < 0 && end - r < 256) end++;
    if (!lazy) adam_span(parameters + at, 0, first + at, second + at, (end - r) * width, &rates);
    r = end;
  }
}
