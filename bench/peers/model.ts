import type * as tf from "@tensorflow/tfjs";
import type { Batch } from "../../src/encoding/batches";
import { buildModel } from "../../src/models/build";
import type { Work, WorkBatch } from "./work";

/** nerbook's tagger of a work's shape, without dropout. */
export function modelOf({ shape }: Pick<Work, "shape">): tf.LayersModel {
  const data = { vocabulary: shape.vocabulary, tags: shape.tags, seed: 0 };
  const { embedding, units, hidden } = shape;
  if (!hidden) return buildModel("model2", data, { embedding, units: units[0]!, dropout: 0, recurrentDropout: 0, outputDropout: 0, masked: true });
  const none = { embeddingDropout: 0, lstmDropout: 0, recurrentDropout: 0, hiddenDropout: 0 };
  return buildModel("advanced", data, { embedding, units: [units[0]!, units[1]!], hidden, ...none, attention: false, masked: true });
}

/** A work's batch as nerbook's training takes it. */
export function batchOf({ rows, time, words, tags, lengths }: WorkBatch): Batch {
  const weights = new Float32Array(rows * time);
  lengths.forEach((length, row) => weights.fill(1, row * time, row * time + length));
  return { rows, time, words, tags, weights };
}
