/** Fighting and crime. `XClause` is what an article of the topic X is made of, `XDoing` what its people did. */
export const CONFLICT_RULES = `
ConflictClause
  5 Fighters# [strike:past] Plain<target> Where? When?
  3 {nationality} [soldier:p] [manner]? [capture:past] Count<fighter> Where When?
  3 Count<civilian> was:p [hurt:participle] in Plain<assault> Where When?
  3 Plain<weapon> [explode:past] near Plain<target> Where? , [hurt:gerund] Count<civilian>
  2 {militia} claimed/VBD responsibility/NN for Plain<assault> Where
  2 {militia} has [harm:participle] Count<soldier> Where? since {year}
  2 {person} ordered/VBD Noun<assault>:s against {militia} Where? When?
  2 Troops [clash:past] with Fighters:p Where When?
  1 the {nationality} military/NN said/VBD its [soldier:p] [harm:past] Count<fighter> Where
  1 Noun<soldier>:p from {country} [capture:past] {person:plain} , Noun<fighter>:s of {militia} , Where
  1 {person} was:s [harm:participle] by Fighters# Where? When?
  1 {alliance} has sent/VBN Count<soldier> to {place}
  1 {country:actor} and {country:actor} have [vote:participle] to end/VB Noun<quarrel>:s over {region}
  1 Fighters:p [move:past] from {city} to {city} after Noun<assault>:s
  1 Noun<official>:p blamed/VBD {militia} for Plain<assault> Where?
  1 [damage] [move:past] through/IN {city} after Noun<assault>:s
  1 Noun<assault>:s was carried/VBN out/RP against Plain<target> Where
ConflictPlan
  1 {alliance} Will [promote:base] [ideal] in {country} Soon?
ConflictAny
  6 ConflictClause
  1 ConflictPlan
ConflictDoing
  3 [strike:past] Plain<target> Where?
  2 [harm:past] Count<civilian> Where?
  2 had joined/VBN {militia}
  1 [move:past] to {city}
  1 fought/VBD in {country} in the {decade}
Fighters:s
  3 Noun<fighter>:s
  1 Noun<fighter>:s from {place}
  2 {militia}
  1 {person:plain} , Noun<fighter>:s from {place} ,
Fighters:p
  5 Noun<fighter>:p
  2 [~fighter] [fighter:p] loyal/JJ to {person}
  2 [fighter:p] from {militia}
  1 {militia} [fighter:p]
  1 {nationality} [fighter:p]
Troops
  3 {nationality} [soldier:p]
  2 {nationality} and {nationality} [soldier:p]
  2 {alliance} troops/NNS
  1 [soldier:p] from {country}
  1 {alliance} [soldier:p]

JusticeClause
  3 Noun<body>:s in {city} [accuse:past] {person} of [crime] and [crime] When?
  3 {person} was:s [capture:participle] Where? When? on charges/NNS of [crime]
  3 Prosecutors charged/VBD {person:plain} with [crime] When?
  2 the {nationality} {ministry:bare} [back:past] Noun<document>:s on [topic] When?
  2 {person} [fight:past] [abuse] in {country} as Noun<official>:s
  2 Noun<official>:p [capture:past] Count<fighter> Where When?
  2 {person} was sentenced/VBN to {number} years/NNS in prison/NN for [crime] When?
  1 {person} pleaded/VBD not guilty/JJ to [crime] at Noun<meeting>:s Where
  1 {agency} [fight:past] [abuse] in {country}
  1 {person:plain} , Noun<expert>:s from {city} , represents/VBZ {person}
  1 {country:actor} asked/VBD {country:actor} to extradite/VB {person} When?
  1 {party} [official:s] {person:plain} [resign:past] after Noun<quarrel>:s over [abuse]
  1 Noun<civilian>:p accused/VBD {company} of [crime] Where
JusticePlan
  1 {company} Will pay/VB {money} to end/VB Noun<quarrel>:s over [topic]
  1 {person} and {person} Will appear/VB before Noun<body>:s in {city} Soon
JusticeAny
  6 JusticeClause
  1 JusticePlan
JusticeDoing
  2 faced/VBD charges/NNS of [crime]
  2 [fight:past] [abuse] Where?
  1 testified/VBD against {person}
  1 worked/VBD for {company} in the {decade}
Prosecutors
  2 [official:p] in {city}
  1 {nationality} prosecutors/NNS
  1 Noun<official>:p
`;
