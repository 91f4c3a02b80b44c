import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { addRowsBySegment } from "./unsorted-segment-sum";

interface SegmentInputs {
  readonly x: tf.TensorInfo;
  readonly segmentIds: tf.TensorInfo;
}

function outputShape(inputs: SegmentInputs, segments: number): number[] {
  return [segments, ...inputs.x.shape.slice(inputs.segmentIds.shape.length)];
}

function segmentSumOnWasm(backend: BackendWasm, inputs: SegmentInputs, segments: number): tf.TensorInfo {
  const output = backend.makeOutput(outputShape(inputs, segments), "float32");
  const sums = backend.typedArrayFromHeap(output) as Float32Array;
  sums.fill(0);
  const rows = backend.typedArrayFromHeap(inputs.x) as Float32Array;
  addRowsBySegment(rows, backend.typedArrayFromHeap(inputs.segmentIds) as Int32Array, sums.length / segments, sums);
  return output;
}

function segmentSumOnCpu(backend: MathBackendCPU, inputs: SegmentInputs, segments: number): tf.TensorInfo {
  const shape = outputShape(inputs, segments);
  const sums = new Float32Array(tf.util.sizeFromShape(shape));
  const values = (tensor: tf.TensorInfo) => backend.data.get(tensor.dataId).values;
  addRowsBySegment(values(inputs.x) as Float32Array, values(inputs.segmentIds) as Int32Array, sums.length / segments, sums);
  return backend.makeTensorInfo(shape, "float32", sums);
}

function replaceSegmentSum<B>(backendName: string, compute: (backend: B, inputs: SegmentInputs, segments: number) => tf.TensorInfo): void {
  if (tf.getKernel("UnsortedSegmentSum", backendName)) tf.unregisterKernel("UnsortedSegmentSum", backendName);
  tf.registerKernel({
    kernelName: "UnsortedSegmentSum",
    backendName,
    kernelFunc: ({ inputs, backend, attrs }) =>
      compute(backend as B, inputs as unknown as SegmentInputs, (attrs as unknown as { numSegments: number }).numSegments),
  });
}

/** Gives the tfjs backend the kernels that training needs and that it lacks or has only slowly. */
export function registerMissingKernels(backendName: string): void {
  if (backendName === "wasm") replaceSegmentSum<BackendWasm>("wasm", segmentSumOnWasm);
  if (backendName === "cpu") replaceSegmentSum<MathBackendCPU>("cpu", segmentSumOnCpu);
}
