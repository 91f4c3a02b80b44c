import * as tf from "@tensorflow/tfjs";

export interface AdamConfig {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Kingma & Ba 2015, with Keras' epsilon. */
export const ADAM_DEFAULTS: AdamConfig = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

/** Adam's constants and one step's rate, which holds the bias corrections of both moments; steps count from 1. */
export function adamRates(step: number, learningRate: number, config: AdamConfig = ADAM_DEFAULTS): AdamConfig & { readonly rate: number } {
  const { beta1, beta2 } = config;
  return { ...config, rate: (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step) };
}

/** What decoupled weight decay leaves of a weight at each step (Loshchilov & Hutter 2019): 1 − learning rate × decay. */
export function keptShare(learningRate: number, weightDecay: number): number {
  return 1 - learningRate * weightDecay;
}

/** The optimizer's memory as plain numbers: first and second moments, one array a variable, and the steps taken. */
export interface AdamState {
  readonly steps: number;
  readonly first: readonly Float32Array[];
  readonly second: readonly Float32Array[];
}

/**
 * Adam over a fixed list of variables. tf.train.adam cannot serve here: its saved state does not restore its running
 * products, so that a resumed training would drift from an uninterrupted one.
 */
export class Adam {
  private steps = 0;
  private readonly first: tf.Variable[];
  private readonly second: tf.Variable[];

  constructor(private readonly variables: readonly tf.Variable[], private readonly weightDecay = 0, private readonly config: AdamConfig = ADAM_DEFAULTS) {
    const zeros = () => variables.map((variable) => tf.tidy(() => tf.variable(tf.zerosLike(variable), false)));
    this.first = zeros();
    this.second = zeros();
  }

  /** One update; `gradients[i]` belongs to the i-th variable. */
  apply(gradients: readonly tf.Tensor[], learningRate: number): void {
    this.steps += 1;
    const { rate } = adamRates(this.steps, learningRate, this.config);
    const keep = keptShare(learningRate, this.weightDecay);
    this.variables.forEach((variable, i) => this.update(variable, gradients[i]!, i, { rate, keep }));
  }

  private update(variable: tf.Variable, gradient: tf.Tensor, i: number, { rate, keep }: { readonly rate: number; readonly keep: number }): void {
    const { beta1, beta2, epsilon } = this.config;
    const first = this.first[i]!;
    const second = this.second[i]!;
    tf.tidy(() => {
      first.assign(first.mul(beta1).add(gradient.mul(1 - beta1)));
      second.assign(second.mul(beta2).add(gradient.square().mul(1 - beta2)));
      variable.assign((keep === 1 ? variable : variable.mul(keep)).sub(first.mul(rate).div(second.sqrt().add(epsilon))));
    });
  }

  state(): AdamState {
    const values = (variables: readonly tf.Variable[]) => variables.map((variable) => (variable.dataSync() as Float32Array).slice());
    return { steps: this.steps, first: values(this.first), second: values(this.second) };
  }

  restore(state: AdamState): void {
    this.steps = state.steps;
    const assign = (variables: readonly tf.Variable[], values: readonly Float32Array[]) =>
      variables.forEach((variable, i) => tf.tidy(() => variable.assign(tf.tensor(values[i]!, variable.shape))));
    assign(this.first, state.first);
    assign(this.second, state.second);
  }

  dispose(): void {
    tf.dispose([...this.first, ...this.second]);
  }
}
