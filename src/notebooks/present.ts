import { bundleMetadata, figureBundle } from "../figures/bundle";
import type { Figure } from "../figures/figure";
import { saveFigure } from "../figures/save";
import type { Workspace } from "../experiments/workspace";
import { showBundle, showMarkdown } from "./display";

/** Saves a figure as `figures/NN-name.{json,svg,png}` of the workspace and shows it, live and as a picture, in one output. */
export async function showFigure(workspace: Workspace, notebook: string, figure: Figure): Promise<void> {
  const { png } = await saveFigure(`${notebook}-${figure.name}`, figure.spec, workspace.figures);
  showBundle(figureBundle(figure.spec, png), bundleMetadata(figure.spec));
}

/** Shows the sentences that a notebook found, as a numbered list. */
export function showFindings(sentences: readonly string[]): void {
  showMarkdown(sentences.map((sentence, i) => `${i + 1}. ${sentence}`).join("\n"));
}
