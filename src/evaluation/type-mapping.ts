import { sortedByCodePoint } from "./code-points";
import { entitiesOf, type Repair } from "./entities";

/** By a corpus's own type, the common name that its entities get. A type that is no key has no counterpart: its entities are dropped. */
export type TypeNames = ReadonlyMap<string, string>;

/** What the common names rest on: the table below, equal spelling, or nothing but the spans. */
export type MappingRule = "stated" | "same names" | "spans alone";

/** The entity types of two corpora brought together: `source` is the corpus trained on, `target` the one asked about. */
export interface TypeMapping {
  readonly rule: MappingRule;
  readonly source: TypeNames;
  readonly target: TypeNames;
  /** The common names, by code point. */
  readonly shared: readonly string[];
}

/**
 * GMB's types in terms of CoNLL-2003's four, which Wikigold has too: places and the people, states and adjectives of places are one
 * type there, and all that is named but no person, place or organization is another. Times have no counterpart.
 */
export const GMB_AS_CONLL: { readonly [type: string]: string | null } = {
  per: "per", org: "org", geo: "loc", gpe: "loc", art: "misc", eve: "misc", nat: "misc", tim: null,
};

/** The name of every entity when types are left out of the question. */
export const ANY_TYPE = "entity";

function folded(type: string): string {
  return type.toLowerCase();
}

/** The folded common name of a type: its own where the other side has it, else the table's where the other side has that. */
function commonName(type: string, others: ReadonlySet<string>): string {
  const own = folded(type);
  const stated = Object.hasOwn(GMB_AS_CONLL, own) ? GMB_AS_CONLL[own] : null;
  return !others.has(own) && stated && others.has(stated) ? stated : own;
}

function commonNames(types: readonly string[], others: readonly string[]): [type: string, name: string][] {
  const foldedOthers = new Set(others.map(folded));
  return types.map((type) => [type, commonName(type, foldedOthers)]);
}

/** A common name as the target writes it, or else as the source does. */
function spelling(name: string, source: readonly string[], target: readonly string[]): string {
  return [...target, ...source].find((type) => folded(type) === name) ?? name;
}

/** Only the spans are compared: every type of either side is the same. */
export function spansAlone(source: readonly string[], target: readonly string[]): TypeMapping {
  const all = (types: readonly string[]): TypeNames => new Map(types.map((type) => [type, ANY_TYPE]));
  return { rule: "spans alone", source: all(source), target: all(target), shared: [ANY_TYPE] };
}

/**
 * Brings two sets of types together: equal names (case aside) are one type, what the stated table translates is translated, the rest
 * has no counterpart. Where nothing is left, the types are given up and spans alone compared.
 */
export function mapTypes(source: readonly string[], target: readonly string[]): TypeMapping {
  const [ours, theirs] = [commonNames(source, target), commonNames(target, source)];
  const names = new Set(ours.map(([, name]) => name).filter((name) => theirs.some(([, other]) => other === name)));
  if (names.size === 0) return spansAlone(source, target);
  const kept = (pairs: readonly [string, string][]): TypeNames =>
    new Map(pairs.filter(([, name]) => names.has(name)).map(([type, name]) => [type, spelling(name, source, target)]));
  const translated = [...ours, ...theirs].some(([type, name]) => names.has(name) && name !== folded(type));
  const shared = sortedByCodePoint([...names].map((name) => spelling(name, source, target)));
  return { rule: translated ? "stated" : "same names", source: kept(ours), target: kept(theirs), shared };
}

function restricted(names: TypeNames, keeps: (name: string) => boolean): TypeNames {
  return new Map([...names].filter(([, name]) => keeps(name)));
}

/** The mapping with some of its common names alone. */
export function onlyNames(mapping: TypeMapping, wanted: readonly string[]): TypeMapping {
  const keeps = (name: string): boolean => wanted.includes(name);
  return {
    ...mapping,
    source: restricted(mapping.source, keeps),
    target: restricted(mapping.target, keeps),
    shared: mapping.shared.filter(keeps),
  };
}

/**
 * One sentence's entities under their common names, as valid IOB2. Entities are read before they are renamed, so that a stray I- tag
 * never continues a neighbor whose type only the mapping makes equal, and two that come to touch stay two.
 */
export function renameEntities(tags: readonly string[], names: TypeNames, repair: Repair): string[] {
  const renamed = new Array<string>(tags.length).fill("O");
  for (const { type, start, end } of entitiesOf(tags, repair)) {
    const name = names.get(type);
    if (name === undefined) continue;
    for (let token = start; token <= end; token++) renamed[token] = `${token === start ? "B" : "I"}-${name}`;
  }
  return renamed;
}
