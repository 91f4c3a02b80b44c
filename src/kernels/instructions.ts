/**
 * The instruction set that every implementation executes: a program is a list of instructions in the machine's memory,
 * and a whole training step is one program. Memory is counted in words of four bytes; a word holds a float or an integer,
 * and every argument below that names data is the word at which it starts.
 *
 * Sentences of a batch are packed, not padded: they are sorted by length, longest first, and laid out time-major without
 * gaps. `counts[t]` sentences have a token at time t; row r of a packed matrix is the r-th token in that order. A
 * matrix `[rows, width]` is row-major, `…Stride` words from one row to the next.
 */
export const INSTRUCTIONS = {
  /** Ends a program. */
  end: [],
  /** target = the panels that `multiply` reads, of source `[depth, columns]`, or of its transpose when source is `[columns, depth]`. */
  pack: ["source", "sourceStride", "depth", "columns", "transposed", "target"],
  /** c `[rows, columns]` = a `[rows, depth]` · packed `[depth, columns]` (+ bias `[columns]`, or + c itself: see `MULTIPLY_MODES`). */
  multiply: ["a", "aStride", "packed", "bias", "c", "cStride", "rows", "depth", "columns", "mode"],
  /** c `[rows, columns]` = transpose of a `[depth, rows]` · b `[depth, columns]`: the gradient of a weight matrix. */
  multiplyTransposed: ["a", "aStride", "b", "bStride", "c", "cStride", "rows", "depth", "columns"],
  /** target `[columns]` = sum over the rows of source: the gradient of a bias. */
  sumColumns: ["source", "sourceStride", "rows", "columns", "target"],
  /** target[r] = table[ids[r]], rows of `width` words: an embedding look-up. */
  gatherRows: ["table", "ids", "rows", "width", "target", "targetStride"],
  /** target[slots[r]] += source[r] after setting the `slotCount` rows of target to zero: its gradient, only for the rows used. */
  addRows: ["source", "sourceStride", "slots", "rows", "width", "target", "slotCount"],
  /** target[r, j] = dropout factor number ids[r] × width + j (see `dropout.ts`): factors to be used many times. */
  dropoutFactors: ["ids", "rows", "width", "key0", "key1", "threshold", "scale", "target"],
  /** target[r, j] = source[r, j] × that same factor; source and target may be one. */
  dropout: ["source", "sourceStride", "ids", "rows", "width", "key0", "key1", "threshold", "scale", "target", "targetStride"],
  /** target[r, j] = source[r, j] × factors[slots[r], j]: one mask for all tokens of a sentence. */
  scaleRows: ["source", "sourceStride", "factors", "slots", "rows", "width", "target", "targetStride"],
  /**
   * Both directions of an LSTM over packed sentences (Hochreiter & Schmidhuber 1997, forget gate of Gers et al. 2000;
   * gates in the order input, forget, cell, output). Each direction has a block of `LSTM_DIRECTION` integers; out
   * `[rows, 2 × units]` holds the forward half first.
   */
  lstmForward: ["steps", "counts", "rows", "inputs", "units", "x", "xStride", "out", "outStride", "forward", "backward"],
  /** Backpropagation through time: from dOut to the gradients of the pre-activations, which overwrite `gates`. */
  lstmBackward: ["steps", "counts", "rows", "units", "dOut", "dOutStride", "forward", "backward"],
  /** logits `[rows, tags]` become (softmax − one-hot) × weight × share; losses[r] = cross-entropy in nats × weight × share. */
  softmaxLoss: ["logits", "rows", "tags", "labels", "weights", "share", "losses"],
  /** target = the sum of `count` words, added in order in double precision. */
  sum: ["source", "count", "target"],
  /** The most probable tag of each row (the first among equals) and its softmax probability. */
  bestTag: ["logits", "rows", "tags", "best", "confidences"],
  /** Negative values become 0. */
  relu: ["x", "count"],
  /** gradient = 0 where y is 0. */
  reluGradient: ["y", "gradient", "count"],
  /** target[slot] = the maximum over the rows of that slot, `[slotCount, width]`; every slot has a row. */
  maxRows: ["source", "sourceStride", "slots", "rows", "width", "target", "slotCount"],
  /** target[r, j] = gradient[slots[r], j] where source[r, j] is the maximum (at every tie), else 0. */
  maxRowsGradient: ["source", "sourceStride", "maxima", "gradient", "slots", "rows", "width", "target", "targetStride"],
  /** Adam (Kingma & Ba 2015) on `count` parameters, epsilon outside the root; `rate` holds the bias corrections. */
  adam: ["parameters", "gradients", "first", "second", "count", "rate", "beta1", "beta2", "epsilon"],
  /**
   * Adam on a table `[rows, width]` of which only some rows have a gradient: gradients[slotOfRow[r]], or zero where
   * slotOfRow[r] is −1. `lazy` leaves rows without a gradient as they are, moments included.
   */
  adamRows: ["parameters", "gradients", "slotOfRow", "first", "second", "rows", "width", "lazy", "rate", "beta1", "beta2", "epsilon"],
  /** x = x × scale: decoupled weight decay, before Adam's own step (Loshchilov & Hutter 2019). */
  scale: ["x", "count", "scale"],
} as const;

/** What `multiply` does with c: overwrites it, adds to it, or starts from the bias. */
export const MULTIPLY_MODES = { set: 0, add: 1, bias: 2 } as const;

/** The integers that describe one direction to `lstmForward` and `lstmBackward`. */
export const LSTM_DIRECTION = [
  /** Packed kernel `[inputs, 4 × units]`. */
  "kernel",
  /** Packed recurrent kernel `[units, 4 × units]`. */
  "recurrent",
  /** Packed transpose of the recurrent kernel; read going back only. */
  "recurrentTransposed",
  /** `[4 × units]` */
  "bias",
  /** Factors on the hidden state on its way into the next step, `[sentences, units]` in packed order; 0 for none. */
  "recurrentFactors",
  /** `[rows, 4 × units]`: gate values after `lstmForward`, gradients of the pre-activations after `lstmBackward`. */
  "gates",
  /** Cell state `[rows, units]`. */
  "state",
  /** tanh of the cell state `[rows, units]`. */
  "squashed",
  /** The hidden state as it enters each row, `[rows, units]`: zero at a sentence's first step, after `recurrentFactors`. */
  "carried",
  /** Scratch `[sentences, units]` for `lstmBackward`: the cell state's gradient. */
  "stateGradient",
  /** Scratch `[sentences, units]` for `lstmBackward`: the hidden state's gradient. */
  "hiddenGradient",
] as const;

export type Operation = keyof typeof INSTRUCTIONS;
export type Arguments<O extends Operation> = { readonly [name in (typeof INSTRUCTIONS)[O][number]]: number };
export type LstmDirection = { readonly [name in (typeof LSTM_DIRECTION)[number]]: number };

export const OPERATIONS = Object.keys(INSTRUCTIONS) as Operation[];

/** Words of one instruction: its operation's number and its arguments, then unused ones. */
export const INSTRUCTION_WORDS = 16;

/** Arguments that are floats; all others are integers. */
export const FLOAT_ARGUMENTS: ReadonlySet<string> = new Set(["scale", "share", "rate", "beta1", "beta2", "epsilon"]);
