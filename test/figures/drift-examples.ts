import { DOSES } from "../../src/reports/drift-measure";
import { driftDetection } from "../../src/figures/gallery/drift-detection";
import { estimatedF1 } from "../../src/figures/gallery/estimated-f1";
import { caption, type Examples } from "./invented";

const KINDS = ["another corpus (wikigold)", "case dropped", "typos in 10 % of the words", "sentences joined two by two"] as const;

export const DRIFT_EXAMPLES: Examples = {
  "drift-detection": () => driftDetection({
    window: 200, falseAlarmRate: 0.01,
    lines: KINDS.map((title, i) => ({
      title, points: [{ dose: 0, alarmShare: 0.015 }, ...DOSES.map((dose) => ({ dose, alarmShare: Math.min(1, (5 - i) * dose * dose * 4) }))],
    })),
  }, { caption }),
  "estimated-f1": () => estimatedF1({
    level: 0.95, validationF1: 0.809, floor: 0.746,
    rows: ["no drift, windows drawn", "no drift, in order", ...KINDS].map((title, i) => {
      const truth = 0.81 - 0.1 * Math.max(0, i - 1);
      const estimate = truth + 0.05 * Math.max(0, i - 1);
      return { title, truth, estimate, low: estimate - 0.035, high: Math.min(1, estimate + 0.035) };
    }),
  }, { caption }),
};
