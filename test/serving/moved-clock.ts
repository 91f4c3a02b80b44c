/** Does something while the wall clock is off by so many milliseconds; monotonic clocks run on, as they do when a real one jumps. */
export async function withMovedClock<T>(offset: number, act: () => T | Promise<T>): Promise<T> {
  const RealDate = Date;
  class MovedDate extends RealDate {
    constructor(...given: [] | [number | string | Date]) {
      if (given.length === 0) super(RealDate.now() + offset);
      else super(given[0]);
    }

    static override now(): number {
      return RealDate.now() + offset;
    }
  }
  globalThis.Date = MovedDate as DateConstructor;
  try {
    return await act();
  } finally {
    globalThis.Date = RealDate;
  }
}
