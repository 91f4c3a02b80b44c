import type { FigureSpec } from "../figures/figure";

/** A file of the site, by its path from the site's root. */
export interface SiteFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** A figure that the project keeps as files, `figures/NN-name.png` with its specification beside it. */
export interface SavedPicture {
  readonly png: Uint8Array;
  readonly spec?: FigureSpec;
}
