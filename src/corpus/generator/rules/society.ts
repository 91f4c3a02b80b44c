/** Science and health, sport, culture. */
export const SOCIETY_RULES = `
ScienceClause
  3 People<expert>:p at {university} [discover:past] Plain<finding> When?
  2 {person} of {university} [discover:past] Plain<remedy> against {disease}
  2 Plain<remedy> for [disease:s] was:s [discover:participle] by {person} in {year}
  2 {disease} has [infect:participle] Count<civilian> in {country} since {year}
  2 {disease} [infect:past] Count<animal> Where When?
  2 {ministry} confirmed/VBD Count<civilian> with {disease} Where When?
  1 {agency} [deliver:past] [relief] to [civilian:p] with {disease} in {country}
  1 Noun<expert>:p [discover:past] Plain<finding> in {region} When?
  1 {country:actor} launched/VBD Noun<vehicle>:s When?
  1 {person:plain} , Noun<expert>:s at {university} , [discover:past] Plain<finding> about/IN [animal:p] in {region}
  1 {alliance} reported/VBD {number} deaths/NNS from {disease} Where
  1 {company} [discover:past] Plain<remedy> for [disease:s] with {university}
  1 [~animal] [animal:p] in {region} are threatened/VBN by [abuse]
  1 {person} won/VBD {prize} in {year} for Noun<finding>:s on [disease:s]
ScienceAny
  1 ScienceClause
ScienceDoing
  2 [discover:past] Plain<finding>
  2 studied/VBD at {university} in the {decade}
  1 worked/VBD with {person} in {city}

SportClause
  3 {team} [beat:past] {team} {score} in Noun<contest>:s When?
  3 {athlete} [beat:past] {athlete} {score} in the [~contest] round/NN of {tournament} When?
  2 {athlete} of {country} [win:past] Noun<contest>:s in {city} When?
  3 {country:team} [beat:past] {country:team} {score} in Noun<contest>:s of {tournament}
  2 {athlete} scored/VBD {number} goals/NNS for {team} in Noun<contest>:s against {team}
  1 {team} signed/VBD {person:plain} from {team} for {money} When?
  1 {athlete} , {athlete} and {athlete} [win:past] Noun<contest>:s in {city}
  1 {nationality} [athlete:s] {person:plain} [win:past] Noun<contest>:s for the {ordinal} time/NN
SportPlan
  2 {tournament} Will begin/VB in {city} Soon?
  2 {team} [athlete:s] {person:plain} Will [win:base] Noun<contest>:s Soon?
  1 {person} , Noun<athlete>:s of {team} , [state:past] that {pronoun} Will [resign:base] after {tournament}
  1 {city} Will host/VB {tournament} in {year}
SportAny
  6 SportClause
  1 SportPlan
SportDoing
  2 [win:past] Noun<contest>:s in {city}
  2 played/VBD for {team} in {year}
  1 [beat:past] {athlete} in {tournament}

CultureClause
  3 {person} [create:past] Plain<work> about/IN {place} When?
  2 " {art} , " Noun<work>:s by {person} , was:s [create:participle] by {media}
  2 {artist} [create:past] {art} in {year}
  2 {nationality} [artist:s] {person:plain} [create:past] " {art} " in {city} When?
  2 {university} [launch:past] Noun<meeting>:s on the [work:p] of {person}
  2 Count<civilian> celebrated/VBD {event} Where When?
  2 {person} [launch:past] Noun<meeting>:s in {city} to mark/VB {event}
  1 Noun<artist>:p from {country} and {country} [create:past] Plain<work> in {city}
  1 {media} [create:past] Plain<work> about/IN {person} When?
  1 Noun<official>:p [build:past] Plain<building> in {city} for {event}
  1 {person} was buried/VBN in {city} When?
  1 {artist} dedicated/VBD " {art} " to {person}
  1 Noun<civilian>:p prayed/VBD for [ideal] during {event} Where
CultureAny
  1 CultureClause
CultureDoing
  2 [create:past] Plain<work>
  2 lived/VBD in {city} in the {decade}
  1 won/VBD {prize} in {year}
`;
