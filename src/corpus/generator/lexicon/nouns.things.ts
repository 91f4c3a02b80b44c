/** Nouns for things and places that news happens to, at and with. Frequent to rare; singular forms unless the list says mass. */
export const THING_NOUNS: Readonly<Record<string, string>> = {
  weapon: `bomb car_bomb rocket roadside_bomb grenade missile landmine mortar mine rifle gun shell suicide_belt explosive firebomb
    warhead pistol
    machine-gun torpedo bullet knife sword machete drone launcher tank howitzer cannon detonator`,
  assault: `attack bombing raid blast explosion clash shooting ambush operation offensive battle airstrike assault kidnapping killing
    shootout
    gunfight massacre siege incursion invasion bombardment firefight skirmish uprising mutiny riot hijacking beheading assassination
    stabbing robbery break-in jailbreak barrage counterattack sweep`,
  target: `convoy checkpoint patrol base police_station market mosque bus vehicle village outpost camp house pipeline hotel embassy
    restaurant
    church school truck hospital barracks headquarters helicopter bridge train warehouse post_office courthouse refinery airport bank temple
    shrine monastery synagogue factory cinema theater cafe shop farm compound garage tunnel tower ferry tanker freighter trawler jeep
    motorcade minibus taxi motorcycle ambulance bunker arsenal depot storeroom fortress prison jail cemetery playground stadium`,
  building: `school house hospital bridge church road factory hotel airport office apartment hospital dam mosque railway library museum
    stadium
    theater power_plant tunnel harbor warehouse prison clinic university market tower station terminal courthouse palace monument temple
    kindergarten dormitory laboratory greenhouse lighthouse windmill barn bakery pharmacy garage workshop shelter orphanage cottage villa
    mansion castle skyscraper chapel cathedral statue fountain pier canal reservoir sewer pipeline highway runway power_line`,
  vehicle: `car bus truck plane train ship boat helicopter ferry airliner aircraft_carrier van tanker vessel jet satellite submarine
    motorcycle
    bicycle tractor trailer tram freighter yacht balloon glider canoe locomotive rocket spacecraft rover shuttle capsule probe`,
  settlement: `town village city port suburb district settlement resort township hamlet municipality stronghold outpost`,
  site: `town village city border area province capital district region valley neighborhood suburb camp island coast port river_bank
    mountain
    desert forest highway square street market plain hillside crossing frontier enclave peninsula delta farm plantation field quarry
    mine jungle swamp beach bay lagoon canyon plateau oasis outskirts settlement hamlet slum ghetto shantytown township parish county`,
  disaster: `storm flood earthquake hurricane fire landslide drought cyclone tornado heatwave blizzard accident crash typhoon tsunami
    avalanche wildfire mudslide eruption aftershock explosion collapse leak spill blackout famine epidemic outbreak stampede shipwreck
    derailment collision cave-in sandstorm hailstorm frost cold_snap rainstorm surge tremor blaze monsoon`,
  disease: `flu malaria cholera cancer measles polio pneumonia tuberculosis diarrhea fever diabetes hepatitis typhoid dengue plague anthrax
    influenza meningitis rabies smallpox asthma dementia obesity pneumonia yellow_fever heart_disease dysentery scurvy leukemia`,
  remedy: `vaccine drug treatment test medicine antibiotic therapy surgery transplant technique device tablet injection antidote operation
    screening diagnosis diet procedure vitamin pill serum painkiller blood_test implant scan prescription bandage`,
  finding: `study result finding experiment discovery theory survey sample method report analysis measurement conclusion explanation image
    model estimate observation hypothesis breakthrough fossil skeleton tomb manuscript artifact mosaic inscription meteorite crater comet
    planet moon galaxy telescope species gene protein cell bacterium virus molecule crystal signal`,
  animal: `bird chicken cow pig fish whale elephant tiger duck goose turkey sheep goat horse camel dog cat wolf bear fox deer rabbit rat bat
    monkey gorilla lion leopard rhinoceros turtle shark dolphin seal penguin eagle hawk swan pigeon bee locust mosquito snake crocodile
    frog salmon lobster buffalo donkey panda`,
  work: `film book song album novel play exhibition painting concert poem story documentary opera magazine photograph portrait symphony
    musical
    performance drama series cartoon biography essay sculpture screenplay memoir anthology comedy tragedy thriller ballet mural sonata
    ballad diary sketch tapestry soundtrack trilogy sequel`,
  contest: `match game race tournament final championship season semifinal title competition round set quarterfinal league tour medal trophy
    qualifier playoff heat relay marathon friendly leg event cup bout rematch opener derby decathlon regatta rally`,
  indicator: `price rate profit export economy deficit currency import index share sale output debt wage tax revenue budget surplus demand
    stock income forecast cost loss margin dividend premium yield bond loan salary pension subsidy tariff fee fare toll rent mortgage
    inventory turnover workload harvest catch shipment`,
  period: `day week month year hour decade season minute weekend night morning century quarter summer winter semester`,
  part: `part side leader member end center head body result number majority supporter rest half role section wing edge corner front top
    bottom`,
};
/** Mass nouns: drawn as they stand, no plural, no article needed. */
export const MASS_NOUNS: Readonly<Record<string, string>> = {
  topic: `border_security trade human_rights nuclear_weapons oil_prices taxes immigration climate_change energy_policy water pensions
    health_care
    education land_reform press_freedom missile_tests fishing_rights airspace visas currency_reform debt wages food_safety language
    citizenship pipelines refugees election_rules military_spending arms_sales prisoner_exchanges port_security mining farm_subsidies
    drug_trafficking child_labor nuclear_energy foreign_investment labor_law steel_tariffs whaling adoption space_research`,
  goods: `oil food gas money wheat water electricity coal steel fuel rice sugar coffee cotton corn gold timber cement cocoa copper tea
    milk meat
    fish beef poultry fruit tobacco wool silk leather rubber salt iron uranium aluminum silver zinc lead nickel tin
    gasoline diesel heating_oil clothing furniture machinery equipment software medicine fertilizer livestock grain barley soy flour
    butter cheese bread wine beer vodka paper glass plastic concrete marble sand jewelry footwear textiles porcelain`,
  relief: `aid food water medicine shelter help clothing money fuel assistance equipment relief blankets tents rice milk powder soap bread
    supplies generators training advice protection support funding credit compensation`,
  damage: `damage flooding panic chaos confusion destruction looting outrage anger alarm concern hardship suffering disruption controversy
    resentment unrest bloodshed grief congestion delay despair excitement speculation`,
};
