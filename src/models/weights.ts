import * as tf from "@tensorflow/tfjs";

/** A model's trainable variables, in a fixed order. */
export function trainableVariables(model: tf.LayersModel): tf.Variable[] {
  // LayerVariable keeps its tf.Variable in a member that its published type hides.
  return model.trainableWeights.map((weight) => (weight as unknown as { readonly val: tf.Variable }).val);
}

/** Copies of all weights, bit for bit. */
export function copyWeights(variables: readonly tf.Variable[]): Float32Array[] {
  return variables.map((variable) => (variable.dataSync() as Float32Array).slice());
}

export function assignWeights(variables: readonly tf.Variable[], values: readonly Float32Array[]): void {
  variables.forEach((variable, i) => tf.tidy(() => variable.assign(tf.tensor(values[i]!, variable.shape))));
}
