import { test } from "uvu";
import * as assert from "uvu/assert";
import * as tf from "@tensorflow/tfjs";
import { startBackend } from "../../src/backend/choose";

test.before(async () => {
  await startBackend();
});

test("the chosen backend is the active one and says why", async () => {
  const backend = await startBackend();
  assert.ok(["wasm", "tensorflow", "cpu"].includes(tf.getBackend()));
  assert.ok(backend.reason.length > 10);
});

test("rows are gathered in order, repeats allowed", () => {
  const table = tf.tensor2d([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  assert.equal([...tf.gather(table, tf.tensor1d([2, 0, 2], "int32")).dataSync()], [5, 6, 1, 2, 5, 6]);
});

test("an embedding's gradient sums the rows of each word", () => {
  const table = tf.tensor2d([
    [1, 1],
    [1, 1],
    [1, 1],
  ]);
  const gradient = tf.grad((x) =>
    tf
      .gather(
        x as tf.Tensor2D,
        tf.tensor2d(
          [
            [2, 0],
            [2, 2],
          ],
          [2, 2],
          "int32",
        ),
      )
      .mul(
        tf.tensor3d([
          [
            [1, 2],
            [3, 4],
          ],
          [
            [5, 6],
            [7, 8],
          ],
        ]),
      ),
  )(table);
  assert.equal([...gradient.dataSync()], [3, 4, 0, 0, 13, 16]);
});

test.run();
