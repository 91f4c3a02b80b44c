import { DataError } from "../../errors";
import { entitiesOf, type Entity } from "../../evaluation";
import type { Target } from "./breakers";

/** How far two versions agree: counts, no text. */
export interface Agreement {
  readonly sentences: number;
  /** Sentences with the same tag at every token. */
  readonly identical: number;
  readonly tokens: number;
  readonly sameTokens: number;
  /** Entities of the version that answered, of the shadow, and of both (type, first and last token). */
  readonly entities: { readonly answered: number; readonly shadow: number; readonly both: number };
}

export const NO_AGREEMENT: Agreement = {
  sentences: 0, identical: 0, tokens: 0, sameTokens: 0, entities: { answered: 0, shadow: 0, both: 0 },
};

function keyOf({ type, start, end }: Entity): string {
  return `${start} ${end} ${type}`;
}

function sharedEntities(answered: readonly Entity[], shadow: readonly Entity[]): number {
  const known = new Set(answered.map(keyOf));
  return shadow.filter((entity) => known.has(keyOf(entity))).length;
}

/** What one sentence adds. Stray I- tags begin an entity, as in the service's answers. Throws a DataError for unequal lengths. */
export function agreementOf(answered: readonly string[], shadow: readonly string[]): Agreement {
  if (answered.length !== shadow.length) {
    throw new DataError(`A sentence has ${answered.length} tags by one version and ${shadow.length} by the other; compare the same tokens.`);
  }
  const sameTokens = answered.filter((tag, i) => tag === shadow[i]).length;
  const [own, other] = [entitiesOf(answered, "begin"), entitiesOf(shadow, "begin")];
  return {
    sentences: 1,
    identical: Number(sameTokens === answered.length),
    tokens: answered.length,
    sameTokens,
    entities: { answered: own.length, shadow: other.length, both: sharedEntities(own, other) },
  };
}

export function addAgreement(a: Agreement, b: Agreement): Agreement {
  return {
    sentences: a.sentences + b.sentences,
    identical: a.identical + b.identical,
    tokens: a.tokens + b.tokens,
    sameTokens: a.sameTokens + b.sameTokens,
    entities: {
      answered: a.entities.answered + b.entities.answered,
      shadow: a.entities.shadow + b.entities.shadow,
      both: a.entities.both + b.entities.both,
    },
  };
}

/** Shares in [0, 1]; null where there is nothing to agree on. */
export interface AgreementShares {
  readonly sentences: number | null;
  readonly tokens: number | null;
  /** F1 of either version's entities against the other's: it is the same both ways. */
  readonly entities: number | null;
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

export function agreementShares({ sentences, identical, tokens, sameTokens, entities }: Agreement): AgreementShares {
  return {
    sentences: ratio(identical, sentences),
    tokens: ratio(sameTokens, tokens),
    entities: ratio(2 * entities.both, entities.answered + entities.shadow),
  };
}

/** Two versions and how far they agree. */
export interface PairAgreement {
  readonly answered: Target;
  readonly shadow: Target;
  readonly agreement: Agreement;
}

/** Pairs of versions come and go with deployments; so many are remembered, those begun first are forgotten first. */
const REMEMBERED = 32;

/** What is remembered must not hold on to a model that is no longer served. */
function bare({ slot, version }: Target): Target {
  return { slot, version };
}

/** Adds up the agreement of every pair of versions that answered the same sentences. Keeps numbers alone. */
export class AgreementBook {
  private readonly pairs = new Map<string, PairAgreement>();

  add(answered: Target, shadow: Target, tags: readonly string[], shadowTags: readonly string[]): Agreement {
    const one = agreementOf(tags, shadowTags);
    const key = [answered.slot, answered.version, shadow.slot, shadow.version].join(" ");
    const known = this.pairs.get(key)?.agreement ?? NO_AGREEMENT;
    this.pairs.set(key, { answered: bare(answered), shadow: bare(shadow), agreement: addAgreement(known, one) });
    if (this.pairs.size > REMEMBERED) this.pairs.delete(this.pairs.keys().next().value as string);
    return one;
  }

  all(): readonly PairAgreement[] {
    return [...this.pairs.values()];
  }
}
