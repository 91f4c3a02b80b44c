/** One step of the demo: what the speaker says, and the share of the time that it may take. What is shown is computed. */
export interface DemoStep {
  readonly id: "claim" | "sentence" | "padded" | "words" | "entities" | "floors" | "published";
  readonly title: string;
  readonly spoken: string;
  readonly share: number;
}

/** The sentence that is tagged before the listener's eyes. */
export const DEMO_SENTENCE = "Anna Lopez flew from Lima to Geneva on Monday.";

/** The demo from beginning to end. The shares sum to one. */
export const DEMO_SCRIPT: readonly DemoStep[] = [
  {
    id: "claim", title: "The claim", share: 0.125,
    spoken:
      "The documents we started from say that a small BiLSTM tags names almost perfectly. The text you see today is generated, so that everything runs offline and live; the figures for the real corpus come from committed records at the end.",
  },
  {
    id: "sentence", title: "One sentence, and what the claim kept of it", share: 0.165,
    spoken:
      "This is the model at work on a whole sentence. The original code never did that: it kept the first word of each sentence and filled the rest of the row with padding, and the padding's tag is O.",
  },
  {
    id: "padded", title: "The claim's ruler", share: 0.17,
    spoken:
      "Now we score as they scored: first words, with every pad counted as a right answer. Nearly perfect. But look who else is: a tagger that finds nothing at all, and a table of words.",
  },
  {
    id: "words", title: "The same predictions, padding not counted", share: 0.165,
    spoken: "Nothing was trained again. The answers are the same; only the pads left the denominator, and the systems come apart.",
  },
  {
    id: "entities", title: "Whole sentences, then entities", share: 0.165,
    spoken:
      "What a reader wants is the name itself: its type, its first and its last word. On whole sentences most words are O, so accuracy is high again for everybody. Entities are the ruler that cannot be flattered: finding nothing scores nothing.",
  },
  {
    id: "floors", title: "What the network is worth", share: 0.125,
    spoken: "Beside each model stands a floor that learned no context. What the network adds is the distance to the table of words, and that is the number I would defend.",
  },
  {
    id: "published", title: "The real corpus, from committed records", share: 0.085,
    spoken: "This is GMB, over seeds: the claim's own ruler first, then what an honest one leaves. I did not type these numbers; each has a record you can open.",
  },
];
