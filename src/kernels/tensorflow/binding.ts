import * as tf from "@tensorflow/tfjs";

/** An attribute of a native operation. */
interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean | string;
}

/** What the native backend of tfjs-node offers and its published types hide. */
interface NativeBackend {
  readonly binding: { readonly [constant: string]: number };
  executeMultipleOutputs(name: string, attributes: readonly Attribute[], inputs: readonly tf.Tensor[], outputs: number): tf.Tensor[];
}

function nativeBackend(): NativeBackend {
  return tf.backend() as unknown as NativeBackend;
}

type AttributeValue = number | boolean | string | { readonly type: string };

function attribute(binding: NativeBackend["binding"], name: string, value: AttributeValue): Attribute {
  if (typeof value === "object") return { name, type: binding["TF_ATTR_TYPE"]!, value: binding[value.type]! };
  if (typeof value === "boolean") return { name, type: binding["TF_ATTR_BOOL"]!, value };
  if (typeof value === "string") return { name, type: binding["TF_ATTR_STRING"]!, value };
  return { name, type: binding[INTEGER_ATTRIBUTES.has(name) ? "TF_ATTR_INT" : "TF_ATTR_FLOAT"]!, value };
}

const INTEGER_ATTRIBUTES: ReadonlySet<string> = new Set(["seed", "seed2", "num_proj"]);

/** A TensorFlow data type as an attribute. */
export const FLOAT = { type: "TF_FLOAT" } as const;

/** Runs an operation of TensorFlow that tfjs has no function for. */
export function runNative(
  name: string, attributes: { readonly [name: string]: AttributeValue }, inputs: readonly tf.Tensor[], outputs: number,
): tf.Tensor[] {
  const backend = nativeBackend();
  const given = Object.entries(attributes).map(([key, value]) => attribute(backend.binding, key, value));
  return backend.executeMultipleOutputs(name, given, inputs, outputs);
}

/** A scalar of type int64, which tfjs itself has not: JavaScript sees an int32. */
export function int64Scalar(value: number): tf.Tensor {
  const attributes = { SrcT: { type: "TF_INT32" }, DstT: { type: "TF_INT64" }, Truncate: false };
  return runNative("Cast", attributes, [tf.scalar(value, "int32")], 1)[0]!;
}
