// A bidirectional LSTM over packed sentences, forward and backward through time.
#pragma once
#include "multiply.h"
#include "rows.h"

typedef struct {
  int units, reversed;
  const float *kernel, *recurrent, *recurrent_transposed, *bias, *factors;
  float *gates, *state, *squashed, *carried, *state_gradient, *hidden_gradient, *scratch;
} Direction;

static Direction direction_at(const Call *call, int argument, int units, int reversed) {
  const int32_t *d = INTEGERS(argument);
#define AT(field) floats_at(call, d[field])
  return (Direction){units, reversed, AT(DIRECTION_KERNEL), AT(DIRECTION_RECURRENT), AT(DIRECTION_RECURRENT_TRANSPOSED),
                     AT(DIRECTION_BIAS), d[DIRECTION_RECURRENT_FACTORS] ? AT(DIRECTION_RECURRENT_FACTORS) : 0, AT(DIRECTION_GATES),
                     AT(DIRECTION_STATE), AT(DIRECTION_SQUASHED), AT(DIRECTION_CARRIED), AT(DIRECTION_STATE_GRADIENT),
                     AT(DIRECTION_HIDDEN_GRADIENT), scratch_of(call)};
#undef AT
}

// Where a time step stands: its rows, and how many of its sentences have a step before (or after) it in the walking order.
typedef struct { int offset, count, before_offset, before, after_offset, after; } Step;

static Step step_at(const int32_t *counts, int steps, int time, int offset, int reversed) {
  const int count = counts[time];
  const int earlier = time > 0 ? counts[time - 1] : 0, later = time + 1 < steps ? counts[time + 1] : 0;
  const int earlier_offset = offset - earlier, later_offset = offset + count;
  // A sentence that reaches this time was there at the one before, so min(count, earlier) = count.
  const int with_earlier = time > 0 ? count : 0;
  if (reversed) return (Step){offset, count, later_offset, later, earlier_offset, with_earlier};
  return (Step){offset, count, earlier_offset, with_earlier, later_offset, later};
}

INLINE Range clipped(Range sentences, int count) {
  return (Range){sentences.first < count ? sentences.first : count, sentences.last < count ? sentences.last : count};
}

#define GET(p) (whole ? load(p) : load_first(p, rest, 0.f))
#define PUT(p, v) (whole ? store(p, v) : store_first(p, v, rest))

// One row's gates and cell state from its pre-activations; `before` is the cell state that enters, where one does.
INLINE void gate_values(float *z, int units, int continued, const float *before, float *state, int j, int rest) {
  const int whole = rest >= VECTOR_LANES;
  const vector i = sigmoid(GET(z + j)), f = sigmoid(GET(z + units + j));
  const vector g = hyperbolic_tangent(GET(z + 2 * units + j)), o = sigmoid(GET(z + 3 * units + j));
  PUT(z + j, i);
  PUT(z + units + j, f);
  PUT(z + 2 * units + j, g);
  PUT(z + 3 * units + j, o);
  PUT(state + j, continued ? multiply_add(f, GET(before + j), i * g) : i * g);
}

INLINE void hidden_values(const float *output_gate, const float *state, float *squashed, float *out, int j, int rest) {
  const int whole = rest >= VECTOR_LANES;
  const vector t = hyperbolic_tangent(GET(state + j));
  PUT(squashed + j, t);
  PUT(out + j, GET(output_gate + j) * t);
}

SEPARATE void first_gates(float *z, int units, float *state) {
  int j = 0;
  for (; j + VECTOR_LANES <= units; j += VECTOR_LANES) gate_values(z, units, 0, 0, state, j, VECTOR_LANES);
  if (j < units) gate_values(z, units, 0, 0, state, j, units - j);
}

SEPARATE void continued_gates(float *z, int units, const float *before, float *state) {
  int j = 0;
  for (; j + VECTOR_LANES <= units; j += VECTOR_LANES) gate_values(z, units, 1, before, state, j, VECTOR_LANES);
  if (j < units) gate_values(z, units, 1, before, state, j, units - j);
}

SEPARATE void hidden_row(const float *output_gate, int units, const float *state, float *squashed, float *out) {
  int j = 0;
  for (; j + VECTOR_LANES <= units; j += VECTOR_LANES) hidden_values(output_gate, state, squashed, out, j, VECTOR_LANES);
  if (j < units) hidden_values(output_gate, state, squashed, out, j, units - j);
}

