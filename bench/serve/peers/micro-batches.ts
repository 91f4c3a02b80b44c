/** Gathers what comes while a batch is computed, and sends it off together: the plainest way to batch requests. */
export class MicroBatches<Q, A> {
  private waiting: { readonly question: Q; resolve(answer: A): void; reject(error: Error): void }[] = [];
  private busy = false;

  /** `compute` answers a batch of at most `largest` questions, in their order. */
  constructor(private readonly largest: number, private readonly compute: (questions: readonly Q[]) => Promise<readonly A[]>) {}

  ask(question: Q): Promise<A> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ question, resolve, reject });
      if (!this.busy) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.busy = true;
    // What arrives in the same turn of the event loop goes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.largest);
      try {
        const answers = await this.compute(batch.map(({ question }) => question));
        batch.forEach(({ resolve }, i) => resolve(answers[i]!));
      } catch (error) {
        batch.forEach(({ reject }) => reject(error as Error));
      }
    }
    this.busy = false;
  }
}
