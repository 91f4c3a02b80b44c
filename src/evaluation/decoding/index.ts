export * from "./compare-decodings";
export * from "./transitions";
export * from "./viterbi";
