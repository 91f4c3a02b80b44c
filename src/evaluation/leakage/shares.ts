/** A count, what it is counted out of, and the quotient: 0 where there is nothing. */
export interface Share {
  readonly count: number;
  readonly of: number;
  readonly share: number;
}

export function shareOf(count: number, of: number): Share {
  return { count, of, share: of === 0 ? 0 : count / of };
}

/** The share of the items that pass. */
export function shareWhere<T>(items: readonly T[], passes: (item: T) => boolean): Share {
  return shareOf(items.filter(passes).length, items.length);
}
