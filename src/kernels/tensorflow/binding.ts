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

const int64Scalars = new Map<number, tf.Tensor>();

/** The binding warns on every int64 that it hands to JavaScript, though nobody reads this one there. */
function withoutWarnings<T>(act: () => T): T {
  const { warn } = console;
  console.warn = () => {};
  try {
    return act();
  } finally {
    console.warn = warn;
  }
}

/** A scalar of type int64, which tfjs itself has not; one a value is made and kept. */
export function int64Scalar(value: number): tf.Tensor {
  const known = int64Scalars.get(value);
  if (known) return known;
  const attributes = { SrcT: { type: "TF_INT32" }, DstT: { type: "TF_INT64" }, Truncate: false };
  const made = withoutWarnings(() => tf.keep(runNative("Cast", attributes, [tf.scalar(value, "int32")], 1)[0]!));
  int64Scalars.set(value, made);
  return made;
}
