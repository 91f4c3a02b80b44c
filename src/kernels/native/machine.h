// How an operation sees its arguments, its memory and its share of the work.
#pragma once
#include "instructions.h"
#include "vector.h"

typedef struct {
  unsigned char *base;
  const int32_t *instruction;
  int thread;
  int threads;
} Call;

INLINE float *floats_at(const Call *call, int32_t word) { return (float *)(call->base + (uintptr_t)(uint32_t)word * 4); }
INLINE int32_t *integers_at(const Call *call, int32_t word) { return (int32_t *)(call->base + (uintptr_t)(uint32_t)word * 4); }

#define NUMBER(argument) (call->instruction[argument])
#define FLOATS(argument) (floats_at(call, NUMBER(argument)))
#define INTEGERS(argument) (integers_at(call, NUMBER(argument)))
INLINE float real_argument(const Call *call, int argument) {
  union { int32_t bits; float number; } u = {call->instruction[argument]};
  return u.number;
}
#define REAL(argument) (real_argument(call, argument))

// Each thread's scratch within the reserved memory, behind the stacks (see ../machine.ts).
#define SCRATCH_START (1 << 18)
#define SCRATCH_WORDS (1 << 15)
INLINE float *scratch_of(const Call *call) { return floats_at(call, SCRATCH_START + call->thread * SCRATCH_WORDS); }

typedef struct { int first, last; } Range;

// This thread's part of `count` items, cut at multiples of `unit`. What is computed for one item never depends on the cut,
// so results are the same bits on any number of threads.
INLINE Range share_of(const Call *call, int count, int unit) {
  const int64_t units = (count + unit - 1) / unit;
  const int first = (int)(units * call->thread / call->threads) * unit;
  const int last = (int)(units * (call->thread + 1) / call->threads) * unit;
  return (Range){first < count ? first : count, last < count ? last : count};
}
