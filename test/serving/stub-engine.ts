import { InferenceEngine, type TagAnswer, type TagRequest } from "../../src/serving/inference/engine";
import { InferenceError } from "../../src/serving/inference/errors";

/** An engine without workers, which answers at once: every token gets one tag, and versions fail where a test says so. */
export class StubEngine extends InferenceEngine {
  /** Versions that were asked, in order. */
  readonly asked: string[] = [];
  private readonly failures = new Map<string, () => Error>();
  private readonly tagIds = new Map<string, number>();

  override load(): Promise<void> {
    return Promise.resolve();
  }

  override unload(): void {}

  override tag({ version, words }: TagRequest): Promise<TagAnswer> {
    this.asked.push(version);
    const failure = this.failures.get(version);
    if (failure) return Promise.reject(failure());
    return Promise.resolve({
      tags: new Int32Array(words.length).fill(this.tagIds.get(version) ?? 0), confidences: new Float32Array(words.length).fill(1),
      batchSize: 1, queueMilliseconds: 0, inferenceMilliseconds: 1,
    });
  }

  /** From now on the version cannot compute, or fails as said. */
  break(version: string, failure: () => Error = () => new InferenceError(`The version ${version} cannot compute.`)): void {
    this.failures.set(version, failure);
  }

  mend(version: string): void {
    this.failures.delete(version);
  }

  /** From now on the version gives this tag to every token. */
  say(version: string, tagId: number): void {
    this.tagIds.set(version, tagId);
  }
}
