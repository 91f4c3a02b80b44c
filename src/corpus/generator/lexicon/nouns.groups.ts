/** Nouns for bodies, meetings, papers and quarrels: the furniture of public life. Frequent to rare; singular forms. */
export const GROUP_NOUNS: Readonly<Record<string, string>> = {
  body: `government group party ministry parliament company military agency police_force opposition army court council commission coalition
    committee organization administration union bank cabinet delegation authority movement assembly tribunal task_force faction alliance
    congress senate legislature secretariat bureau directorate institute association federation league panel board jury embassy
    consulate mission contingent battalion brigade regiment squadron fleet navy garrison militia junta monarchy republic regime caucus
    foundation charity watchdog think_tank newspaper broadcaster network station publisher firm consortium conglomerate cartel syndicate`,
  firm: `company firm bank airline manufacturer producer refinery supplier insurer automaker carmaker retailer startup subsidiary utility
    conglomerate consortium brewery distillery shipyard publisher broadcaster carrier brokerage lender operator contractor steelmaker
    chipmaker drugmaker developer cooperative franchise chain wholesaler exporter importer mill foundry cannery dairy bakery bookseller`,
  document: `agreement plan proposal report resolution deal law treaty bill statement constitution budget accord draft letter document
    decree
    petition contract amendment declaration charter memorandum communique pact protocol convention statute ordinance directive program
    package blueprint roadmap timetable framework manifesto verdict ruling indictment warrant subpoena affidavit motion referendum
    census survey audit review inquiry dossier transcript memo file list pamphlet leaflet questionnaire guideline regulation ultimatum`,
  meeting: `meeting summit conference election visit vote session trip talk debate ceremony hearing negotiation campaign trial briefing
    ballot
    tour interview speech rally march strike demonstration protest inauguration funeral signing forum seminar workshop gathering reception
    banquet congress convention runoff primary recount by-election handover swearing-in anniversary commemoration parade vigil sit-in
    boycott walkout exercise drill maneuver inspection consultation discussion exchange dialogue roundtable hearing arbitration`,
  quarrel: `dispute crisis conflict war problem issue threat question challenge standoff dilemma tension rivalry disagreement
    controversy scandal
    deadlock stalemate impasse feud confrontation row grievance complaint allegation accusation charge claim offense violation breach
    failure mistake setback obstacle barrier weakness fear worry doubt concern suspicion rumor pressure burden risk danger uncertainty`,
  abuse: `violence corruption terrorism poverty unemployment inflation discrimination torture hunger fraud smuggling racism trafficking
    crime
    repression censorship extremism piracy injustice inequality bribery extortion nepotism intimidation harassment lawlessness impunity
    aggression occupation genocide starvation malnutrition illiteracy drought pollution deforestation overfishing waste mismanagement
    espionage sabotage propaganda money-laundering kidnapping blackmail persecution militancy sectarianism separatism unrest`,
  crime: `corruption fraud murder terrorism smuggling torture bribery kidnapping espionage theft treason violence extortion piracy perjury
    arson embezzlement trafficking blackmail sabotage money-laundering genocide conspiracy robbery forgery assault manslaughter sedition
    vandalism slander libel poaching desertion`,
  ideal: `peace security democracy stability reform independence freedom justice cooperation unity reconciliation dialogue trade development
    growth aid tolerance transparency sovereignty equality disarmament autonomy reconstruction accountability solidarity prosperity
    education progress investment research tourism self-rule partnership integration enlargement privatization modernization
    decentralization conservation recovery restraint compromise moderation understanding trust goodwill dignity pluralism governance`,
  action: `decision move step action effort attempt offer request demand appeal call response reaction announcement warning pledge promise
    refusal withdrawal deployment arrest raid release delay cancellation closure ban embargo sanction tariff subsidy penalty restriction
    concession compromise gesture initiative measure policy strategy approach pullout ceasefire truce amnesty pardon curfew crackdown
    reshuffle resignation appointment nomination dismissal reversal retreat suspension extension expansion reduction increase`,
};
