/** Stands for a word that no vocabulary holds; the encoding room gives it its id. */
export const UNKNOWN_WORD = "<UNK>";
