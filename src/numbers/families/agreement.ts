import { experimentNamed } from "../../experiments/manifest/catalog";
import type { MeasuredArm } from "../../reports/ablation-report";
import { agreementOf } from "../../reports/grid-agreement";
import type { RecordBook } from "../../reports/record-book";
import { recordOrigin, type AddressedNumber } from "../number";
import { completeArm } from "../record-numbers";
import { fixed, whole } from "../texts";

/** The arms of a grid that the manifest holds; null until each has all its records, as one more value may change the order. */
function armsOf(book: RecordBook, id: string): readonly MeasuredArm[] | null {
  const planned = new Set(book.manifest.experiments.find((each) => each.id === id)?.arms.map((arm) => arm.id));
  const arms = experimentNamed(id).arms.filter((arm) => planned.has(arm.id))
    .map((arm) => ({ arm, records: completeArm(book, id, arm.id), verdict: null }));
  return arms.some(({ records }) => records.length === 0) ? null : arms;
}

/** Whether the whole training part orders embedding dimensions as the quarter does that they were tried on. */
export function agreementNumbers(book: RecordBook): AddressedNumber[] {
  const [small, large] = [armsOf(book, "embedding"), armsOf(book, "embedding-full")];
  const agreement = small && large && agreementOf({ arms: small }, { arms: large });
  if (!agreement) return [];
  const from = agreement.values.flatMap((value) => [value.small, value.large].flatMap(({ records }) => records.map(recordOrigin)));
  const number = (end: "alike" | "pairs" | "p", what: string, text: string): AddressedNumber =>
    ({ key: `embedding-agreement-${end}`, what, metric: `agreementOf, ${end}`, text, from });
  return [
    number("alike", "Pairs of embedding dimensions that a quarter and the whole training part order alike", whole(agreement.alike)),
    number("pairs", "Pairs of embedding dimensions that both were trained with", whole(agreement.pairs)),
    number("p", "Probability that a random order would have as many pairs alike", fixed(agreement.p, 2)),
  ];
}
