import { count } from "../reports/percent";
import type { Claim } from "./claim";

interface PublishedDocument {
  readonly id: string;
  readonly title: string;
  readonly claimed: string;
  readonly claimedWords: number;
  /** Of the published file: its size, and words between white space. */
  readonly bytes: number;
  readonly words: number;
}

const DOCUMENTS: readonly PublishedDocument[] = [
  { id: "guide", title: "deep-dive guide", claimed: "a guide of 22,000+ words", claimedWords: 22000, bytes: 22367, words: 2867 },
  { id: "reference", title: "quick reference", claimed: "a quick reference of 8,000+ words", claimedWords: 8000, bytes: 8247, words: 1091 },
];

function documentClaim({ id, title, claimed, claimedWords, bytes, words }: PublishedDocument): Claim {
  const [tooFew, bytesFit] = [words < claimedWords, bytes >= claimedWords];
  return {
    id: `${id}-words`, theme: "documents", claimed, value: { value: claimedWords, unit: "words" },
    source: "github.com/trehansalil/sentence_ner at a1609e5, the documents themselves",
    protocol: `the published ${title}`, derivation: "words and bytes of the published file, counted",
    rule: "refuted: the file has fewer words; else reproduced", notebook: null,
    derive: () => ({
      measured: `${count(words)} words`,
      verdict: tooFew ? "refuted" : "reproduced",
      cause: `The published file has ${count(words)} words and ${count(bytes)} ` +
        `bytes${tooFew && bytesFit ? ": the number claimed for words is that of bytes" : ""}.`,
      records: [],
    }),
  };
}

/** What the documents say of their own length. */
export const documentClaims: readonly Claim[] = DOCUMENTS.map(documentClaim);
