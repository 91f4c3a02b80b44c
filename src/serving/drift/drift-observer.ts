import type { Target } from "../router/breakers";
import type { Observation, ServiceObserver } from "../service/observer";
import type { DriftReport } from "./drift-report";
import { DriftWindow, type WindowOptions } from "./drift-window";
import type { DriftReference } from "./reference";

/** Watches the versions that have a reference, and hands on what each full window says. Cached answers count: they are traffic too. */
export class DriftObserver implements Pick<ServiceObserver, "predicted"> {
  private readonly windows = new Map<string, DriftWindow>();

  constructor(private readonly onReport: (target: Target, report: DriftReport) => void) {}

  watch({ version }: Target, reference: DriftReference, options: WindowOptions = {}): void {
    this.windows.set(version, new DriftWindow(reference, options));
  }

  forget({ version }: Target): void {
    this.windows.delete(version);
  }

  latest({ version }: Target): DriftReport | undefined {
    return this.windows.get(version)?.latest;
  }

  predicted({ model, words, prediction: { tokens } }: Observation): void {
    const window = this.windows.get(model.version);
    if (!window) return;
    const report = window.add({ words, tags: tokens.map(({ tag }) => tag), confidences: tokens.map(({ confidence }) => confidence) });
    if (report) this.onReport(model, report);
  }
}
