// Softmax, cross-entropy, rectifier.
#pragma once
#include "machine.h"

INLINE float row_maximum(const float *row, int count) {
  float largest = row[0];
  for (int i = 1; i < count; i++) largest = row[i] > largest ? row[i] : largest;
  return largest;
}

// row becomes e^(row − largest); returns the sum, added in order.
INLINE float exponentials(float *row, int count, float largest) {
  int i = 0;
  for (; i + VECTOR_LANES <= count; i += VECTOR_LANES) store(row + i, exponential(load(row + i) - largest));
  if (i < count) store_first(row + i, exponential(load_first(row + i, count - i, largest) - largest), count - i);
  float sum = 0.f;
  for (i = 0; i < count; i++) sum += row[i];
  return sum;
}

static void run_softmax_loss(const Call *call) {
  const int tags = NUMBER(SOFTMAX_LOSS_TAGS);
  const float share_of_row = REAL(SOFTMAX_LOSS_SHARE);
  const int32_t *labels = INTEGERS(SOFTMAX_LOSS_LABELS);
  const float *weights = FLOATS(SOFTMAX_LOSS_WEIGHTS);
  float *losses = FLOATS(SOFTMAX_LOSS_LOSSES);
  const Range share = share_of(call, NUMBER(SOFTMAX_LOSS_ROWS), 1);
  for (int r = share.first; r < share.last; r++) {
    float *row = FLOATS(SOFTMAX_LOSS_LOGITS) + (int64_t)r * tags;
    const float weight = weights[r] * share_of_row;
    const float largest = row_maximum(row, tags), gold = row[labels[r]];
    const float sum = exponentials(row, tags, largest);
    losses[r] = (natural_logarithm(sum) + (largest - gold)) * weight;
    const float factor = weight / sum;
    for (int i = 0; i < tags; i++) row[i] *= factor;
    row[labels[r]] -= weight;
  }
}

static void run_sum(const Call *call) {
  if (call->thread != 0) return;
  const float *source = FLOATS(SUM_SOURCE);
  double sum = 0;
  for (int i = 0; i < NUMBER(SUM_COUNT); i++) sum += source[i];
  *FLOATS(SUM_TARGET) = (float)sum;
}

static void run_best_tag(const Call *call) {
  const int tags = NUMBER(BEST_TAG_TAGS);
  const Range share = share_of(call, NUMBER(BEST_TAG_ROWS), 1);
  for (int r = share.first; r < share.last; r++) {
    float *row = FLOATS(BEST_TAG_LOGITS) + (int64_t)r * tags;
    int best = 0;
    for (int i = 1; i < tags; i++) if (row[i] > row[best]) best = i;
    INTEGERS(BEST_TAG_BEST)[r] = best;
    FLOATS(BEST_TAG_CONFIDENCES)[r] = 1.f / exponentials(row, tags, row[best]);
  }
}

static void run_relu(const Call *call) {
  float *x = FLOATS(RELU_X);
  const Range share = share_of(call, NUMBER(RELU_COUNT), VECTOR_LANES);
  for (int i = share.first; i < share.last; i++) x[i] = x[i] < 0.f ? 0.f : x[i];
}

static void run_relu_gradient(const Call *call) {
  const float *y = FLOATS(RELU_GRADIENT_Y);
  float *gradient = FLOATS(RELU_GRADIENT_GRADIENT);
  const Range share = share_of(call, NUMBER(RELU_GRADIENT_COUNT), VECTOR_LANES);
  for (int i = share.first; i < share.last; i++) gradient[i] = y[i] > 0.f ? gradient[i] : 0.f;
}
