/** Ctrl-C, asked for at every step: the first one lets the running step end and its state be saved, the second one ends the process. */
export interface Interruption {
  requested(): boolean;
  release(): void;
}

const INTERRUPTED_EXIT_CODE = 130;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export function watchInterruption(): Interruption {
  let requested = false;
  const onSignal = () => {
    if (requested) process.exit(INTERRUPTED_EXIT_CODE);
    requested = true;
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    requested: () => requested,
    release: () => SIGNALS.forEach((signal) => process.off(signal, onSignal)),
  };
}
