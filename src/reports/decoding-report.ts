import type { Decoding, DecodingComparison } from "../evaluation/decoding";
import { count, counted, percent } from "./percent";

type Row = { readonly [column: string]: string | number | null };
type ReadingName = "discard" | "begin";

const DECODINGS: readonly Decoding[] = ["argmax", "viterbi"];
const READINGS: readonly ReadingName[] = ["discard", "begin"];

/** One row a reading and decoding. */
export function decodingRows(comparison: DecodingComparison): Row[] {
  return READINGS.flatMap((reading) =>
    DECODINGS.map((decoding) => {
      const scores = comparison[decoding];
      const { precision, recall, f1, repairs } = scores[reading];
      return {
        reading,
        decoding,
        "P %": percent(precision),
        "R %": percent(recall),
        "F1 %": percent(f1),
        "tags repaired": repairs,
        "token accuracy %": percent(scores.tokenAccuracy),
        "sentences not IOB2": scores.invalidSentences,
      };
    }),
  );
}

export function changeRows({ changedTokens, changedSentences, changes, tokens, sentences }: DecodingComparison): Row[] {
  return [
    { "Viterbi answers otherwise": "sentences", count: changedSentences, of: sentences },
    { "Viterbi answers otherwise": "tokens", count: changedTokens, of: tokens },
    { "Viterbi answers otherwise": "tokens made right", count: changes.mended, of: changedTokens },
    { "Viterbi answers otherwise": "tokens made wrong", count: changes.broken, of: changedTokens },
    { "Viterbi answers otherwise": "tokens wrong before and after", count: changes.otherwiseWrong, of: changedTokens },
  ];
}

function movedBy(comparison: DecodingComparison, reading: ReadingName): string {
  const difference = 100 * (comparison.viterbi[reading].f1 - comparison.argmax[reading].f1);
  return `${difference < 0 ? "−" : "+"}${Math.abs(difference).toFixed(2)} points read as ${reading}`;
}

/** Valid answers read alike; where gold itself holds stray tags, the readings may still differ. */
function agreementSentence({ viterbi }: DecodingComparison): string[] {
  const differ = viterbi.discard.f1 !== viterbi.begin.f1;
  if (differ) return ["The readings still differ after Viterbi: the gold tags themselves are not valid IOB2."];
  return ["After Viterbi both readings agree, so the choice between them no longer moves a score."];
}

export function decodingFindings(comparison: DecodingComparison): string[] {
  const { argmax, changedTokens, tokens } = comparison;
  if (argmax.invalidSentences === 0) {
    return ["Every sentence that argmax tags is valid IOB2 already: constrained decoding changes nothing."];
  }
  return [
    `Argmax leaves ${counted(argmax.invalidSentences, "sentence")} with an I- tag that continues nothing. Viterbi over allowed ` +
      `transitions changes ${counted(changedTokens, "token")} of ${count(tokens)} and moves F1 by ${movedBy(comparison, "discard")} and ` +
      `${movedBy(comparison, "begin")}.`,
    ...agreementSentence(comparison),
  ];
}
