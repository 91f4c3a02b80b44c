import * as fs from "node:fs";
import type { Font } from "opentype.js";

/** The two weights that figures use, as TrueType files out of a package: no font of the machine has a say in a figure. */
export const FONT_FILES = {
  regular: require.resolve("@expo-google-fonts/open-sans/400Regular/OpenSans_400Regular.ttf"),
  bold: require.resolve("@expo-google-fonts/open-sans/700Bold/OpenSans_700Bold.ttf"),
} as const;

export type FontWeight = keyof typeof FONT_FILES;

const loaded = new Map<FontWeight, Font>();

function font(weight: FontWeight): Font {
  const known = loaded.get(weight);
  if (known) return known;
  const opentype = require("opentype.js") as typeof import("opentype.js");
  const bytes = fs.readFileSync(FONT_FILES[weight]);
  const parsed = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
  loaded.set(weight, parsed);
  return parsed;
}

/** How far above and below the baseline the font reaches, in em (its horizontal header table). */
export const ASCENT = 1.069;
export const DESCENT = 0.293;

/** The advance width of a text in pixels, kerning included. */
export function textWidth(text: string, size: number, weight: FontWeight = "regular"): number {
  return text === "" ? 0 : font(weight).getAdvanceWidth(text, size);
}
