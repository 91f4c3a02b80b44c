import { InferenceError } from "../../src/serving/inference/errors";
import type { Computing, TaggedBatch } from "../../src/serving/inference/messages";
import type { PooledWorker } from "../../src/serving/inference/worker-pool";

/** A load that a test lets end, well or badly. */
interface PendingLoad {
  readonly version: string;
  readonly finish: (computing?: Computing) => void;
  readonly fail: (error: Error) => void;
}

/** A worker without a thread: it tags at once, each token with 0, and loads when a test says so. */
export class FakeWorker implements PooledWorker {
  readonly held = new Set<string>();
  /** Versions that it was asked, in order. */
  readonly asked: string[] = [];
  pending: PendingLoad | undefined;
  gone = false;
  inFlight = 0;

  constructor(private readonly onGone: (why: string) => void) {}

  load(version: string): Promise<Computing> {
    this.inFlight += 1;
    return new Promise<Computing>((resolve, reject) => {
      const end = (act: () => void): void => {
        this.pending = undefined;
        this.inFlight -= 1;
        act();
      };
      this.pending = {
        version,
        finish: (computing = { runtime: "kernels of a test" }) => end(() => {
          this.held.add(version);
          resolve(computing);
        }),
        fail: (error) => end(() => reject(error)),
      };
    });
  }

  unload(version: string): void {
    this.held.delete(version);
  }

  tag(version: string, words: Int32Array): Promise<TaggedBatch> {
    this.asked.push(version);
    if (!this.held.has(version)) return Promise.reject(new InferenceError(`The version ${version} is not loaded here.`));
    return Promise.resolve({ tags: new Int32Array(words.length), confidences: new Float32Array(words.length).fill(1), milliseconds: 1 });
  }

  kill(): void {
    if (this.gone) return;
    this.gone = true;
    this.pending?.fail(new Error("it was killed"));
    this.onGone("it was killed");
  }

  async close(): Promise<void> {
    this.kill();
  }
}
