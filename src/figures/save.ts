import * as path from "node:path";
import { writeFileAtomic } from "../files/atomic";
import { stableJson } from "../files/stable-json";
import type { FigureSpec } from "./figure";
import { renderPng } from "./renderer/png";
import { renderSvg } from "./renderer/svg";

export interface SavedFigure {
  readonly svg: string;
  readonly png: Buffer;
  /** The three files written: the specification (.json), the vector picture (.svg), the pixel picture (.png). */
  readonly files: readonly string[];
}

/**
 * Draws a specification and writes NAME.json, NAME.svg and NAME.png into the folder, each by an atomic rename. The three
 * files depend on the specification alone, byte for byte, so drawing again leaves a clean working tree.
 */
export async function saveFigure(name: string, spec: FigureSpec, folder: string): Promise<SavedFigure> {
  const svg = await renderSvg(spec);
  const png = renderPng(svg);
  const contents: readonly (readonly [string, string | Uint8Array])[] = [
    [".json", `${stableJson(spec, 1)}\n`],
    [".svg", svg],
    [".png", png],
  ];
  const files = contents.map(([extension, content]) => {
    const file = path.join(folder, name + extension);
    writeFileAtomic(file, content);
    return file;
  });
  return { svg, png, files };
}
