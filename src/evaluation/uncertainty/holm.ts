import { DataError } from "../../errors";

function checkProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) throw new DataError(`A p value lies between 0 and 1, not ${p}.`);
}

/**
 * Holm's step-down adjustment ("A simple sequentially rejective multiple test procedure", Scandinavian Journal of
 * Statistics, 1979) of a family's p values, in the order given: whoever rejects those up to α rejects any true
 * hypothesis of the family with probability at most α. Throws a DataError for what is no p value.
 */
export function holm(pValues: readonly number[]): number[] {
  pValues.forEach(checkProbability);
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i]! - pValues[j]!);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[index]!));
    adjusted[index] = largest;
  });
  return adjusted;
}
