import { countBy, countsOf, faultsOf, readMaterial } from "./material";

const SHOWN_OF_A_KIND = 20;

function line(text = ""): void {
  process.stdout.write(`${text}\n`);
}

function showFaults(faults: Readonly<Record<string, readonly string[]>>): number {
  for (const [kind, found] of Object.entries(faults)) {
    line(`${found.length === 0 ? "ok  " : "BAD "} ${kind}: ${found.length}`);
    found.slice(0, SHOWN_OF_A_KIND).forEach((fault) => line(`       ${fault}`));
    if (found.length > SHOWN_OF_A_KIND) line(`       and ${found.length - SHOWN_OF_A_KIND} more`);
  }
  return Object.values(faults).flat().length;
}

/** Prints what the interview material holds and where it breaks its rules; exit code 1 when it does. */
function main(): void {
  const material = readMaterial();
  const { words, coverage, liveNumbers, terms } = countsOf(material);
  for (const [page, count] of words) line(`${page}: ${count.toLocaleString("en-US")} words of substance`);
  const by = (name: (card: (typeof material.cards)[number]) => string) => countBy(material.cards, name).map(([what, count]) => `${count} ${what}`).join(", ");
  line(`cards: ${material.cards.length} (${by(({ kind }) => kind)}; ${by(({ depth }) => depth)}; ${by(({ round }) => round)})`);
  line(`topics: ${by(({ topic }) => topic)}`);
  line(`live numbers quoted: ${liveNumbers}; terms defined: ${terms}`);
  line(`items of the starting documents with a section: ${coverage.covered} of ${coverage.items}`);
  line();
  process.exitCode = showFaults(faultsOf(material)) === 0 ? 0 : 1;
}

main();
