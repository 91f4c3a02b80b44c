/** What an answer is scored by, each from 0 to 4. */
export const DIMENSIONS = ["correct", "evidence", "limits", "concise"] as const;
export type Dimension = (typeof DIMENSIONS)[number];
export type Scores = { readonly [dimension in Dimension]: number };

export const HIGHEST_SCORE = 4;

interface Criterion {
  readonly title: string;
  /** What 0, 2 and 4 mean; 1 and 3 lie between. */
  readonly levels: readonly [none: string, half: string, full: string];
}

export const RUBRIC: { readonly [dimension in Dimension]: Criterion } = {
  correct: {
    title: "Correct",
    levels: ["wrong, or another question was answered", "right in the main, with a slip", "every statement holds, the follow-up too"],
  },
  evidence: {
    title: "Evidence given",
    levels: ["assertion alone", "a number or a file was named", "number, protocol and where it can be run again"],
  },
  limits: {
    title: "Limits named",
    levels: ["sounds as if it held always", "one limit, when asked", "unasked: what it hides and what would change it"],
  },
  concise: {
    title: "Concise",
    levels: ["the listener had to find the answer", "the answer came, after a detour", "the answer first, then reasons, then a stop"],
  },
};

/** The rubric as lines for a terminal of 80 columns. */
export function rubricText(): string {
  const of = (dimension: Dimension) => {
    const { title, levels } = RUBRIC[dimension];
    return `${title}\n${levels.map((level, i) => `  ${2 * i}  ${level}`).join("\n")}`;
  };
  return DIMENSIONS.map(of).join("\n");
}

/** Four digits from 0 to 4 in the order of the dimensions, spaces or not; one digit alone stands for all four. */
export function readScores(text: string): Scores | undefined {
  const digits = text.replace(/[\s,]+/g, "");
  const four = /^[0-4]$/.test(digits) ? digits.repeat(DIMENSIONS.length) : digits;
  if (!/^[0-4]{4}$/.test(four)) return undefined;
  const [correct, evidence, limits, concise] = [...four].map(Number) as [number, number, number, number];
  return { correct, evidence, limits, concise };
}

export function totalOf(scores: Scores): number {
  return DIMENSIONS.reduce((sum, dimension) => sum + scores[dimension], 0);
}
