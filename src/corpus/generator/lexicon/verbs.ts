/** Verbs by frame (what may stand before and after them), base forms, frequent to rare. */
export const VERBS: Readonly<Record<string, string>> = {
  say: `say`,
  state: `announce add warn report note explain confirm believe predict admit insist acknowledge argue stress complain suggest estimate
    claim declare
    maintain concede remark emphasize observe assert reveal disclose recall indicate testify contend caution reiterate boast speculate`,
  urge: `urge ask call_on press order tell encourage force persuade pressure invite instruct want expect require push beg advise implore
    compel challenge
    warn authorize allow lobby remind`,
  strike: `attack bomb raid target shell storm ambush hit strike destroy seize overrun surround blow_up set_fire_to fire_on loot ransack
    besiege torch vandalize damage capture recapture bombard pound`,
  harm: `kill wound injure kidnap shoot abduct murder hurt threaten execute trap behead stab torture maim rob assassinate`,
  hurt: `kill wound injure hurt maim`,
  capture: `arrest detain capture kill question release hold free surround chase interrogate rescue imprison disarm identify intercept jail
    deport extradite expel evacuate`,
  explode: `explode detonate go_off blow_up`,
  clash: `clash fight battle struggle skirmish`,
  back: `support back approve reject condemn criticize welcome endorse oppose discuss praise propose sign denounce consider review support
    defend block dismiss demand adopt ratify veto amend draft debate postpone cancel abandon delay scrap suspend study revise
    question challenge renounce disrupt boycott embrace shelve unveil publish circulate hail`,
  meet: `meet visit host join see telephone greet welcome consult brief interview accompany thank receive contact address`,
  accuse: `accuse suspect convict acquit`,
  fight: `fight combat end reduce prevent stop condemn denounce address tackle eradicate eliminate curb tolerate ignore punish investigate
    expose deplore`,
  promote: `promote support restore seek strengthen protect bring discuss demand improve guarantee encourage defend achieve boost champion
    preserve undermine threaten ensure foster advance cherish safeguard`,
  resign: `resign retire return leave arrive die recover apologize appear speak travel testify withdraw win lose surrender disappear escape
    depart abdicate faint`,
  move: `travel return fly go head flee move drive walk sail march ride retreat commute migrate drift crawl`,
  change: `rise fall increase drop grow decline jump climb slip gain surge plunge slump shrink soar double tumble rebound expand weaken
    strengthen recover rally stagnate dip stabilize worsen improve sink edge_up contract`,
  trade: `buy sell export import produce supply purchase ship store deliver manufacture refine process distribute stockpile harvest smuggle
    consume recycle subsidize transport`,
  business: `buy acquire sell close open expand launch restructure own run join replace finance operate manage merge_with privatize
    nationalize sue rescue overtake relocate audit rename`,
  build: `build rebuild open repair close destroy construct inspect restore demolish renovate evacuate expand finance inaugurate
    clean modernize reopen visit abandon redesign decorate fortify insure dismantle`,
  ruin: `destroy damage hit flatten flood wreck devastate bury engulf ravage submerge topple batter shake sweep_away level swamp uproot`,
  help: `help send evacuate feed rescue treat assist protect shelter house comfort vaccinate train hire pay employ host train recruit
    support educate counsel reunite register resettle`,
  deliver: `deliver send provide distribute donate need receive bring offer request airlift collect ship hand_out ration`,
  win: `win lose reach dominate enter miss start finish play attend watch miss organize cancel postpone sponsor`,
  beat: `beat defeat face outplay upset overpower edge crush play rout eliminate thrash outclass overcome oust stun meet`,
  discover: `discover find publish develop examine test study identify present observe analyze describe record detect collect isolate
    measure
    photograph compare catalog decipher decode replicate verify excavate map unearth`,
  infect: `infect kill affect sicken weaken strike spare paralyze`,
  create: `write publish direct produce release record present perform praise ban star_in translate compose paint finish screen review
    rewrite dedicate illustrate exhibit auction donate rehearse stage sing adapt plagiarize`,
  vote: `vote decide agree plan refuse promise vow try fail threaten offer begin continue expect hope intend attempt pledge prepare want
    hesitate volunteer struggle manage seek decline`,
  launch: `launch hold attend begin organize host cancel resume end plan postpone delay open lead conduct arrange chair televise convene
    adjourn boycott disrupt monitor schedule reschedule interrupt extend conclude`,
  cause: `cause trigger spark provoke bring fuel follow create increase raise produce intensify unleash worsen reignite`,
};
export const IRREGULAR_VERBS = `say said said|tell told told|hit hit hit|strike struck struck|set set set|blow blew blown|
shoot shot shot|hold held held|
  fight fought fought|meet met met|see saw seen|bring brought brought|seek sought sought|win won won|lose lost lost|leave left left|
    speak spoke spoken|
  fly flew flown|go went gone|flee fled fled|drive drove driven|ride rode ridden|rise rose risen|fall fell fallen|grow grew grown|
    slip slipped slipped|
  shrink shrank shrunk|sink sank sunk|buy bought bought|sell sold sold|run ran run|build built built|rebuild rebuilt rebuilt|
    sweep swept swept|
  send sent sent|feed fed fed|pay paid paid|find found found|write wrote written|rewrite rewrote rewritten|sing sang sung|begin began begun|
  hurt hurt hurt|free freed freed|beat beat beaten|upset upset upset|overcome overcame overcome|overtake overtook overtaken|lead led led|
  make made made|take took taken|give gave given|come came come|become became become|see saw seen|know knew known|think thought thought|
  catch caught caught|shake shook shaken|overrun overran overrun|withdraw withdrew withdrawn|forbid forbade forbidden|cut cut cut|
    spread spread spread|
  outplay outplayed outplayed|beg begged begged|admit admitted admitted|star starred starred|rob robbed robbed|slip slipped slipped|
  fuel fueled fueled|stab stabbed stabbed|hail hailed hailed|have had had|be was been|do did done|show showed shown|
  break broke broken|choose chose chosen|hide hid hidden|lend lent lent|spend spent spent|stand stood stood|rout routed routed|
    deport deported deported`;
