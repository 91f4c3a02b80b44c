import * as tf from "@tensorflow/tfjs";
import type { Batch } from "../encoding/batches";
import { categoricalLabels, type LabelEncoding } from "../encoding/labels";
import { isStochastic } from "../layers/stochastic";
import { layerPredictor, type Predictor } from "../models/predictor";
import { assignWeights, copyWeights, trainableVariables } from "../models/weights";
import type { BatchTags } from "../programs/compiled-model";
import { Adam, type AdamState } from "./adam";
import { maskedCrossEntropy } from "./loss";
import type { Stepper } from "./stepper";

/** Layer by layer through tfjs's tape: for models and kernels that run no whole steps. */
export class LayerStepper implements Stepper {
  private readonly variables: tf.Variable[];
  private readonly beforeSoftmax: tf.LayersModel;
  private readonly adam: Adam;
  private readonly predictor: Predictor;

  constructor(private readonly model: tf.LayersModel, private readonly labelEncoding: LabelEncoding, weightDecay = 0) {
    this.variables = trainableVariables(model);
    this.beforeSoftmax = tf.model({ inputs: model.inputs, outputs: model.getLayer("logits").output as tf.SymbolicTensor });
    this.adam = new Adam(this.variables, weightDecay);
    this.predictor = layerPredictor(model);
  }

  step(batch: Batch, step: number, learningRate: number): number {
    for (const layer of this.model.layers) if (isStochastic(layer)) layer.masks.step = step;
    const { value, grads } = tf.variableGrads(() => this.loss(batch), this.variables);
    this.adam.apply(this.variables.map((variable) => grads[variable.name]!), learningRate);
    const loss = value.dataSync()[0]!;
    tf.dispose([value, ...Object.values(grads)]);
    return loss;
  }

  private loss({ rows, time, words, tags, weights }: Batch): tf.Scalar {
    const logits = this.beforeSoftmax.apply(tf.tensor2d(words, [rows, time], "int32"), { training: true }) as tf.Tensor3D;
    const width = logits.shape[2];
    const labels =
      this.labelEncoding === "categorical"
        ? tf.tensor3d(categoricalLabels(tags, width), [rows, time, width])
        : tf.tensor2d(tags, [rows, time], "int32");
    return maskedCrossEntropy(logits, labels, tf.tensor2d(weights, [rows, time]));
  }

  predict(batch: Batch): BatchTags {
    return this.predictor.predict(batch);
  }

  logits(batch: Batch): Float32Array {
    return this.predictor.logits(batch);
  }

  weights(): Float32Array[] {
    return copyWeights(this.variables);
  }

  optimizer(): AdamState {
    return this.adam.state();
  }

  restore(weights: readonly Float32Array[], optimizer: AdamState): void {
    assignWeights(this.variables, weights);
    this.adam.restore(optimizer);
  }

  close(): void {
    this.adam.dispose();
  }
}
