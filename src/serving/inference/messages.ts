import type { RuntimeChoice } from "./settings";

/** What the service tells a worker thread. */
export type Order =
  | { readonly kind: "load"; readonly id: number; readonly version: string; readonly folder: string; readonly runtime: RuntimeChoice }
  | { readonly kind: "unload"; readonly version: string }
  /** Sentences one after the other; `lengths` says where each ends. */
  | { readonly kind: "tag"; readonly id: number; readonly version: string; readonly words: Int32Array; readonly lengths: Int32Array };

/** What computes a model in a worker. */
export interface Computing {
  /** Such as `addon (AVX-512)` or `ONNX Runtime 1.30.0`. */
  readonly runtime: string;
  /** Why it is not ONNX Runtime, where that is installed and was tried in vain. */
  readonly fallback?: string;
}

/** What a worker thread answers. */
export type Report =
  | { readonly kind: "loaded"; readonly id: number; readonly computing: Computing }
  | { readonly kind: "tagged"; readonly id: number; readonly tags: Int32Array; readonly confidences: Float32Array; readonly milliseconds: number }
  | { readonly kind: "failed"; readonly id: number; readonly message: string };

/** Tag ids and their probabilities, one each a token, sentences one after the other. */
export interface TaggedBatch {
  readonly tags: Int32Array;
  readonly confidences: Float32Array;
  /** What the model itself took. */
  readonly milliseconds: number;
}
