import { resultOrigin, type AddressedNumber, type Family } from "../number";
import { fixed, whole } from "../texts";

function hours(value: number): string {
  return `${fixed(value, 1)} hours`;
}

/** What the published run took. */
export const run: Family = {
  title: "The run",
  numbers: ({ book, json }) => {
    const record = json("run.json");
    const { trials, seeds, experiments } = book.manifest;
    const number = (end: string, what: string, metric: string, text: string, file: string): AddressedNumber =>
      ({ key: `run-${end}`, what, metric, text, from: [resultOrigin(file)] });
    const [seconds, processor] = [Number(record?.["trainingSeconds"]), Number(record?.["trainingProcessorHours"])];
    return [
      ...(typeof record?.["trainings"] === "number" ? [
        number("trainings", "Trainings with a record", "trainings", whole(record["trainings"]), "run.json"),
        number("hours", "Hours of these trainings on machines that did other work beside them", "trainingSeconds", hours(seconds / 3600), "run.json"),
        number("processor-hours", "Processor hours of those trainings that measured them", "trainingProcessorHours", hours(processor), "run.json"),
      ] : []),
      number("planned-trials", "Trials of the manifest, each once", "trials", whole(trials), "manifest.json"),
      number("experiments", "Experiments of the manifest", "experiments", whole(experiments.length), "manifest.json"),
      number("seeds", "Seeds of a headline model", "seeds", whole(seeds), "manifest.json"),
    ];
  },
};
