// The interpreter of programs (see ../instructions.ts), one numeric source for WebAssembly and for the native addon.
// Every thread runs the same program; each operation takes its own share of the work and waits for the others.
#include "adam.h"
#include "dropout.h"
#include "loss.h"
#include "lstm.h"
#include "multiply.h"
#include "rows.h"
#ifndef __wasm__
#include <sched.h>
#endif

enum { DONE = 0, UNKNOWN_OPERATION = 2, WORKER_LOST = 3 };
// Words of the machine's reserved memory, each in a cache line of its own.
enum { ARRIVED = 16, GENERATION = 32, FAILED = 48 };
#define SPINS 20000
#define WAITS 60

// Sleeps until the generation moves on, at most a second at a time; a thread that never comes is a worker lost.
static int sleep_until_moved(int32_t *generation, int32_t seen, int32_t *failed) {
#ifdef __wasm__
  for (int waits = 0; waits < WAITS; waits++) {
    __builtin_wasm_memory_atomic_wait32(generation, seen, 1000000000LL);
    if (__atomic_load_n(failed, __ATOMIC_SEQ_CST)) return WORKER_LOST;
    if (__atomic_load_n(generation, __ATOMIC_SEQ_CST) != seen) return DONE;
  }
  __atomic_store_n(failed, 1, __ATOMIC_SEQ_CST);
  return WORKER_LOST;
#else
  (void)failed;
  while (__atomic_load_n(generation, __ATOMIC_ACQUIRE) == seen) sched_yield();
  return DONE;
#endif
}

static int wait_for_others(int32_t *control, int threads) {
  if (threads == 1) return DONE;
  int32_t *generation = control + GENERATION, *arrived = control + ARRIVED, *failed = control + FAILED;
  const int32_t seen = __atomic_load_n(generation, __ATOMIC_SEQ_CST);
  if (__atomic_add_fetch(arrived, 1, __ATOMIC_SEQ_CST) == threads) {
    __atomic_store_n(arrived, 0, __ATOMIC_SEQ_CST);
    __atomic_store_n(generation, seen + 1, __ATOMIC_SEQ_CST);
#ifdef __wasm__
    __builtin_wasm_memory_atomic_notify(generation, 64);
#endif
    return DONE;
  }
  for (int spin = 0; spin < SPINS; spin++)
    if (__atomic_load_n(generation, __ATOMIC_ACQUIRE) != seen) return DONE;
  return sleep_until_moved(generation, seen, failed);
}

static int run_operation(const Call *call) {
  switch (call->instruction[0]) {
    case OPERATION_PACK: run_pack(call); return DONE;
    case OPERATION_MULTIPLY: run_multiply(call); return DONE;
    case OPERATION_MULTIPLY_TRANSPOSED: run_multiply_transposed(call); return DONE;
    case OPERATION_SUM_COLUMNS: run_sum_columns(call); return DONE;
    case OPERATION_GATHER_ROWS: run_gather_rows(call); return DONE;
    case OPERATION_ADD_ROWS: run_add_rows(call); return DONE;
    case OPERATION_DROPOUT_FACTORS: run_dropout_factors(call); return DONE;
    case OPERATION_DROPOUT: run_dropout(call); return DONE;
    case OPERATION_SCALE_ROWS: run_scale_rows(call); return DONE;
    case OPERATION_LSTM_FORWARD: run_lstm_forward(call); return DONE;
    case OPERATION_LSTM_BACKWARD: run_lstm_backward(call); return DONE;
    case OPERATION_SOFTMAX_LOSS: run_softmax_loss(call); return DONE;
    case OPERATION_SUM: run_sum(call); return DONE;
    case OPERATION_BEST_TAG: run_best_tag(call); return DONE;
    case OPERATION_RELU: run_relu(call); return DONE;
    case OPERATION_RELU_GRADIENT: run_relu_gradient(call); return DONE;
    case OPERATION_MAX_ROWS: run_max_rows(call); return DONE;
    case OPERATION_MAX_ROWS_GRADIENT: run_max_rows_gradient(call); return DONE;
    case OPERATION_ADAM: run_adam(call); return DONE;
    case OPERATION_ADAM_ROWS: run_adam_rows(call); return DONE;
    case OPERATION_SCALE: run_scale(call); return DONE;
    default: return UNKNOWN_OPERATION;
  }
}

// Executes the program that starts at word `program` of the machine's memory; 0 when all went well.
__attribute__((visibility("default"))) int nerbook_run(unsigned char *base, int program, int thread, int threads) {
  Call call = {base, 0, thread, threads};
  int32_t *control = integers_at(&call, 0);
  call.instruction = integers_at(&call, program);
  // Whether another instruction follows is read before the others are met: behind the last meeting the program is the caller's.
  for (int last = call.instruction[0] == OPERATION_END; !last; call.instruction += INSTRUCTION_WORDS) {
    const int failure = run_operation(&call);
    if (failure) return failure;
    last = call.instruction[INSTRUCTION_WORDS] == OPERATION_END;
    const int lost = wait_for_others(control, threads);
    if (lost) return lost;
  }
  return DONE;
}
