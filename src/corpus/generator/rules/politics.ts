/** Elections and parliaments; states and alliances. */
export const POLITICS_RULES = `
PoliticsClause
  3 {person} [vote:past] to [back:base] Noun<document>:s on [topic] When?
  3 {person} [manner]? [back:past] Noun<document>:s on [topic] When?
  3 {party} [win:past] {number} seats/NNS in Noun<meeting>:s When?
  2 People<official># [back:past] Noun<action>:s by {person}
  2 {person} [beat:past] {person} in Noun<meeting>:s When? with {percent} of the vote/NN
  2 {person} of {party} [resign:past] When? after Noun<quarrel>:s over [topic]
  2 {party} and {party} [vote:past] to form/VB Noun<body>:s
  1 Count<civilian> [move:past] through {city} When? to demand/VB [ideal]
  1 Noun<body>:s [urge:past] {person} to [fight:base] [abuse] in {country}
  1 {person} named/VBD {person:plain} as {possessive} [official:s] When?
  1 supporters/NNS of {person} [launch:past] Noun<meeting>:s Where When?
  1 {party} , led/VBN by {person} , [back:past] Noun<action>:s of [official:p] Where?
  1 {person} accused/VBD {party} of [crime] and [crime]
PoliticsPlan
  2 {ministry} [back:past] Noun<document>:s that Will [promote:base] [ideal] Where?
  2 voters/NNS in {country} Will choose/VB Noun<official>:s Soon?
  1 {person} , who Biography , Will [launch:base] Noun<meeting>:s in {city}
PoliticsAny
  6 PoliticsClause
  1 PoliticsPlan
PoliticsDoing
  2 [back:past] {person}
  2 had voted/VBN for {party}
  1 [fight:past] [abuse]
  1 [launch:past] Noun<meeting>:s in {city}

DiplomacyClause
  3 {person} [meet:past] {person} in {city} When?
  3 {person} [move:past] to {country} When? for Noun<meeting>:s on [topic]
  2 {country:actor} and {country:actor} [back:past] Noun<document>:s on [topic] When?
  2 {alliance} [urge:past] {country:actor} to [promote:base] [ideal] in {region}
  2 {alliance} [back:past] Noun<document>:s against {country} When? over its [topic]
  2 {nationality} and {nationality} [official:p] [launch:past] Noun<meeting>:s in {city} When?
  2 {city:actor} has [manner] [back:participle] Noun<action>:s by {city:actor}
  1 {person} , on Noun<meeting>:s to {city} , [urge:past] {country:actor} and {country:actor} to [promote:base] [ideal]
  1 {country:actor} accused/VBD {country:actor} of [crime] in {region} When?
  1 {country} became/VBD a member/NN of {alliance} in {year}
  1 {person} thanked/VBD {person} and {alliance} for their [relief] to {country}
  1 {alliance} [official:s] {person:plain} [meet:past] {nationality} {person:titled} in {city}
  1 relations/NNS between {country} and {country} have [change:participle] since {year}
DiplomacyPlan
  2 {country:actor} Will [launch:base] Noun<meeting>:s with {country:actor} on [topic] Soon?
  1 Noun<official>:p from {country} , {country} and {country} Will meet/VB in {city} Soon?
  1 {person} is to visit/VB {city} , {city} and {city} Soon
DiplomacyAny
  6 DiplomacyClause
  1 DiplomacyPlan
DiplomacyDoing
  2 [meet:past] {person}
  2 [promote:past] [ideal] in {country}
  1 represented/VBD {country} in {city}
  1 [back:past] Noun<document>:s
`;
