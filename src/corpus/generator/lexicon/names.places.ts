/**
 * Real countries and cities (facts of geography), and the syllables of invented towns and people.
 * One country a line: name, adjective, plural of its people, cities (capital first), syllable style. `_` stands for a space.
 */
export const COUNTRIES = `
Iraq Iraqi Iraqis Baghdad,Basra,Mosul,Kirkuk,Fallujah desert
United_States American Americans Washington,New_York,Chicago,Houston,Boston west
Iran Iranian Iranians Tehran,Isfahan,Shiraz,Tabriz desert
China Chinese Chinese Beijing,Shanghai,Guangzhou,Harbin east
Israel Israeli Israelis Jerusalem,Tel_Aviv,Haifa desert
Afghanistan Afghan Afghans Kabul,Kandahar,Herat,Jalalabad desert
Russia Russian Russians Moscow,St._Petersburg,Kazan,Grozny slavic
Pakistan Pakistani Pakistanis Islamabad,Karachi,Lahore,Peshawar desert
Britain British Britons London,Manchester,Glasgow,Leeds west
India Indian Indians New_Delhi,Mumbai,Kolkata,Chennai south
France French French Paris,Lyon,Marseille,Toulouse latin
Germany German Germans Berlin,Hamburg,Munich,Cologne west
Japan Japanese Japanese Tokyo,Osaka,Kyoto,Nagoya east
Turkey Turkish Turks Ankara,Istanbul,Izmir,Diyarbakir desert
Lebanon Lebanese Lebanese Beirut,Tripoli,Sidon,Tyre desert
Ukraine Ukrainian Ukrainians Kiev,Lviv,Odessa,Kharkiv slavic
Somalia Somali Somalis Mogadishu,Kismayo,Baidoa savanna
Venezuela Venezuelan Venezuelans Caracas,Maracaibo,Valencia latin
Indonesia Indonesian Indonesians Jakarta,Surabaya,Medan,Bandung south
Sudan Sudanese Sudanese Khartoum,Omdurman,Nyala savanna
Syria Syrian Syrians Damascus,Aleppo,Homs desert
Egypt Egyptian Egyptians Cairo,Alexandria,Luxor,Aswan desert
Nigeria Nigerian Nigerians Abuja,Lagos,Kano,Port_Harcourt savanna
South_Korea South_Korean South_Koreans Seoul,Busan,Incheon east
North_Korea North_Korean North_Koreans Pyongyang,Wonsan east
Colombia Colombian Colombians Bogota,Medellin,Cali latin
Mexico Mexican Mexicans Mexico_City,Guadalajara,Tijuana,Monterrey latin
Thailand Thai Thais Bangkok,Chiang_Mai,Pattani south
Spain Spanish Spaniards Madrid,Barcelona,Valencia,Seville latin
Italy Italian Italians Rome,Milan,Naples,Turin latin
Kenya Kenyan Kenyans Nairobi,Mombasa,Kisumu savanna
Australia Australian Australians Canberra,Sydney,Melbourne,Perth west
Poland Polish Poles Warsaw,Krakow,Gdansk,Lodz slavic
Haiti Haitian Haitians Port-au-Prince,Gonaives latin
Saudi_Arabia Saudi Saudis Riyadh,Jeddah,Mecca desert
Sri_Lanka Sri_Lankan Sri_Lankans Colombo,Kandy,Jaffna south
Georgia Georgian Georgians Tbilisi,Batumi,Gori slavic
Brazil Brazilian Brazilians Brasilia,Rio_de_Janeiro,Sao_Paulo,Recife latin
Canada Canadian Canadians Ottawa,Toronto,Montreal,Vancouver west
Zimbabwe Zimbabwean Zimbabweans Harare,Bulawayo savanna
Nepal Nepalese Nepalese Kathmandu,Pokhara south
Cuba Cuban Cubans Havana,Santiago latin
Burma Burmese Burmese Rangoon,Mandalay south
Chad Chadian Chadians N'Djamena,Abeche savanna
Jordan Jordanian Jordanians Amman,Zarqa,Irbid desert
Yemen Yemeni Yemenis Sanaa,Aden,Taiz desert
Bangladesh Bangladeshi Bangladeshis Dhaka,Chittagong,Khulna south
Philippines Philippine Filipinos Manila,Cebu,Davao south
Vietnam Vietnamese Vietnamese Hanoi,Hue,Da_Nang east
Serbia Serbian Serbs Belgrade,Nis,Novi_Sad slavic
Ethiopia Ethiopian Ethiopians Addis_Ababa,Harar,Gondar savanna
South_Africa South_African South_Africans Pretoria,Johannesburg,Cape_Town,Durban savanna
Congo Congolese Congolese Kinshasa,Goma,Bukavu savanna
Uganda Ugandan Ugandans Kampala,Gulu savanna
Belarus Belarusian Belarusians Minsk,Brest,Gomel slavic
Greece Greek Greeks Athens,Patras latin
Netherlands Dutch Dutch Amsterdam,The_Hague,Rotterdam west
Sweden Swedish Swedes Stockholm,Malmo,Uppsala west
Norway Norwegian Norwegians Oslo,Bergen west
Algeria Algerian Algerians Algiers,Oran desert
Kazakhstan Kazakh Kazakhs Astana,Almaty slavic
Argentina Argentine Argentines Buenos_Aires,Cordoba,Rosario latin
Peru Peruvian Peruvians Lima,Cusco,Arequipa latin
Chile Chilean Chileans Santiago,Valparaiso latin
Bolivia Bolivian Bolivians La_Paz,Sucre latin
Liberia Liberian Liberians Monrovia,Buchanan savanna
Austria Austrian Austrians Vienna,Salzburg,Graz west
Belgium Belgian Belgians Brussels,Antwerp west
Kosovo Kosovar Kosovars Pristina,Prizren slavic
Denmark Danish Danes Copenhagen,Aarhus west
Mali Malian Malians Bamako,Timbuktu savanna
Rwanda Rwandan Rwandans Kigali,Butare savanna
Morocco Moroccan Moroccans Rabat,Casablanca,Fez desert
Switzerland Swiss Swiss Geneva,Zurich,Basel west
`;
/** Other places; those after the bar take an article. */
export const REGIONS = `Europe Africa Asia Gaza Darfur Chechnya Kashmir Latin_America West_Bank South_America Central_Asia
    Southeast_Asia Antarctica Siberia
    Tibet Crimea Sinai Punjab Bavaria Catalonia Texas Florida California Louisiana Alaska Arizona`;
