import * as tf from "@tensorflow/tfjs";

/** What is added to the score of a padded position before the softmax: below anything a product reaches. */
const BELOW_EVERYTHING = -1e9;

type Kwargs = { mask?: tf.Tensor | (tf.Tensor | null)[] | null };

/**
 * Scaled dot-product self-attention without weights of its own (Luong et al. 2015's dot score, scaled as Vaswani et al.
 * 2017): `[batch, time, width]` → `[batch, time, 2 × width]`, each token's vector beside the mixture of its sentence's
 * vectors. With a mask, padding is never attended to.
 */
export class SelfAttention extends tf.layers.Layer {
  static className = "SelfAttention";

  constructor(config: { readonly name?: string }) {
    super(config);
    this.supportsMasking = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Kwargs): tf.Tensor {
    return tf.tidy(() => {
      const values = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D;
      const mask = Array.isArray(kwargs.mask) ? kwargs.mask[0] : kwargs.mask;
      const scores = tf.matMul(values, values, false, true).mul(1 / Math.sqrt(values.shape[2]));
      const allowed = mask ? scores.add(tf.scalar(1).sub(mask.toFloat()).mul(BELOW_EVERYTHING).expandDims(1)) : scores;
      return tf.concat([values, tf.matMul(tf.softmax(allowed as tf.Tensor3D), values)], 2);
    });
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0]!, inputShape[1]!, 2 * inputShape[2]!];
  }
}

tf.serialization.registerClass(SelfAttention);
