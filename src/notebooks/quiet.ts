/** Runs something synchronous during which `console.warn` says nothing. */
export function withoutWarnings<T>(action: () => T): T {
  const warn = console.warn;
  console.warn = () => undefined;
  try {
    return action();
  } finally {
    console.warn = warn;
  }
}
