import * as tf from "@tensorflow/tfjs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startBackend } from "../../src/backend/choose";
import { packParameters, unpackParameters } from "../../src/kernels/tensorflow/cudnn-lstm";

test.before(async () => {
  await startBackend();
});

test("cuDNN's parameters hold each gate's matrices transposed, then two biases of which the first is zero", () => {
  const kernel = tf.tensor2d([[1, 2, 3, 4], [5, 6, 7, 8]]);
  const recurrent = tf.tensor2d([[9, 10, 11, 12]]);
  const packed = packParameters({ kernel, recurrent, bias: tf.tensor1d([13, 14, 15, 16]) });
  assert.equal([...packed.dataSync()], [1, 5, 2, 6, 3, 7, 4, 8, 9, 10, 11, 12, 0, 0, 0, 0, 13, 14, 15, 16]);
});

test("unpacking undoes packing", () => {
  const weights = { kernel: tf.randomUniform([3, 8], -1, 1, "float32", 1), recurrent: tf.randomUniform([2, 8], -1, 1, "float32", 2), bias: tf.randomUniform([8], -1, 1, "float32", 3) };
  const back = unpackParameters(packParameters(weights), 3, 2);
  for (const name of ["kernel", "recurrent", "bias"] as const) assert.equal(back[name].arraySync(), weights[name].arraySync());
});

test.run();
