/**
 * How an entity is spoken of without its name ("the capital", "a senior commander"). `Common{kind}` may stand wherever a rule says
 * `{kind}`; the shares below bring the number of entities in a sentence down to that of real news.
 */
export const COMMON_SHARE: Readonly<Record<string, number>> = {
  person: 0.67, athlete: 0.45, artist: 0.4, country: 0.3, "country:actor": 0.25, city: 0.42, "city:actor": 0.3, place: 0.35,
  region: 0.35, party: 0.4, militia: 0.45, company: 0.45, agency: 0.5, university: 0.45, team: 0.4, media: 0.4, ministry: 0.45,
    alliance: 0.36,
  event: 0.6, tournament: 0.55, storm: 0.7, disease: 0.68, art: 0.1, prize: 0.2, nationality: 0.16,
};

export const DESCRIPTION_RULES = `
Common{person}
  1 *Person
ConflictPerson
  3 the [~soldier]? [soldier:s]
  1 a [~official] [official:s]
PoliticsPerson
  3 the [~official]? [official:s]
  1 a [~official] [official:s]
DiplomacyPerson
  3 the [~official]? [official:s]
  1 the {nationality} [official:s]
JusticePerson
  2 the [~civilian]? [civilian:s]
  2 the [~official]? [official:s]
EconomyPerson
  3 the [~businessman]? [businessman:s]
  1 a [~official] [official:s]
DisasterPerson
  2 the [~official]? [official:s]
  1 a [~civilian] [civilian:s]
SciencePerson
  2 the [~expert]? [expert:s]
  1 a [~expert] [expert:s]
SportPerson
  2 the [~athlete]? [athlete:s]
  1 a [~athlete] [athlete:s]
CulturePerson
  2 the [~artist]? [artist:s]
  1 a [~artist] [artist:s]
Common{athlete}
  2 the [~athlete]? [athlete:s]
  1 a [~athlete] [athlete:s]
Common{artist}
  2 the [~artist]? [artist:s]
  1 a [~artist] [artist:s]
Common{country}
  6 the country/NN
  1 the [~site] region/NN
  1 the region/NN
  2 a neighboring/VBG country/NN
Common{country:actor}
  3 the government/NN
  2 Noun<body>:s
  1 the country/NN
Common{city}
  4 the capital/NN
  3 the [~site]? [settlement:s]
  2 a [~site] [settlement:s]
Common{city:actor}
  1 the government/NN
Common{place}
  2 the country/NN
  2 the [~site]? [settlement:s]
Common{region}
  2 the [~site] region/NN
  1 the [~site] [site:p]
Common{party}
  2 the opposition/NN
  2 the [~body] party/NN
  1 the [~body] coalition/NN
Common{militia}
  2 the [~fighter]? [fighter:p]
  1 the [~body] group/NN
Common{company}
  2 the company/NN
  2 a [~firm] [firm:s]
  1 the [~firm] [firm:s]
Common{agency}
  2 the agency/NN
  2 a [~body] [body:s]
Common{university}
  2 the university/NN
  1 a [~body] hospital/NN
  1 a [~body] laboratory/NN
Common{team}
  2 the defending/VBG champions/NNS
  2 the home/NN team/NN
  1 the visitors/NNS
Common{media}
  2 a [~body] newspaper/NN
  2 state/NN television/NN
  1 a [~body] station/NN
Common{ministry}
  2 the ministry/NN
  2 the [~body] government/NN
  1 parliament/NN
  1 the cabinet/NN
Common{alliance}
  2 the organization/NN
  2 the international/JJ community/NN
  1 the [~body] alliance/NN
Common{event}
  3 the holiday/NN
  2 the [~meeting] [meeting:s]
Common{tournament}
  3 the [~contest] [contest:s]
Common{storm}
  3 the [~disaster] [disaster:s]
Common{disease}
  2 the virus/NN
  2 the [disease:s]
  1 the disease/NN
Common{prize}
  2 the [~meeting] award/NN
  1 a [~meeting] prize/NN
Common{art}
  2 the [~work] [work:s]
Common{nationality}
  3 local/JJ
  2 foreign/JJ
  1 government/NN
`;
