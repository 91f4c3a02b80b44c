import * as tf from "@tensorflow/tfjs";

/** Labels of one batch: tag ids `[batch, time]` (sparse), or one-hot rows `[batch, time, tags]` (categorical). */
export type Labels = tf.Tensor2D | tf.Tensor3D;

function oneHotRows(labels: Labels, tags: number): tf.Tensor2D {
  const rows = labels.rank === 3 ? labels : tf.oneHot(labels.toInt(), tags);
  return rows.toFloat().reshape([-1, tags]);
}

/**
 * Cross-entropy averaged over the positions that count, a scalar in nats.
 * `logits` `[batch, time, tags]`, `weights` `[batch, time]` with 1 where a position counts and 0 where it is padding:
 * tf.layers' own losses count padding whatever mask is set. Both label encodings give one value and one gradient,
 * (softmax − one-hot) × weight ÷ number of counting positions.
 */
export function maskedCrossEntropy(logits: tf.Tensor3D, labels: Labels, weights: tf.Tensor2D): tf.Scalar {
  const tags = logits.shape[2];
  const operation = tf.customGrad((...args: unknown[]) => {
    const [input, save] = args as [tf.Tensor3D, tf.GradSaveFunc];
    const rows = input.reshape<tf.Tensor2D>([-1, tags]);
    const target = oneHotRows(labels, tags);
    const share = weights.reshape<tf.Tensor2D>([-1, 1]).div<tf.Tensor2D>(weights.sum());
    const shifted = rows.sub<tf.Tensor2D>(rows.max(1, true));
    const logProbabilities = shifted.sub<tf.Tensor2D>(shifted.exp().sum(1, true).log());
    const value = target.mul(logProbabilities).mul(share).sum().neg();
    save([logProbabilities.exp().sub(target).mul(share).reshape(input.shape)]);
    return { value, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => saved[0]!.mul(dy) };
  });
  return operation(logits) as tf.Scalar;
}
