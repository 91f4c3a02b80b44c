export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Looks again and again until it holds; throws what was waited for when patience is over. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, patience = 20_000): Promise<void> {
  const started = performance.now();
  while (!(await holds())) {
    if (performance.now() - started > patience) throw new Error(`not within ${patience} ms: ${what}`);
    await sleep(20);
  }
}