// In two passes: with one exponential behind the other in a single loop, the processor would mostly wait.
static void forward_row(float *z, int units, const float *before, float *state, float *squashed, float *out) {
  if (before) continued_gates(z, units, before, state);
  else first_gates(z, units, state);
  hidden_row(z + 3 * units, units, state, squashed, out);
}

static void carry(const Direction *d, const Step *step, Range sentences, const float *out, int stride) {
  const int units = d->units;
  for (int b = sentences.first; b < sentences.last && b < step->after; b++) {
    const float *hidden = out + (int64_t)(step->offset + b) * stride;
    float *carried = d->carried + (int64_t)(step->after_offset + b) * units;
    if (!d->factors) copy_row(hidden, carried, units);
    else for (int j = 0; j < units; j++) carried[j] = hidden[j] * d->factors[(int64_t)b * units + j];
  }
}

typedef struct { const float *x; int stride, inputs; float *out; int out_stride; } Data;

// Pre-activations: rows that go on get their input and hidden state in one sweep, those that start have no hidden state.
static void multiply_inputs(const Direction *d, const Data *data, const Step *step, float *gates, Range all, Range continued) {
  const int units = d->units, width = 4 * units;
  const float *x = data->x + (int64_t)step->offset * data->stride, *carried = d->carried + (int64_t)step->offset * units;
  const Factor factors[2] = {{x + (int64_t)all.first * data->stride, data->stride, 1, data->inputs, d->kernel},
                             {carried + (int64_t)all.first * units, units, 1, units, d->recurrent}};
  Product product = {gates + (int64_t)all.first * width, width, width, MULTIPLY_BIAS, d->bias};
  multiply_both(d->scratch, factors, &product, continued.last - continued.first);
  const int starting = continued.last > all.first ? continued.last : all.first;
  const Factor fresh = {x + (int64_t)starting * data->stride, data->stride, 1, data->inputs, d->kernel};
  product.words = gates + (int64_t)starting * width;
  multiply_rows(d->scratch, &fresh, &product, all.last - starting);
}

static void forward_step(const Direction *d, const Data *data, const Step *step, Range sentences) {
  const int units = d->units, width = 4 * units;
  const Range all = clipped(sentences, step->count), continued = clipped(sentences, step->before);
  float *gates = d->gates + (int64_t)step->offset * width;
  multiply_inputs(d, data, step, gates, all, continued);
  for (int b = all.first; b < all.last; b++) {
    const int64_t row = step->offset + b;
    if (b >= step->before) zero_row(d->carried + row * units, units);
    forward_row(gates + (int64_t)b * width, units, b < step->before ? d->state + (int64_t)(step->before_offset + b) * units : 0,
                d->state + row * units, d->squashed + row * units, data->out + row * data->out_stride);
  }
  carry(d, step, sentences, data->out, data->out_stride);
}

static void forward_direction(const Call *call, const Direction *d, const Data *data, Range sentences) {
  const int steps = NUMBER(LSTM_FORWARD_STEPS);
  const int32_t *counts = INTEGERS(LSTM_FORWARD_COUNTS);
  int offset = d->reversed ? NUMBER(LSTM_FORWARD_ROWS) : 0;
  for (int s = 0; s < steps; s++) {
    const int time = d->reversed ? steps - 1 - s : s;
    if (d->reversed) offset -= counts[time];
    const Step step = step_at(counts, steps, time, offset, d->reversed);
    forward_step(d, data, &step, sentences);
    if (!d->reversed) offset += counts[time];
  }
}

// One task is one direction of one part of the sentences: with two threads each has a direction, with more the batch is cut too.
typedef struct { int reversed; Range sentences; } Task;

INLINE int task_count(int threads) { return 2 * ((threads + 1) / 2); }

INLINE Task task_at(int task, int threads, int sentences) {
  const int parts = (threads + 1) / 2, part = task / 2;
  return (Task){task % 2, {sentences * part / parts, sentences * (part + 1) / parts}};
}

static void run_lstm_forward(const Call *call) {
  const int units = NUMBER(LSTM_FORWARD_UNITS), sentences = NUMBER(LSTM_FORWARD_STEPS) ? INTEGERS(LSTM_FORWARD_COUNTS)[0] : 0;
  for (int t = call->thread; t < task_count(call->threads); t += call->threads) {
    const Task task = task_at(t, call->threads, sentences);
    const Direction d = direction_at(call, task.reversed ? LSTM_FORWARD_BACKWARD : LSTM_FORWARD_FORWARD, units, task.reversed);
    const Data data = {FLOATS(LSTM_FORWARD_X), NUMBER(LSTM_FORWARD_X_STRIDE), NUMBER(LSTM_FORWARD_INPUTS),
                       FLOATS(LSTM_FORWARD_OUT) + (task.reversed ? units : 0), NUMBER(LSTM_FORWARD_OUT_STRIDE)};
    forward_direction(call, &d, &data, task.sentences);
  }
}

