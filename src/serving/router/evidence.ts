/** Multiples of the tolerated odds that count as too much, all taken as equally likely: from twice to practically always. */
const WORSE_BY = [2, 4, 8, 32] as const;

/** The probability whose odds are `times` those of p. */
export function withOdds(p: number, times: number): number {
  return (times * p) / (times * p + 1 - p);
}

/** What one event, and one trial without an event, add to the logarithm of the likelihood ratio of one alternative. */
interface Weights {
  readonly event: number;
  readonly none: number;
}

function weightsFor(tolerated: number): readonly Weights[] {
  return WORSE_BY.map((times) => {
    const worse = withOdds(tolerated, times);
    return { event: Math.log(worse / tolerated), none: Math.log((1 - worse) / (1 - tolerated)) };
  });
}

function logMeanExp(values: readonly number[]): number {
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0) / values.length);
}

/**
 * The evidence that events befall more often than with the tolerated probability, after `events` of `trials`: the logarithm
 * of the likelihood ratio of a mixture of larger probabilities to the tolerated one (Wald 1945; Robbins 1970). While the true
 * probability is at most the tolerated one, the ratio is a supermartingale that begins at 1, so that by Ville's inequality it
 * ever reaches 1 / α with a probability of at most α, however often one looks (Howard et al. 2021). Trials must be independent.
 */
export function logEvidence(events: number, trials: number, tolerated: number): number {
  return logMeanExp(weightsFor(tolerated).map(({ event, none }) => events * event + (trials - events) * none));
}
