import * as tf from "@tensorflow/tfjs";

/** What a padded position holds before the maximum is taken: below anything an embedding reaches. */
const BELOW_EVERYTHING = -1e9;

type Kwargs = { mask?: tf.Tensor | (tf.Tensor | null)[] | null };

/** The maximum over a sentence's tokens: `[batch, time, width]` → `[batch, width]`. With a mask, padding never wins. */
export class MaskedGlobalMaxPooling extends tf.layers.Layer {
  static className = "MaskedGlobalMaxPooling";

  constructor(config: { readonly name?: string }) {
    super(config);
    this.supportsMasking = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Kwargs): tf.Tensor {
    return tf.tidy(() => {
      const input = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D;
      const mask = Array.isArray(kwargs.mask) ? kwargs.mask[0] : kwargs.mask;
      if (!mask) return input.max(1);
      const padding = tf.scalar(1).sub(mask.toFloat()).expandDims(2);
      return input.add(padding.mul(BELOW_EVERYTHING)).max(1);
    });
  }

  override computeMask(): tf.Tensor | tf.Tensor[] {
    // A pooled sentence has no time left to mask; tfjs's type does not know the null that Keras means here.
    return null as unknown as tf.Tensor;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0]!, inputShape[2]!];
  }
}

/** Gives every token of a sentence the same vector: `[[batch, width], [batch, time, …]]` → `[batch, time, width]`. */
export class RepeatOverTime extends tf.layers.Layer {
  static className = "RepeatOverTime";

  constructor(config: { readonly name?: string }) {
    super(config);
    this.supportsMasking = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [vector, sequence] = inputs as [tf.Tensor2D, tf.Tensor3D];
    return tf.tidy(() => vector.expandDims(1).tile([1, sequence.shape[1], 1]));
  }

  override computeMask(): tf.Tensor | tf.Tensor[] {
    return null as unknown as tf.Tensor;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [vector, sequence] = inputShape as tf.Shape[];
    return [vector![0]!, sequence![1]!, vector![1]!];
  }
}

tf.serialization.registerClass(MaskedGlobalMaxPooling);
tf.serialization.registerClass(RepeatOverTime);
