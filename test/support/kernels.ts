/** Whether the tests run on TensorFlow's own fused operations. */
export function onTensorflow(): boolean {
  return process.env["NER_KERNELS"] === "tensorflow";
}

/** A rate of recurrent dropout, or 0 where the kernels under test have none. */
export function recurrentRate(rate: number): number {
  return onTensorflow() ? 0 : rate;
}
