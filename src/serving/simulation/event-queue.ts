interface Entry<E> {
  readonly time: number;
  /** Events of one moment happen in the order in which they were added. */
  readonly order: number;
  readonly event: E;
}

function before<E>(a: Entry<E>, b: Entry<E>): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}

/** What is to happen, earliest first: a binary heap. */
export class EventQueue<E> {
  private readonly heap: Entry<E>[] = [];
  private added = 0;

  get size(): number {
    return this.heap.length;
  }

  add(time: number, event: E): void {
    const entry = { time, order: this.added++, event };
    let at = this.heap.length;
    for (let parent = (at - 1) >> 1; at > 0 && before(entry, this.heap[parent]!); parent = (at - 1) >> 1) {
      this.heap[at] = this.heap[parent]!;
      at = parent;
    }
    this.heap[at] = entry;
  }

  /** Takes the earliest event out; undefined where none is left. */
  next(): { readonly time: number; readonly event: E } | undefined {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (first !== last) this.sink(last!);
    return first;
  }

  private sink(entry: Entry<E>): void {
    const { heap } = this;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const child = left + 1 < heap.length && before(heap[left + 1]!, heap[left]!) ? left + 1 : left;
      if (child >= heap.length || !before(heap[child]!, entry)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = entry;
  }
}
