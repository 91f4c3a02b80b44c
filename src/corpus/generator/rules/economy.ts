/** Markets and companies; storms, floods and relief. */
export const ECONOMY_RULES = `
EconomyClause
  3 Plain<indicator> in {country} [change:past] [amount]? {percent} When?
  3 {company} [business:past] Noun<firm>:s in {country} for {money} When?
  2 {company} [trade:past] {count} tons/NNS of [goods] to {country} in {year}
  2 {country:actor} [trade:past] [goods] worth/IN {money} {lastPeriod}
  2 shares/NNS of {company} [change:past] {percent} to {money} in {city} When?
  2 {ministry} [back:past] Noun<document>:s to [promote:base] [ideal] When?
  1 the price/NN of [goods] [change:past] [amount] to {money} on the market/NN in {city}
  1 {person} of {company} and {person} of {company} [back:past] Noun<document>:s in {city}
  1 {company} , which [trade:present:s] [goods] , [build:past] Plain<building> in {city} When?
  1 {alliance} approved/VBD {money} in loans/NNS for {country} When?
  1 {company} cut/VBD {count} jobs/NNS Where? When?
  1 Noun<businessman>:p in {city} [trade:past] [goods] from {company}
  1 {country} has [promote:participle] [ideal] since {year}
EconomyPlan
  2 {company} Will [trade:base] [goods] and [goods] to {country}
  1 {person:plain} , Noun<expert>:s at {company} , [state:past] that Plain<indicator> Will [change:base]
  1 {company} and {company} are in talks/NNS about/IN Noun<document>:s worth/IN {money}
EconomyAny
  6 EconomyClause
  1 EconomyPlan
EconomyDoing
  2 [trade:past] [goods] from {company}
  2 owned/VBD {company}
  1 lost/VBD {money} {lastPeriod}

DisasterClause
  3 Noun<disaster>:s [ruin:past] Plain<building> Where? When?
  2 {storm} [ruin:past] Plain<building> Where When?
  2 {storm} , with winds/NNS of {count} kilometers/NNS an hour/NN , [move:past] toward {place} When?
  2 Count<civilian> was:p [hurt:participle] when Noun<disaster>:s [ruin:past] Plain<site> Where
  2 {agency} [deliver:past] [relief] to [civilian:p] in {place} When?
  2 {alliance} [vote:past] to [deliver:base] [relief] for {count} [civilian:p] in {region}
  2 {person} [move:past] to {city} When? to [meet:base] Noun<civilian>:p
  1 Plain<vehicle> crashed/VBD Where When? , [hurt:gerund] Count<civilian>
  1 {agency} and {agency} [help:past] Count<civilian> after Noun<disaster>:s Where
  1 {country:actor} pledged/VBD {money} in [relief] When?
  1 Count<civilian> was:p still missing/VBG Where after Noun<disaster>:s
  1 Noun<soldier>:p from {country} [help:past] [civilian:p] in {city}
  1 {storm} caused/VBD [damage] worth/IN {money} in {country} in {year}
  1 Noun<civilian>:p in {city} and {city} had no [goods] or [goods] When?
  1 {person} declared/VBD an emergency/NN in {place} after {storm}
DisasterAny
  1 DisasterClause
DisasterDoing
  2 lost/VBD their homes/NNS in Noun<disaster>:s
  2 [move:past] to {city}
  1 needed/VBD [relief]
`;
