/** Nouns for people, by role; each list runs from frequent to rare, since words are drawn by rank. Singular forms. */
export const PEOPLE_NOUNS: Readonly<Record<string, string>> = {
  official: `official minister spokesman leader lawmaker diplomat spokeswoman ambassador governor prosecutor judge senator envoy adviser
    mayor
    negotiator aide deputy secretary commissioner politician candidate legislator representative delegate mediator observer administrator
    coordinator organizer regulator inspector chancellor premier councilor treasurer auditor dissident reformer moderate hardliner
    conservative liberal nationalist socialist backbencher incumbent successor predecessor predecessor statesman bureaucrat technocrat
    attorney magistrate ombudsman consul attache emissary interpreter speechwriter strategist pollster whistleblower insider loyalist
    defector rival challenger opponent backer ally supporter critic veteran minder fixer lobbyist donor fundraiser planner registrar`,
  fighter: `militant rebel insurgent gunman attacker fighter bomber extremist terrorist suspect guerrilla kidnapper assailant separatist
    pirate
    smuggler trafficker warlord hijacker sniper mercenary raider mutineer bandit deserter infiltrator accomplice ringleader fugitive
    jihadist recruiter financier bombmaker lookout hostage-taker looter arsonist vigilante saboteur intruder gangster outlaw cutthroat`,
  soldier: `soldier policeman officer commander guard peacekeeper marine pilot sergeant captain recruit conscript paratrooper commando
    reservist
    patrolman sentry gunner lieutenant colonel corporal cadet trainer instructor bodyguard detective investigator sailor airman trooper
    sharpshooter scout engineer medic mechanic interrogator jailer warden constable watchman cavalryman artilleryman signaler`,
  civilian: `civilian resident villager student worker farmer family woman child man teacher passenger driver prisoner detainee hostage
    refugee
    journalist reporter protester demonstrator pilgrim shopkeeper merchant trader tourist migrant immigrant worshiper mourner bystander
    neighbor relative widow orphan pensioner laborer miner fisherman shepherd herder cleric priest imam bishop monk nun preacher missionary
    photographer cameraman editor broadcaster blogger translator volunteer nurse firefighter paramedic rescuer guide porter cook baker
    butcher tailor carpenter plumber electrician welder mason painter barber waiter clerk cashier librarian postman taxi_driver motorist
    cyclist pedestrian commuter shopper spectator fan schoolgirl schoolboy teenager infant toddler newborn grandmother grandfather mother
    father brother sister daughter son cousin uncle nephew bride groom landlord tenant squatter beggar peddler nomad exile settler`,
  expert: `analyst expert economist scientist doctor researcher professor historian lawyer investigator specialist engineer scholar academic
    surgeon physician biologist geologist astronomer physicist chemist meteorologist seismologist veterinarian epidemiologist virologist
    archaeologist anthropologist sociologist psychologist statistician mathematician botanist zoologist oceanographer ecologist
    climatologist pathologist pharmacist dentist midwife agronomist demographer linguist philosopher theologian consultant adviser lecturer
    technician programmer designer architect surveyor curator forecaster inventor laureate dean fellow tutor`,
  businessman: `investor executive banker trader businessman chairman shareholder manager director consumer customer buyer seller
    manufacturer
    producer exporter importer supplier retailer employer employee shopper dealer broker lender borrower creditor debtor founder owner
    partner accountant entrepreneur developer contractor subcontractor distributor wholesaler grower rancher refiner shipper insurer
    taxpayer saver homeowner franchisee speculator bidder billionaire millionaire heir tycoon magnate industrialist financier`,
  athlete: `player coach striker champion goalkeeper captain midfielder defender runner swimmer sprinter boxer cyclist skier teammate
    opponent
    winner loser finalist medalist rookie veteran forward winger referee umpire batsman bowler wrestler gymnast jockey rower sailor
    skater driver golfer fencer archer diver jumper hurdler thrower rider substitute newcomer contender titleholder olympian amateur`,
  artist: `writer singer director actor actress author musician poet painter composer filmmaker novelist sculptor dancer conductor pianist
    guitarist violinist drummer playwright comedian producer publisher critic journalist cartoonist photographer choreographer screenwriter
    illustrator essayist biographer storyteller soprano tenor cellist songwriter rapper puppeteer architect designer collector`,
};
