/** Organizations, months, works, events and forces of nature. `_` stands for a space, `|` divides names, `{slot}` is filled in. */
export const ALLIANCES = `United_Nations|European_Union|NATO|U.N.|EU|World_Bank|Security_Council|African_Union|Red_Cross|
International_Monetary_Fund|Arab_League|
OPEC|World_Health_Organization|International_Atomic_Energy_Agency|World_Trade_Organization|IMF|Amnesty_International|Human_Rights_Watch|
UNICEF|
International_Criminal_Court|World_Food_Program|IAEA|Organization_of_American_States|Doctors_Without_Borders|General_Assembly|G8|
European_Commission|
Commonwealth_of_Independent_States|ASEAN|International_Committee_of_the_Red_Cross|WTO|African_Development_Bank`;
export const MINISTRIES = `Foreign_Ministry|Interior_Ministry|Defense_Ministry|Health_Ministry|Supreme_Court|Ministry_of_{field}|
Finance_Ministry|Senate|Central_Bank|
Parliament|National_Assembly|Electoral_Commission|Constitutional_Court|Ministry_of_{field}_and_{field}|Navy|Air_Force|Congress|
House_of_Representatives|
Department_of_{field}|State_Department|Army|National_Guard|Border_Guard|Council_of_Ministers|Bureau_of_{field}`;
export const ORGANIZATION_PATTERNS: Readonly<Record<string, string>> = {
  party: `{virtue}_Party|{virtue}_{virtue}_Party|{virtue}_Front|Movement_for_{cause}|{virtue}_Alliance|Union_for_{cause}_and_{cause}|
    Party_of_{cause}|
{surname}_Bloc|{virtue}_Union|Alliance_for_the_{cause}_of_{town}|{name}|{name}|{adjective}_{virtue}_Party|{adjective}_{virtue}_Congress`,
  militia: `Army_of_{cause}|{name}|{virtue}_Liberation_Front|{town}_Brigades|Front_for_the_Liberation_of_{town}|Sons_of_{town}|
    {virtue}_Resistance_Army|{name}_Militia|
Soldiers_of_the_{thing}|Martyrs_of_{town}_Brigade|al-{name}|al-{name}|{name}|Lords_of_the_{thing}|{adjective}_Liberation_Army|
Islamic_Army_in_{country}`,
  company: `{surname}|{name}|{surname}_{suffix}|{name}_{suffix}|{town}_{suffix}|{surname}_and_{surname}|{surname}_and_Sons|
    {virtue}_{suffix}|Bank_of_{town}|{surname}_{suffix}|{name}|
{surname}|{town}_{virtue}_Bank|{adjective}_Airlines|{country}_Telecom|Bank_of_{country}|{adjective}_{suffix}`,
  agency: `{virtue}_{field}_Agency|Institute_for_{field}_Studies|Committee_for_the_Protection_of_{thing}s|{field}_Council|{name}|
    {surname}_Watch|Center_for_{field}_and_{field}|{surname}_Foundation|
Council_on_{field}|{virtue}_Commission_on_{field}|Office_of_{field}|{town}_Society_for_{field}|Friends_of_the_{thing}|
{adjective}_Red_Crescent|{adjective}_Red_Cross|{adjective}_{field}_Council`,
  university: `University_of_{town}|{town}_University|{surname}_University|{surname}_College|{town}_Institute_of_{field}|
    {surname}_Hospital|Academy_of_{field}|
{town}_Medical_Center|University_of_{country}|{adjective}_Academy_of_{field}`,
  team: `{town}|{town}_United|{town}|{virtue}_{town}|{town}_City|Sporting_{town}|{town}_{thing}s|Dynamo_{town}|{town}`,
  media: `{name}_News|The_{town}_Times|{town}_Post|Radio_{town}|{virtue}_Broadcasting_Corporation|{name}|{town}_Herald|Daily_{thing}|
    {surname}_Press|Voice_of_{town}|Radio_{country}|The_{country}_Times|{adjective}_News_Agency`,
};
export const SLOT_WORDS: Readonly<Record<string, string>> = {
  virtue: `National Democratic People's United Liberal Popular Revolutionary Islamic Republican Social Socialist Patriotic Independent
    New Workers Labor
    Christian Federal Progressive Royal General Central Eastern Green Northern Pan-African First Southern Civic Conservative`,
  cause: `Justice Freedom Democratic_Change Unity Reform Peace Liberation Development Independence Progress National_Salvation Hope
    Dignity Renewal Equality`,
  field: `Health Defense Justice Energy Education Foreign_Affairs Agriculture Information Trade Science Transport Culture Labor
    Strategic_Studies Technology
    Tourism Public_Works Finance Medicine Fisheries Mines Forests Water Religious_Affairs Statistics Aviation Housing Youth Sport`,
  suffix: `Corporation Group Bank Airlines Motors Energy Oil Industries Holdings Steel Pharmaceuticals Systems Electric Media Telecom
    Mining Foods
    Shipping Insurance Chemicals Capital Textiles Brothers Software Aerospace Gas`,
  thing: `Mountain Lion River Eagle Forest Child Star Sun Martyr Falcon Tiger Bear Worker Refugee Farmer Sea Prisoner Wolf Crescent
    Shield Moon Bull`,
};
export const MONTHS = "January February March April May June July August September October November December";
export const WEEKDAYS = "Tuesday Thursday Wednesday Friday Monday Sunday Saturday";
export const EVENT_PATTERNS = `World_War_II|Ramadan|Christmas|Battle_of_{town}|Easter|World_War_I|{town}_Film_Festival|Feast_of_{cause}|
Gulf_War|
Festival_of_the_{thing}|Cold_War|Eid|Siege_of_{town}|{town}_Book_Fair`;
export const TOURNAMENT_PATTERNS = `World_Cup|{town}_Open|Olympic_Games|{surname}_Cup|Grand_Slam|Winter_Olympics|{town}_Marathon|
Champions_League|{town}_Games|
Asian_Games|{town}_Cup|{surname}_Trophy|Davis_Cup`;
export const ART_PATTERNS = `{surname}|The_{thing}_and_the_{thing}|Return_to_{town}|{name}|The_{thing}|The_{surname}_Letters|Song_of_{town}|
Daughters_of_the_{thing}|The_Last_{thing}|A_Winter_in_{town}|{first}|The_House_of_{surname}|Goodbye_to_{town}`;
export const PRIZE_PATTERNS = "Nobel_Prize|{surname}_Prize|{town}_Medal|Nobel_Peace_Prize|Pulitzer_Prize|{surname}_Award";
export const STORM_PATTERNS =
  "Hurricane_{first}|{first}|Tropical_Storm_{first}|Typhoon_{name}|Hurricane_{first}|Cyclone_{first}|{first}|El_Nino";
export const DISEASE_PATTERNS = "H5N1|AIDS|HIV|Ebola|Marburg|SARS|Zika|H1N1|{name}|{town}";
