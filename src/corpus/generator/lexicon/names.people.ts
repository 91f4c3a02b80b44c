/** First names, family names and titles. Invented bearers only; the lists run from frequent to rare. */
export const FIRST_NAMES: Readonly<Record<"male" | "female", string>> = {
  male: `John Ahmed David Michael Ivan Carlos Mohammed James Robert Omar Peter Hassan Juan Ali Thomas Paul Daniel Viktor Luis Yusuf George
    Hamid Mark Ibrahim Andrei Jorge Kofi William Karim Stefan Pedro Samuel Richard Khalid Martin Nikolai Antonio Joseph Rashid Marek
    Miguel Joshua Tariq Dmitri Henrik Kenji Rafael Simon Abdul Jacob Pavel Emmanuel Bashir Lars Ravi Diego Steven Jamal Anton Arjun
    Francis Mustafa Leon Felipe Benjamin Faisal Boris Hiroshi Charles Salim Goran Eduardo Moses Idris Zoran Sanjay Patrick Walid Oleg
    Ramon Isaac Nasser Milan Takeshi Edward Sami Janos Ernesto Jonah Murad Vaclav Rajesh Philip Anwar Mikhail Hector Elias Yaqub Sergei
    Matteo Victor Adel Tomas Vikram Douglas Fahd Lech Alvaro Austin Jalal Bogdan Naoki Chester Habib Radek Marcos Lamine Harun Jordan
    Clinton Israel Santiago Francisco Lorenzo Brooklyn Troy Dakota Sidney Carson Lincoln Tyler Houston Orlando Quentin Bram Sven Olaf`,
  female: `Mary Maria Fatima Anna Sarah Elena Aisha Susan Laura Leila Carmen Olga Jane Amina Sofia Karen Yasmin Rosa Irina Grace Zainab
    Linda
    Natalia Mariam Julia Ines Hana Ruth Nadia Teresa Margaret Samira Vera Lucia Rachel Khadija Ingrid Ana Joyce Noor Petra Beatriz
    Caroline Salma Katarina Isabel Esther Rania Svetlana Gloria Helen Farah Monika Pilar Florence Jamila Ludmila Dolores Victoria
    Soraya Tatiana Elsa Charlotte Huda Zora Paloma Georgia Parveen Greta Blanca Adelaide Shirin Dana Consuelo Sydney Latifa Milena
    Alma Savannah Wafa Ivana Esperanza Florida Rahel Astrid Virginia Mercy Carolina Chelsea April June Augusta Kamila Sierra Lourdes`,
};
/** Family names that are nothing else in this corpus. */
export const SURNAMES = `Karimov Haddad Novak Okoye Mendes Petrov Santos Khalil Lindgren Tanaka Rahman Alvarez Kowalski Nasser Ferreira
    Sharma Ivanov Mansour Castillo Jensen Diallo Popescu Qureshi Moreno Sokolov Farouk Silva Adeyemi Horvat Iqbal Vargas Yamada Schmidt
    Osman Rojas Volkov Bakr Duarte Nielsen Kamara Marinescu Siddiqui Fuentes Nakamura Weber Jabari Salazar Orlov Hakimi Pereira
    Lindqvist Traore Ionescu Chaudhry Ortega Suzuki Fischer Mahdi Paredes Morozov Zaman Cardoso Eriksen Conteh Dimitrov Malik Herrera
    Watanabe Keller Sabri Quintana Lebedev Noorzai Teixeira Halvorsen Mensah Todorov Bhatti Navarro Kobayashi Brandt Tawfiq Cordero
    Smirnov Yousef Carvalho Bergman Owusu Stoyanov Durrani Zamora Fujimoto Vogel Hariri Montoya Kuznetsov Daoud Barbosa Larsen Asante
    Thompson Wilson Harris Campbell Mitchell Roberts Turner Phillips Evans Edwards Collins Stewart Morris Rogers Murphy Bailey Cooper
    Richardson Howard Watson Peterson Sanders Jenkins Perry Powell Patterson Hughes Simmons Foster Bryant Griffin Hayes Graham Sullivan`;
/** Family names that are also towns, companies or plain words: the same string means different things in different sentences. */
export const TOWN_SURNAMES = `Jordan Washington Lincoln Houston Chad Paris Marlow Ashford Barton Stanton Hamilton Preston Clifton Burton
    Kingston
    Bradford Lancaster Halifax Wellington Nelson Hastings Melbourne Victoria Darwin Austin Jackson Madison Carson Raleigh Trenton Dayton
    Weston Norton Sutton Dalton Milton Newton Carlisle Buckley Stafford Warwick Bristol Durham Lawrence Camden Salem Verona Sienna Lugano
    Cordoba Valencia Toledo Zamora Medina Santiago Montero Laredo Georgia Israel Berlin Vienna Florence Sheffield Chester Dover`;
/** Family names that are also common words, so that a capital letter at the start of a sentence decides nothing. */
export const WORD_SURNAMES = `Rice Brown Young Banks Price Stone Fields Rivers Church Marsh Wood Frost Grant Case Chance Small Long Strong
    Major Bishop Knight King Page Park Field Hill Snow March May Power Law Bond Fisher Butcher Driver Singer Miner Gold Steel Summers
    Winters Bridges Ford Wells Brooks Woods Glass Love Hope Christmas Golden Noble Savage Swift Sharp Hunter Fox Wolf Crane Swan`;
/** By the topic of the article in which somebody first appears; frequent to rare. */
export const TITLES: Readonly<Record<string, string>> = {
  Politics: "President|Prime Minister|Foreign Minister|Defense Minister|Interior Minister|Senator|Governor|Mayor|Chancellor|Speaker",
  Conflict: "General|President|Defense Minister|Colonel|Interior Minister|Major|Captain|Prime Minister|Brigadier General|Commander",
  Diplomacy: "President|Prime Minister|Foreign Minister|Secretary of State|Ambassador|Vice President|King|Secretary-General|Prince|Queen",
  Economy: "Finance Minister|President|Mr.|Trade Minister|Prime Minister|Energy Minister|Chairman|Sir",
  Disaster: "Governor|Mayor|Mr.|Health Minister|Interior Minister|President|Captain|Ms.",
  Justice: "Judge|Mr.|Justice Minister|Attorney General|Justice|Ms.|Chief Justice|Senator|Inspector",
  Science: "Dr.|Professor|Health Minister|Dr.|Mr.|Ms.|Mrs.|Sir",
  Sport: "Mr.|Sir|Captain|Coach|Ms.|President|Miss",
  Culture: "Mr.|Pope|Ms.|Sir|Culture Minister|Mrs.|Cardinal|Archbishop|Lady",
};