export const ARTICLE_PLACES = `Middle_East Persian_Gulf Black_Sea Caspian_Sea Gaza_Strip West_Bank Red_Sea Gulf_of_Mexico Gulf_of_Aden
    Indian_Ocean Atlantic
    Pacific Balkans Caucasus Caribbean Horn_of_Africa Strait_of_Hormuz Sahara Alps Himalayas Andes Danube Nile Mediterranean Bay_of_Bengal`;
/** Syllables: starts, middles, ends of family names, ends of towns; invented names are start + middle? + end. */
export const STYLES: Readonly<Record<string, readonly [string, string, string, string]>> = {
  desert: [
    "Ha Sa Ka Ra Na Ma Za Ba Ta Qa Ja Fa Sha Kha Du Mu Nu Zu Ghu Su Bu Al Sul Mar Har Kar Jal",
    "ri ma da ba na la zi ka ha mi fa sha li di ya ru",
    "wi di ni rani bari mani zai ali eddin man far wan bi hid sim dawi hab tani",
    "bad abad kuk ra jaf rah wija mia stan shar qan din lut fiya ziyah mar yah",
  ],
  slavic: [
    "Bo Vo Kra Pe Dra Mi Sta No Ze Ra Vla Tro Gra Lu Ko So Dub Zla Bri Che Ple Du Gor Kal Mos",
    "ro li na ve do mi ri sta go ne lo vi za ka",
    "vic sky enko ov ev in uk chenko yev nov ski kovic ak sek",
    "grad sk nitsa vo ny evsk pol mir ovka ica ovo insk ice usk",
  ],
  latin: [
    "Ca Mo Ra Sa Pa Be Va Lo Ma Gue Fe Al Mi Que To Be Ur Es Cor San Bar Gal Mar Del Vil",
    "ra na la do ri ta le mo ca ve ti re lo",
    "guez llo rado rres lva nez ndo no tti ssi ier eau rdo zar nes des cha",
    "mora tana lajara lona rida ranza puerto villa gua dor cay pan vallo neo rique sco",
  ],
  west: [
    "Har Win Al Black Whit Hol Ed Stan Wes Ash Red Brook Col Mar Thorn Kirk Lang Green Ham El Fair Rad Nor Os Bren",
    "ing er le en a ber ",
    "son man field worth stein berg ley wood er mann sen strom well gate dale hauser",
    "ton ham bury ford ville burg port stead field mouth dorf stad haven ridge bridge wick",
  ],
  east: [
    "Li Wa Zha Che Yo Mi Ta Na Ki Ha Su Shi Ko Do Pho Ngu Jin Xu Guo Min Han Lin Tan",
    "ng n ya mi ka shi na ri ko ",
    "ng n moto mura da yama wa uen o guchi zaki min hui bao yen",
    "zhou shan jing yang kawa hama dong an saki lin xi mori hoi nh",
  ],
  south: [
    "Ra Su Pra Cha Vi Ma Na Ku De Ga Sri Tha Bha Lan Wi Pad Sum Ban Kal Vel Nar",
    "ma na ra ti ya va li ku sa ni pu wa",
    "nathan sinha desai rajah wati murthy das putra yanto singham chai kar pala wan sekara",
    "pur nagar gar bang kota tra malai puram ganj wadi patnam buri tuk",
  ],
  savanna: [
    "Mu Ka O Nya Ba Ki Ta Ma Ndu Lu Wa Zi Tshi Ku A Ke Sa Ngo Chi Bu Du Go",
    "ba ga ka le mu nda ri so we to gi bo",
    "mba ngo wa ta ndo kwe bele ane la hara bi nje tunde sewe chi lu",
    "ri dugu nga ma yo ro du kuru wayo gadi beri mbo so ale",
  ],
};
