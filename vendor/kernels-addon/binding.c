// The kernels as a Node-API addon: programs run on the calling thread beside threads that sleep between programs.
#include <node_api.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>

typedef int Run(unsigned char *base, int program, int thread, int threads);
#define VARIANT(name) extern Run nerbook_run_##name;
#ifdef HAS_AVX512
VARIANT(avx512)
#endif
#ifdef HAS_AVX2
VARIANT(avx2)
#endif
#ifdef HAS_SSE4
VARIANT(sse4)
#endif
#ifdef HAS_BASELINE
VARIANT(baseline)
#endif

typedef struct {
  const char *name;
  Run *run;
} Variant;

enum { MAXIMUM_VARIANTS = 3 };

// Those that this processor and its operating system know, the widest first; returns how many.
static int usable_variants(Variant *usable) {
  int count = 0;
#ifdef HAS_AVX512
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl"))
    usable[count++] = (Variant){"AVX-512", nerbook_run_avx512};
#endif
#ifdef HAS_AVX2
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) usable[count++] = (Variant){"AVX2", nerbook_run_avx2};
#endif
#ifdef HAS_SSE4
  if (__builtin_cpu_supports("sse4.2")) usable[count++] = (Variant){"SSE4.2", nerbook_run_sse4};
#endif
#ifdef HAS_BASELINE
  usable[count++] = (Variant){BASELINE, nerbook_run_baseline};
#endif
  return count;
}

enum { MAXIMUM_THREADS = 16 };
// How often a thread looks before it sleeps: some twenty microseconds, which bridge the gap between two programs of one step.
#define SPINS 2000

typedef struct Pool Pool;
typedef struct {
  Pool *pool;
  int thread;
} Seat;

struct Pool {
  Run *run;
  int threads, started, stopping;
  unsigned char *base;
  int program;
  // Moves on with every program; `busy` is how many threads have not finished it.
  int32_t generation, busy, sleeping;
  pthread_mutex_t lock;
  pthread_cond_t moved;
  pthread_t handles[MAXIMUM_THREADS];
  Seat seats[MAXIMUM_THREADS];
};

static inline void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static int32_t generation_of(Pool *pool) { return __atomic_load_n(&pool->generation, __ATOMIC_SEQ_CST); }

static void wait_for_program(Pool *pool, int32_t seen) {
  for (int spin = 0; spin < SPINS; spin++) {
    if (generation_of(pool) != seen) return;
    pause_briefly();
  }
  pthread_mutex_lock(&pool->lock);
  __atomic_add_fetch(&pool->sleeping, 1, __ATOMIC_SEQ_CST);
  while (generation_of(pool) == seen) pthread_cond_wait(&pool->moved, &pool->lock);
  __atomic_sub_fetch(&pool->sleeping, 1, __ATOMIC_SEQ_CST);
  pthread_mutex_unlock(&pool->lock);
}

// Whoever counts itself as sleeping looks at the generation once more, so that one of the two sees the other.
static void announce(Pool *pool) {
  __atomic_add_fetch(&pool->generation, 1, __ATOMIC_SEQ_CST);
  if (__atomic_load_n(&pool->sleeping, __ATOMIC_SEQ_CST) == 0) return;
  pthread_mutex_lock(&pool->lock);
  pthread_cond_broadcast(&pool->moved);
  pthread_mutex_unlock(&pool->lock);
}

static void *work(void *given) {
  const Seat *seat = given;
  Pool *pool = seat->pool;
  for (int32_t seen = 0;; seen++) {
    wait_for_program(pool, seen);
    if (pool->stopping) return 0;
    pool->run(pool->base, pool->program, seat->thread, pool->threads);
    __atomic_sub_fetch(&pool->busy, 1, __ATOMIC_SEQ_CST);
  }
}

// Behind this no thread touches the memory, which is then the caller's to grow or to give back.
static void wait_until_idle(Pool *pool) {
  for (int spin = 0; __atomic_load_n(&pool->busy, __ATOMIC_SEQ_CST) > 0; spin++) {
    if (spin < SPINS) pause_briefly();
    else sched_yield();
  }
}

static void stop_threads(Pool *pool) {
  if (pool->started == 0) return;
  pool->stopping = 1;
  announce(pool);
  for (int i = 1; i <= pool->started; i++) pthread_join(pool->handles[i], 0);
  pool->started = 0;
}

