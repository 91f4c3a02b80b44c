/** Adjectives by the kind of noun that they go with, and adverbs. Frequent to rare. */
export const ADJECTIVES: Readonly<Record<string, string>> = {
  person: `senior top former local suspected new military young foreign prominent leading opposition female armed old key independent
    wounded
    religious powerful influential wealthy popular veteran controversial outspoken respected unidentified unknown masked moderate radical
    retired poor homeless innocent elderly desperate angry frightened exhausted loyal experienced ambitious cautious skeptical
    pragmatic charismatic eloquent stubborn brave careless corrupt disgraced jailed exiled imprisoned injured pregnant unarmed
    unemployed educated illiterate devout secular conservative liberal anonymous famous gifted talented brilliant humble shy ruthless
    notorious reclusive celebrated skilled middle-aged bearded barefoot`,
  group: `new main ruling local international national military regional interim state-run powerful independent private public rebel
    political
    foreign joint provincial federal transitional armed outlawed banned small large leading rival governing state-owned central
    multinational humanitarian religious Islamist left-wing right-wing centrist pro-democracy secretive radical moderate
    reformist hardline breakaway tiny obscure wealthy bankrupt profitable loss-making family-owned special parliamentary constitutional
    ethnic tribal influential conservative liberal secular all-party nongovernmental nonprofit semi-official`,
  thing: `new large major old small second huge heavy powerful modern remote-controlled homemade nearby main abandoned burning crowded
    damaged destroyed expensive cheap stolen hidden empty wooden historic ancient temporary giant unfinished ruined imported
    foreign-made armored unmarked rusty broken fragile secret underground mobile portable sophisticated crude obsolete advanced
    experimental rare precious valuable ordinary enormous tall narrow wide long short deep shallow heavily-guarded two-story
    solar-powered nuclear electric electronic digital plastic concrete luxurious modest shabby elegant`,
  building: `new main old large small nearby crowded local abandoned damaged historic busy modern empty central provincial unfinished
    famous ancient temporary popular wooden private public makeshift heavily-guarded two-story burning luxurious shabby restored
    elegant rebuilt disused derelict sprawling walled state-run foreign-owned well-known`,
  plan: `new final political proposed economic draft comprehensive controversial peace long-term annual joint bilateral emergency secret
    historic landmark preliminary initial formal detailed written recent ambitious sweeping limited binding unanimous tough strict
    temporary permanent interim provisional confidential classified revised amended broad vague generous costly unpopular popular
    unprecedented voluntary mandatory legal illegal urgent necessary routine symbolic hasty bold cautious flawed fair
    balanced modest radical gradual immediate eventual three-year five-point`,
  meeting: `two-day key annual first presidential parliamentary recent special informal closed-door three-day latest emergency public
    high-level upcoming bilateral historic brief rare regional national local successful peaceful violent chaotic tense crucial routine
    ministerial final preliminary lengthy angry heated disputed postponed canceled televised week-long month-long state official private`,
  quarrel: `serious growing political long-running major new worst regional economic bitter latest biggest deep internal constitutional
    global
    violent bloody ethnic religious territorial diplomatic ongoing unresolved domestic longstanding escalating sectarian legal moral
    painful dangerous sensitive difficult complex costly immediate persistent chronic temporary public private`,
  place: `northern southern eastern western remote central volatile mountainous border coastal nearby neighboring rural troubled disputed
    restive southwestern northeastern southeastern northwestern industrial wealthy poor crowded sparsely-populated dusty quiet peaceful
    lawless war-torn devastated flooded arid fertile tropical isolated densely-populated affluent historic oil-rich landlocked
    predominantly-rural snowbound wooded hilly sandy rocky volcanic`,
  disaster: `massive deadly powerful severe devastating huge major strong worst violent sudden recent fatal tropical heavy fierce
    catastrophic rare unusual large-scale unexpected minor mild terrible tragic costly widespread local prolonged unprecedented`,
  compass: `northern southern eastern western central southeastern northwestern southwestern northeastern`,
  market: `global domestic foreign higher annual lower total average crude weak strong monthly quarterly record public private gross net
    retail wholesale industrial agricultural commercial overseas rising falling soaring slumping sluggish volatile stable
    seasonal steady disappointing unexpected robust modest healthy poor`,
  contest: `first final last second third opening next decisive international indoor outdoor disappointing dramatic thrilling one-sided
    crucial semifinal domestic national annual long-awaited rain-hit delayed overtime singles doubles close tight prestigious`,
  science: `new recent large clinical early experimental major international scientific important detailed independent promising surprising
    rare genetic ancient medical preliminary chemical biological archaeological astronomical distant unusual mysterious tiny huge
    effective expensive cheap safe harmful contagious common long-term small-scale careful rigorous controversial unpublished`,
  work: `new first latest early popular famous best-selling award-winning short long unfinished controversial banned lost forgotten
    celebrated classic modern contemporary traditional historical satirical romantic experimental silent animated posthumous
    critically-acclaimed low-budget haunting playful sentimental epic`,
  animal: `wild infected dead rare sick endangered domestic stray migratory young large white black gray brown spotted tame hungry injured`,
};
export const NOUN_TO_ADJECTIVES: Readonly<Record<string, string>> = {
  official: "person", fighter: "person", soldier: "person", civilian: "person", expert: "person", businessman: "person", athlete: "person",
  artist: "person", body: "group", firm: "group", document: "plan", meeting: "meeting", quarrel: "quarrel", action: "plan",
  weapon: "thing", assault: "disaster", target: "building", building: "building", settlement: "place", vehicle: "thing",
  site: "place", disaster: "disaster", remedy: "science", finding: "science", animal: "animal", work: "work", compass: "compass",
  contest: "contest", indicator: "market", goods: "market",
};
export const ADVERBS: Readonly<Record<string, string>> = {
  manner: `strongly repeatedly quickly officially publicly sharply quietly formally immediately openly briefly successfully carefully
    privately peacefully unanimously temporarily deliberately reluctantly firmly flatly angrily secretly jointly narrowly swiftly gradually
    suddenly cautiously bluntly politely bitterly warmly hastily eagerly solemnly grudgingly patiently discreetly boldly wrongly rightly
    reportedly apparently allegedly mistakenly voluntarily illegally forcibly systematically unexpectedly`,
  sentence: `meanwhile however separately also earlier later still instead nevertheless elsewhere moreover similarly additionally finally
    ironically unfortunately therefore afterward`,
  degree: `about nearly more_than at_least almost around roughly up_to some fewer_than over only approximately`,
  amount: `sharply slightly steadily rapidly significantly dramatically modestly substantially considerably slowly marginally unexpectedly
    noticeably briskly abruptly`,
  frequency: `often also already never still always usually recently frequently rarely previously generally sometimes increasingly
    consistently routinely traditionally`,
};
