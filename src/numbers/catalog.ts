import { arms, tuning } from "./families/arms";
import { bench } from "./families/bench";
import { business } from "./families/business";
import { calibration } from "./families/calibration";
import { claims } from "./families/claims";
import { complexity } from "./families/complexity";
import { corpus } from "./families/corpus";
import { cost } from "./families/cost";
import { errors } from "./families/errors";
import { headline } from "./families/headline";
import { labels } from "./families/labels";
import { ladder, legacy } from "./families/legacy";
import { lengths } from "./families/lengths";
import { pairs } from "./families/pairs";
import { production } from "./families/production";
import { run } from "./families/run";
import { serving } from "./families/serving";
import { splits } from "./families/splits";
import { transfer } from "./families/transfer";
import type { Family } from "./number";

/** Every number that prose may quote, in the order of its page. */
export const FAMILIES: readonly Family[] = [
  headline, pairs, cost, claims, legacy, ladder, corpus, splits, lengths, errors, calibration, labels, arms, tuning, complexity, transfer, bench,
  serving, production, business, run,
];
