import { chosenArm, type Grid } from "./ablation-report";
import { strictScores } from "./model-report";
import { count, mean } from "./percent";

function seriesOf(grid: Grid) {
  const chosen = chosenArm(grid);
  const sizes = [...new Set(grid.arms.flatMap(({ records }) => records.map(({ metrics }) => metrics.trainingSentences)))];
  const valued = grid.arms.filter(({ arm }) => arm.value !== null && (grid.axis.scale !== "log" || arm.value > 0));
  return {
    label: `${sizes.map(count).join(" or ")} sentences`,
    points: valued.map((each) => ({
      label: each.arm.title,
      value: each.arm.value!,
      f1: mean(strictScores(each.records)),
      seeds: strictScores(each.records),
      difference: each.verdict?.interval ?? null,
      differenceWithSeeds: each.verdict?.intervalWithSeeds ?? null,
      isBase: each === grid.base,
      isChosen: each === chosen,
    })),
  };
}

/** Grids as their figure takes them: a panel a list, whose grids vary the same setting on different amounts of data. Arms without a value have no place. */
export function gridScoresData(title: string, panels: readonly (readonly [Grid, ...Grid[]])[]) {
  return {
    title,
    panels: panels.map((grids) => {
      const [{ axis }] = grids;
      return { title: axis.title, unit: axis.unit, scale: axis.scale, series: grids.map(seriesOf) };
    }),
  };
}
