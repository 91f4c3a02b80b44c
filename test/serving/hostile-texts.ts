import type { RandomGenerator } from "../../src/random/generator";

/** Pieces that trip programs up: each is one to a few characters that look like less, or more, than they are. */
const PIECES: readonly string[] = [
  "Anna", "Lima", "U.S.", "don't", "Peru's", "3,000.50", "x-ray", " ", "\t", "\n", "\r\n", "\u00a0", "\u2028", "\u2029", "\u3000",
  "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u202d", "\u2066", "\u2069", "\u061c", "שלום", "مرحبا", "\u0301", "e\u0301", "Z\u0351\u036f\u0321",
  "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇵🇪", "👍🏽", "1️⃣", "🙂", "\ud83d", "\ude42", "\udc00\ud800", "\u0000", "\u0001", "\u001f", "\u007f", "\u0085", "\ufffd", "\uffff", "\ufffe",
  "İ", "ß", "ﬁ", "ǆ", "Ω", "Å", "한국", "中文", "日本語", "ไทย", "𝔸𝕟𝕟𝕒", "\u1160", "꧅", "﷽", "__proto__", "constructor", "toString", "hasOwnProperty",
  "<script>alert(1)</script>", "'; DROP TABLE x;--", "${7*7}", "{{7*7}}", "%s%n", "../../etc/passwd", "\\", "\"", "'", "`", "<PAD>", "<UNK>", "NaN", "1e999", "-0",
];

export function hostileText(generator: RandomGenerator, most = 40): string {
  const separator = generator.pick(["", "", " "]);
  return Array.from({ length: generator.integer(most) }, () => generator.pick(PIECES)).join(separator);
}

const LONG: readonly string[] = ["a", "1", "1.", "n", ".", "'", "\u0301", "e\u0301", "a-", "👩‍", "\u200d", "\ud800", " ", "\u200b", "a.", "中", "1,1:", "U.S.", "\u0000"];

/** One piece over and over, up to a million characters. */
export function longText(generator: RandomGenerator): string {
  const piece = generator.pick(LONG);
  const length = generator.pick([1_000, 19_999, 20_000, 20_001, 300_000, 1_000_000]);
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
}
