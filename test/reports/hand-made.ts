import type { Sentence } from "../../src/corpus/types";
import type { TestPart } from "../../src/reports/test-part";

/** `Ada/B-per sleeps/O` as a sentence. */
export function tagged(text: string): Sentence {
  const tokens = text.split(" ").map((token) => token.split("/") as [string, string]);
  return { words: tokens.map(([word]) => word), tags: tokens.map(([, tag]) => tag) };
}

export function tagsOf(...lines: string[]): string[][] {
  return lines.map((line) => line.split(" "));
}

export const TRAINING = [tagged("Ada/B-per met/O Boole/B-per in/O Paris/B-geo"), tagged("Bank/B-org of/I-org Paris/I-org fell/O")];

const TEST = [
  tagged("Ada/B-per left/O Paris/B-geo"),
  tagged("Bank/B-org of/I-org Oslo/I-org fell/O"),
  tagged("Ada/B-per left/O Oslo/B-geo"),
];

/** The first system errs twice with its first seed and never with its second; the other finds nothing. */
export const PART: TestPart = {
  indices: [7, 8, 9],
  sentences: TEST,
  systems: [
    {
      system: "model2",
      runs: [
        tagsOf("B-per O B-org", "B-org O B-geo O", "B-per O B-geo"),
        tagsOf("B-per O B-geo", "B-org I-org I-org O", "B-per O B-geo"),
      ],
    },
    { system: "look-up", runs: [tagsOf("O O O", "O O O O", "O O O")] },
  ],
};
