import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { gatherRows } from "./gather-rows";
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

interface GatherCall {
  readonly inputs: { readonly x: tf.TensorInfo; readonly indices: tf.TensorInfo };
  readonly attrs: { readonly axis: number; readonly batchDims: number };
}

function isRowGather({ inputs, attrs }: GatherCall): boolean {
  return (
    inputs.x.dtype === "float32" &&
    inputs.x.shape.length === 2 &&
    inputs.indices.dtype === "int32" &&
    attrs.axis === 0 &&
    attrs.batchDims === 0
  );
}

function gatherRowsOnWasm(backend: BackendWasm, { inputs }: GatherCall): tf.TensorInfo {
  const [rows, width] = inputs.x.shape as [number, number];
  const ids = backend.typedArrayFromHeap(inputs.indices) as Int32Array;
  const outside = ids.find((id) => id < 0 || id >= rows);
  if (outside !== undefined) throw new RangeError(`Row ${outside} is asked for, but the table has ${rows} rows.`);
  const output = backend.makeOutput([...inputs.indices.shape, width], "float32");
  // Making the output can grow the heap, which invalidates views taken before.
  const view = (tensor: tf.TensorInfo) => backend.typedArrayFromHeap(tensor);
  gatherRows(view(inputs.x) as Float32Array, view(inputs.indices) as Int32Array, width, view(output) as Float32Array);
  return output;
}

/** The fast path for rows of a float matrix; everything else goes to tfjs's own kernel. */
function replaceGather(): void {
  const original = tf.getKernel("GatherV2", "wasm");
  tf.unregisterKernel("GatherV2", "wasm");
  tf.registerKernel({
    kernelName: "GatherV2",
    backendName: "wasm",
    kernelFunc: (call) => {
      const typed = call as unknown as GatherCall;
      return isRowGather(typed) ? gatherRowsOnWasm(call.backend as BackendWasm, typed) : original.kernelFunc(call);
    },
  });
}

/** Gives the tfjs backend the kernels that training needs and that it lacks or has only slowly. */
export function registerMissingKernels(backendName: string): void {
  if (backendName === "wasm") {
    replaceSegmentSum<BackendWasm>("wasm", segmentSumOnWasm);
    replaceGather();
  }
  if (backendName === "cpu") replaceSegmentSum<MathBackendCPU>("cpu", segmentSumOnCpu);
}
