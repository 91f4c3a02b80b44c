/** Sentences, noun phrases and adjuncts that every topic shares. For the notation see ../grammar.ts. */
export const SHARED_RULES = `
Sentence
  9 *Any Tail? .
  2 TimeFront *Clause Tail? .
  5 Speaker# Say# that? *Any .
  2 Speaker# Say# *Any , and that *Any .
  3 *Any , Attribution .
  2 " *Any , " Attribution .
  2+ *Any , and *Any .
  2+ *Any , but *Any .
  1+ *Any , while *Clause .
  1+ Speaker# Say# that *Any and that *Any .
  1+ *Any ; *Any , Attribution .
  1+ Subordinate , *Any .
  2 Opinion .
  9 Unnamed .
  1 [sentence] , *Any .
  1 Statement .
  0.5 *Any ( *Any ) .
  0.3+ Series , Attribution .
Series
  1 *Any
  2+ *Any ; Series
  1+ *Any , and Series
Subordinate
  3 after *Clause
  2 although *Clause
  2 as *Clause
  1 despite Noun<quarrel>:p over [topic]
  1 in Noun<document>:s published by {agency}
Tail
  3+ after *Clause
  3+ as *Clause
  2+ while *Clause
  2+ , [cause:gerund] [damage] among Noun<civilian>:p
  2+ because of Noun<quarrel>:s in {place}
  1+ , a move that Speaker# [state:past] would [promote:base] [ideal]
  2+ despite Noun<action>:p by Body<body>:s
  1+ , according to Source
  1 , ahead of Noun<meeting>:s in {city}
TimeFront
  3 on {weekday} ,
  2 in {year} ,
  2 {lastPeriod} ,
  2 earlier {weekday} ,
  1 in {monthYear} ,
  1 {ago} ,
  1 during {event} ,
  1 meanwhile/RB ,
Attribution
  4 Speaker# said/VBD When?
  2 said/VBD {person} , Noun<official>:s in {city}
  2 according to Source
  2 {person} said/VBD in Noun<document>:s
  1 {person} told/VBD {media}
  1 {person} told/VBD reporters in {city} When?
Source
  3 {person}
  2 {ministry}
  2 {agency}
  1 Noun<official>:p in {city}
  1 {media}
  3 the {nationality} {ministry:bare}
  1 Noun<document>:s released by {agency}
Opinion
  2 {pronoun} [state:past] that *Any , adding that [abuse] and [abuse] remain/VBP [~quarrel] [quarrel:p]
  2 {pronoun} said/VBD [topic] could [cause:base] [damage] in {place}
  2 Noun<expert>:p say/VBP {country:actor} needs/VBZ [ideal] and [ideal] , not [abuse]
  2 there were/VBD no reports/NNS of [damage] in {city}
  1 it is not clear/JJ whether *Any
  1 {media} quoted/VBD {person} as saying/VBG that *Any
  1 {person} and {person} declined/VBD to comment/VB on the [action:s]
Unnamed
  3 Noun<official>:p [back:past] Noun<document>:s on [topic] Tail?
  2 Noun<quarrel>:s over [topic] has [cause:participle] [damage] among Noun<civilian>:p
  2 {pronoun} said/VBD the [action:s] would [promote:base] [ideal] and [ideal] Tail?
  2 [~civilian] [civilian:p] fear/VBP that Noun<quarrel>:p Will [cause:base] [abuse] and [abuse]
  2 it was the {ordinal} such [action:s] in recent/JJ Recently
  2 no one/NN was hurt/VBN , but Noun<building>:s and Count<vehicle> was:p [ruin:participle]
  2 Noun<official>:p [state:past] that the [action:s] would [frequency]? [promote:base] [ideal] and [fight:base] [abuse]
  1 Noun<expert>:p [state:past] that Count<civilian> had [vote:participle] to leave their homes/NNS because of [damage]
  1 there is/VBZ no [ideal] without [ideal] , {pronoun} said/VBD
  1 Plain<building> and Plain<building> was:p closed/VBN after Noun<disaster>:s [ruin:past] Noun<site>:s
  1 Noun<body>:s [back:past] Noun<document>:s , but Noun<body>:s [urge:past] it to [promote:base] [ideal]
Statement
  2 {person} is Role in {place} , and {pronoun} [frequency] [promote:past] [ideal] there/RB
  2 {person} was born/VBN in {city} and [move:past] to {country} in {year}
  1 {city:full} , is {possessive} home/NN
  1 {city} is DistanceOf from {capital}
  1 {country} and {country} fought/VBD a [quarrel:s] over {region} in the {decade}
  1 {country} has/VBZ about/IN {count} [civilian:p] in {city} , {city} and {city}
Role
  2 Noun<official>:s of {party}
  1 Noun<expert>:s at {university}
  1 the head/NN of {agency}
  1 Noun<official>:s
DistanceOf
  1 {number} kilometers/NNS
  1 {count} kilometers/NNS

Speaker:s
  10 {person}
  3 {nationality} {person:titled}
  1 {nationality} [official:s] {person:plain}
  2 the {nationality} [official:s]
  2 {ministry} spokesman/NN {person:plain}
  1 {party} [official:s] {person:plain}
  1 {agency} [expert:s] {person:plain}
  2 Noun<official>:s
  1+ {person:plain} , Noun<official>:s in {city} ,
  1+ {person} , who Biography ,
  1+ {person} , the head/NN of {agency} ,
  2 {pronoun}
  1 {ministry}
  2 the {nationality} {ministry:bare}
  1 {alliance}
Speaker:p
  4 {nationality} [official:p]
  2 [official:p] in {city}
  1 Noun<expert>:p
  1 Noun<official>:p
  1 the {nationals}
  1 [official:p] from {alliance}
Biography
  2 [resign:past] in {year}
  2 was elected/VBN in {monthYear}
  1 visited/VBD {city} {lastPeriod}
  1 has led/VBN {party} since {year}
  1 served/VBD in {city} in the {decade}
Say#
  9 said/VBD
  3 [say:present#]
  3 [state:past]
  1 has# [state:participle]

Noun<$>:s
  6 the [~$]? [$:s]
  6 a [~$]? [$:s]
  2 the {nationality} [$:s]
  1 one/CD [~$]? [$:s]
  1 another [$:s]
Noun<$>:p
  4 the [~$]? [$:p]
  6 [~$]? [$:p]
  3 {nationality} [$:p]
  2 {number} [~$]? [$:p]
  1 several [~$]? [$:p]
  1 many [$:p]
  1 most [$:p]
  1 some [~$]? [$:p]
Plain<$>
  2 the [~$]? [$:s]
  2 a [~$]? [$:s]
  2 [~$]? [$:p]
  1 {number} [$:p]
  1 the [~$]? [$:p]
People<$>#
  6 Noun<$>#
  2 Noun<$># from {place}
  2 Noun<$># in {city}
  1+ Noun<$># who *Doing
Body<$>#
  6 Noun<$>#
  2 Noun<$># in {city}
  1+ Noun<$># led/VBN by {person}
  1+ Noun<$># , which is based/VBN in {city} ,
Where
  5 in {city}
  4 in {country}
  2 in {city:full}
  2 in {region}
  2 near {city}
  2 in Noun<site>:s of {city}
  1 in {city} province/NN
  1 in [~compass] {country:bare}
  1 outside {city}
  1 at Noun<site>:s near {city}
  1 along the border/NN with {country}
  1 between {city} and {city}
When
  8 {weekday}
  6 on {weekday}
  1 in {year}
  1 {lateWeekday}
  2 {lastPeriod}
  1 on {monthDay}
  1 in {monthYear}
  1 {weekdayPart}
  1 {ago}
  1 in {month}
  1 in the {decade}
  1 on {fullDate}
  5 in recent/JJ Recently
  2 for the {ordinal} time/NN
  2 without warning/NN
  2 in front/NN of Noun<civilian>:p
Soon
  5 {weekday}
  5 on {weekday}
  2 {nextPeriod}
  1 in {month}
  1 on {monthDay}
  2 soon/RB
  1 later/RB this [period:s]
Recently
  3 weeks/NNS
  3 months/NNS
  3 years/NNS
  2 days/NNS
  1 decades/NNS
Count<$>
  4 {number} [$:p]
  2 {count} [$:p]
  2 [degree] {number} [$:p]
  1 [degree] {count} [$:p]
  1 dozens/NNS of [$:p]
  1 hundreds/NNS of [~$]? [$:p]
  1 {number} {nationality} [$:p]
was:s
  1 was
was:p
  1 were
is:s
  1 is
is:p
  1 are
has:s
  1 has
has:p
  1 have
Will
  4 will
  2 would
  1 could
  1 may/MD
  1 should
`;
