import type { TrainingConfig } from "./config";

/** How far early stopping and the learning-rate plateau have come. */
export interface Schedule {
  readonly learningRate: number;
  readonly bestScore: number;
  /** 1-based epoch of the best score; 0 before the first. */
  readonly bestEpoch: number;
  readonly epochsWithoutGain: number;
  readonly epochsSinceRateChange: number;
}

export function initialSchedule(config: TrainingConfig): Schedule {
  return { learningRate: config.learningRate, bestScore: -Infinity, bestEpoch: 0, epochsWithoutGain: 0, epochsSinceRateChange: 0 };
}

/**
 * The schedule after an epoch that reached a validation score (larger is better; an equal score is no gain).
 * While the score is 0 every epoch counts as a gain: a tagger that has found no entity yet has not stopped improving, its
 * loss still falls, and patience would keep it untrained.
 */
export function advanceSchedule(schedule: Schedule, config: TrainingConfig, epoch: number, score: number): Schedule {
  if (score > schedule.bestScore || score === 0 && schedule.bestScore === 0) {
    return { ...schedule, bestScore: score, bestEpoch: epoch, epochsWithoutGain: 0, epochsSinceRateChange: 0 };
  }
  const waited = schedule.epochsSinceRateChange + 1;
  const lowers = config.plateau !== null && waited >= config.plateau.patience;
  return {
    ...schedule,
    learningRate: lowers ? schedule.learningRate * config.plateau!.factor : schedule.learningRate,
    epochsWithoutGain: schedule.epochsWithoutGain + 1,
    epochsSinceRateChange: lowers ? 0 : waited,
  };
}

export function isOver(schedule: Schedule, config: TrainingConfig, epochsDone: number): boolean {
  return epochsDone >= config.maximumEpochs || schedule.epochsWithoutGain >= config.patience;
}