typedef struct { const float *before, *squashed, *out_gradient, *hidden_gradient; float *state_gradient; } Traces;

// One row's gradients of the pre-activations, from those of its hidden state and of the cell state of the step behind it.
INLINE void gate_gradients(float *z, int units, const Traces *t, int continued, int j, int rest) {
  const int whole = rest >= VECTOR_LANES;
  const vector i = GET(z + j), f = GET(z + units + j), g = GET(z + 2 * units + j), o = GET(z + 3 * units + j);
  const vector squashed = GET(t->squashed + j);
  vector hidden = GET(t->out_gradient + j);
  if (continued) hidden += GET(t->hidden_gradient + j);
  vector state = hidden * o * (1.f - squashed * squashed);
  if (continued) state += GET(t->state_gradient + j);
  const vector before = t->before ? GET(t->before + j) : splat(0.f);
  PUT(z + j, state * g * i * (1.f - i));
  PUT(z + units + j, state * before * f * (1.f - f));
  PUT(z + 2 * units + j, state * i * (1.f - g * g));
  PUT(z + 3 * units + j, hidden * squashed * o * (1.f - o));
  PUT(t->state_gradient + j, state * f);
#undef GET
#undef PUT
}

SEPARATE void backward_row(float *z, int units, const Traces *t, int continued) {
  int j = 0;
  for (; j + VECTOR_LANES <= units; j += VECTOR_LANES) gate_gradients(z, units, t, continued, j, VECTOR_LANES);
  if (j < units) gate_gradients(z, units, t, continued, j, units - j);
}

static void backward_step(const Direction *d, const float *out_gradient, int stride, const Step *step, Range sentences) {
  const int units = d->units, width = 4 * units;
  const Range all = clipped(sentences, step->count), continued = clipped(sentences, step->before);
  float *gates = d->gates + (int64_t)step->offset * width;
  for (int b = all.first; b < all.last; b++) {
    const int64_t row = step->offset + b;
    const Traces traces = {b < step->before ? d->state + (int64_t)(step->before_offset + b) * units : 0, d->squashed + row * units,
                           out_gradient + row * stride, d->hidden_gradient + (int64_t)b * units,
                           d->state_gradient + (int64_t)b * units};
    backward_row(gates + (int64_t)b * width, units, &traces, b < step->after);
  }
  const Factor gradients = {gates + (int64_t)all.first * width, width, 1, width, d->recurrent_transposed};
  const Product hidden = {d->hidden_gradient + (int64_t)all.first * units, units, units, MULTIPLY_SET, d->bias};
  multiply_rows(d->scratch, &gradients, &hidden, continued.last - continued.first);
  if (!d->factors) return;
  for (int64_t i = (int64_t)continued.first * units; i < (int64_t)continued.last * units; i++) d->hidden_gradient[i] *= d->factors[i];
}

static void backward_direction(const Call *call, const Direction *d, Range sentences) {
  const int steps = NUMBER(LSTM_BACKWARD_STEPS), stride = NUMBER(LSTM_BACKWARD_D_OUT_STRIDE);
  const int32_t *counts = INTEGERS(LSTM_BACKWARD_COUNTS);
  const float *out_gradient = FLOATS(LSTM_BACKWARD_D_OUT) + (d->reversed ? d->units : 0);
  int offset = d->reversed ? 0 : NUMBER(LSTM_BACKWARD_ROWS);
  for (int s = 0; s < steps; s++) {
    const int time = d->reversed ? s : steps - 1 - s;
    if (!d->reversed) offset -= counts[time];
    const Step step = step_at(counts, steps, time, offset, d->reversed);
    backward_step(d, out_gradient, stride, &step, sentences);
    if (d->reversed) offset += counts[time];
  }
}

static void run_lstm_backward(const Call *call) {
  const int units = NUMBER(LSTM_BACKWARD_UNITS), sentences = NUMBER(LSTM_BACKWARD_STEPS) ? INTEGERS(LSTM_BACKWARD_COUNTS)[0] : 0;
  for (int t = call->thread; t < task_count(call->threads); t += call->threads) {
    const Task task = task_at(t, call->threads, sentences);
    const Direction d = direction_at(call, task.reversed ? LSTM_BACKWARD_BACKWARD : LSTM_BACKWARD_FORWARD, units, task.reversed);
    backward_direction(call, &d, task.sentences);
  }
}
