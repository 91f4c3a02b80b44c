import { FONT_FILES } from "./fonts";

/** Pixels of the PNG per pixel of the SVG, so that a figure of 800 pixels stays sharp on dense displays. */
export const PIXEL_RATIO = 2;

/** Rasterises an SVG of renderSvg on white, PIXEL_RATIO times as wide; the same SVG gives the same bytes. */
export function renderPng(svg: string): Buffer {
  const { Resvg } = require("@resvg/resvg-js") as typeof import("@resvg/resvg-js");
  const image = new Resvg(svg, {
    fitTo: { mode: "zoom", value: PIXEL_RATIO },
    background: "white",
    font: {
      loadSystemFonts: false,
      fontFiles: Object.values(FONT_FILES),
      defaultFontFamily: "Open Sans",
      sansSerifFamily: "Open Sans",
    },
  });
  return image.render().asPng();
}