// Signals are for Node's own threads, so they are blocked while these inherit the mask.
static int start_threads(Pool *pool) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int failed = 0;
  for (int i = 1; i < pool->threads && !failed; i++) {
    pool->seats[i] = (Seat){pool, i};
    failed = pthread_create(&pool->handles[i], 0, work, &pool->seats[i]);
    if (!failed) pool->started++;
  }
  pthread_sigmask(SIG_SETMASK, &before, 0);
  return failed;
}

static int run_program(Pool *pool, unsigned char *base, int program) {
  pool->base = base;
  pool->program = program;
  if (pool->threads > 1) {
    __atomic_store_n(&pool->busy, pool->threads - 1, __ATOMIC_SEQ_CST);
    announce(pool);
  }
  const int failure = pool->run(base, program, 0, pool->threads);
  wait_until_idle(pool);
  return failure;
}

static void free_pool(Pool *pool) {
  stop_threads(pool);
  pthread_cond_destroy(&pool->moved);
  pthread_mutex_destroy(&pool->lock);
  free(pool);
}

static Pool *make_pool(int threads, Run *run) {
  Pool *pool = calloc(1, sizeof(Pool));
  if (!pool) return 0;
  pool->run = run;
  pool->threads = threads;
  pthread_mutex_init(&pool->lock, 0);
  pthread_cond_init(&pool->moved, 0);
  if (start_threads(pool) == 0) return pool;
  free_pool(pool);
  return 0;
}

// From here on what Node calls. Arguments are checked in ../../src/kernels/addon/machine.ts.
static void finalize(napi_env env, void *pool, void *hint) {
  (void)env;
  (void)hint;
  free_pool(pool);
}

static napi_value open_pool(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value given[2], result = 0;
  int32_t threads = 0, chosen = -1;
  Variant usable[MAXIMUM_VARIANTS];
  napi_get_cb_info(env, info, &count, given, 0, 0);
  napi_get_value_int32(env, given[0], &threads);
  napi_get_value_int32(env, given[1], &chosen);
  const int known = threads >= 1 && threads <= MAXIMUM_THREADS && chosen >= 0 && chosen < usable_variants(usable);
  Pool *pool = known ? make_pool(threads, usable[chosen].run) : 0;
  if (!pool) napi_throw_error(env, 0, "its threads could not be started");
  else if (napi_create_external(env, pool, finalize, 0, &result) != napi_ok) free_pool(pool);
  return result;
}

static napi_value run_in_pool(napi_env env, napi_callback_info info) {
  size_t count = 3;
  napi_value given[3], result = 0;
  void *pool = 0, *memory = 0;
  int32_t program = 0;
  napi_get_cb_info(env, info, &count, given, 0, 0);
  if (napi_get_value_external(env, given[0], &pool) != napi_ok) return 0;
  if (napi_get_typedarray_info(env, given[1], 0, 0, &memory, 0, 0) != napi_ok) return 0;
  napi_get_value_int32(env, given[2], &program);
  napi_create_int32(env, run_program(pool, memory, program), &result);
  return result;
}

// The pool itself is freed with its handle.
static napi_value close_pool(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value given;
  void *pool = 0;
  napi_get_cb_info(env, info, &count, &given, 0, 0);
  if (napi_get_value_external(env, given, &pool) == napi_ok) stop_threads(pool);
  return 0;
}

static void set_function(napi_env env, napi_value exports, const char *name, napi_callback callback) {
  napi_value function;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, 0, &function);
  napi_set_named_property(env, exports, name, function);
}

static napi_value text(napi_env env, const char *given) {
  napi_value value;
  napi_create_string_utf8(env, given, NAPI_AUTO_LENGTH, &value);
  return value;
}

NAPI_MODULE_INIT() {
  Variant usable[MAXIMUM_VARIANTS];
  const int count = usable_variants(usable);
  napi_value names;
  napi_create_array(env, &names);
  for (int i = 0; i < count; i++) napi_set_element(env, names, i, text(env, usable[i].name));
  napi_set_named_property(env, exports, "instructionSets", names);
  napi_set_named_property(env, exports, "sources", text(env, SOURCES));
  set_function(env, exports, "open", open_pool);
  set_function(env, exports, "run", run_in_pool);
  set_function(env, exports, "close", close_pool);
  return exports;
}
