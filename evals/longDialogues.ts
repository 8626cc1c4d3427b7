/** Long talk of visitors about their lives, with things said once that are asked for at the end. */

export interface LongDialogue {
  /** Sessions of utterances, in order. */
  sessions: string[][];
  questions: { question: string; evidence: string[] }[];
}

/** Said once, and asked for in other words: by the visitor of themselves, or by name. */
const planted: { says: string[]; asks: string }[] = [
  {
    says: ['My grandmother left me her old violin, I am restoring it now.'],
    asks: 'Which instrument did I inherit?',
  },
  {
    says: ['We finally adopted a greyhound from the shelter, she is called Pepper.'],
    asks: 'What is the name of the dog I took in?',
  },
  {
    says: ['I was stung by a jellyfish on the second day in Sardinia.'],
    asks: 'What happened to me while swimming in Italy?',
  },
  {
    says: ['The doctor says I have to cut down on salt because of my blood pressure.'],
    asks: 'Why should I eat less salty food?',
  },
  {
    says: ['I signed up for a pottery class on Thursdays.'],
    asks: 'Which evening course am I taking?',
  },
  {
    says: ['My brother Daniel just became a father, a little girl named Iris.'],
    asks: 'What is my niece called?',
  },
  {
    says: ['I failed the driving test twice before I passed in April.'],
    asks: 'How many attempts did it take until I got my licence?',
  },
  {
    says: ['We painted the nursery a pale yellow because we did not want to know the sex.'],
    asks: 'What colour are the walls of the baby’s room?',
  },
  {
    says: ['I gave up my law degree to bake bread for a living.'],
    asks: 'What did I study before I became a baker?',
  },
  {
    says: ['The band I used to play bass in was called Paper Lanterns.'],
    asks: 'What was the name of my old music group?',
  },
  {
    says: ['I am terrified of heights, I could not even cross the glass bridge.'],
    asks: 'What am I afraid of?',
  },
  {
    says: ['For our anniversary he took me to a tiny island with a lighthouse.'],
    asks: 'Where did we celebrate being married?',
  },
  {
    says: ['I broke my wrist roller skating when I was eleven.'],
    asks: 'How did I injure my arm as a child?',
  },
  {
    says: ['My first job was delivering newspapers before school.'],
    asks: 'How did I earn my first money?',
  },
  {
    says: ['I have been sober for six years in March.'],
    asks: 'Since when have I not had any alcohol?',
  },
  { says: ['Our boat is named after my aunt Matilda.'], asks: 'Who gave the ship its name?' },
  {
    says: ['I would love to open a bookshop with a café one day.'],
    asks: 'What business do I dream of having?',
  },
  {
    says: ['They cancelled the marathon because of the storm, so I ran it alone.'],
    asks: 'Why was the race called off?',
  },
  {
    says: ['I learned sign language so that I can talk with my deaf neighbour.'],
    asks: 'Why can I speak with my hands?',
  },
  {
    says: ['I proposed to her on the ferris wheel, and it got stuck.'],
    asks: 'Where did I ask her to marry me?',
  },
  {
    says: ['My favourite teacher was Mr Okafor, who taught chemistry.'],
    asks: 'Who taught the subject I liked best at school?',
  },
  {
    says: ['We keep bees on the roof of the office.'],
    asks: 'Which animals live above my workplace?',
  },
  {
    says: ['I sold my motorbike to pay for the vet.'],
    asks: 'What did I give up to afford the treatment of my animal?',
  },
  {
    says: ['The recipe calls for cardamom, that is my secret.'],
    asks: 'Which spice do I use that nobody knows about?',
  },
  {
    says: ['I volunteer at the hospice every other Sunday.'],
    asks: 'What charity work do I do at weekends?',
  },
  {
    says: ['I got the scholarship, so I am moving to Lisbon in autumn.'],
    asks: 'Which city will I study in?',
  },
  {
    says: ['My car was stolen outside the cinema last winter.'],
    asks: 'What was taken from me near the movie theatre?',
  },
  {
    says: ['I collect snow globes from every place I visit.'],
    asks: 'What souvenirs do I bring home from trips?',
  },
  { says: ['I grew up on a farm with sixty goats.'], asks: 'What was my childhood home like?' },
  {
    says: ['My therapist suggested that I keep a diary of my dreams.'],
    asks: 'What was I advised to write down?',
  },
  {
    says: ['I dyed my hair green for the charity run.'],
    asks: 'How did I change my look for a good cause?',
  },
  {
    says: ['The flight was delayed by nine hours, we slept on the airport floor.'],
    asks: 'Where did we spend the night when the plane was late?',
  },
  {
    says: ['I dropped my phone into the canal in Amsterdam.'],
    asks: 'How did I lose my mobile in Holland?',
  },
  {
    says: ['My daughter won the regional chess tournament.'],
    asks: 'In which game did my child come first?',
  },
  {
    says: ['I have switched to a vegan diet since I saw that documentary.'],
    asks: 'Why did I stop eating meat and dairy?',
  },
  {
    says: ['I sing tenor in the church choir, though I believe in nothing.'],
    asks: 'Which voice do I have in the group at church?',
  },
  {
    says: ['Who taught you to sail?', 'My uncle Rune did, on the fjord.'],
    asks: 'Who showed me how to handle a boat?',
  },
  {
    says: ['How was the interview at the museum?', 'They offered me the job on the spot!'],
    asks: 'Did I get hired at the museum?',
  },
  {
    says: [
      'What are you reading these days?',
      'Something about the history of maps, from my sister.',
    ],
    asks: 'Which book have I been reading?',
  },
  {
    says: ['Maya: I finally finished the mural at the community centre.'],
    asks: 'What did Maya paint?',
  },
  {
    says: ['Maya: My parents emigrated from Chile in the seventies.'],
    asks: 'Where do Maya’s parents come from?',
  },
  {
    says: ['Joel: I quit smoking with the help of an app.'],
    asks: 'How did Joel stop using cigarettes?',
  },
  {
    says: ['Joel: I have a tattoo of a swallow on my shoulder.'],
    asks: 'What bird does Joel have on his skin?',
  },
  {
    says: ['Maya: The twins start kindergarten on Monday.'],
    asks: 'When do Maya’s children begin preschool?',
  },
  {
    says: ['Joel: My knee surgery is scheduled for the ninth of May.'],
    asks: 'When is Joel’s operation?',
  },
];

const people = ['Tom', 'Lena', 'Marco', 'Aisha', 'Ben', 'Clara', 'Yusuf', 'Nora'];
const places = [
  'the park',
  'the lake',
  'Berlin',
  'the market',
  'the gym',
  'Dublin',
  'the library',
  'the beach',
  'my parents’ house',
  'the mountains',
];
const foods = ['soup', 'pasta', 'a curry', 'pancakes', 'fish', 'a salad', 'tacos', 'an apple pie'];
const hobbies = [
  'swimming',
  'painting',
  'gardening',
  'running',
  'knitting',
  'photography',
  'cycling',
  'yoga',
];
const feelings = [
  'tired',
  'happy',
  'a bit stressed',
  'excited',
  'relaxed',
  'proud',
  'bored',
  'hopeful',
];
const things = ['lamp', 'jacket', 'bicycle', 'sofa', 'camera', 'rug', 'kettle', 'pair of shoes'];
const shows = ['a crime series', 'a nature film', 'a comedy', 'an old western', 'a cooking show'];

/** Everyday talk; `{…}` is filled in. */
const talk = [
  'I met {people} at {places} yesterday.',
  'We cooked {foods} together, it turned out great.',
  'I have been {feelings} all week.',
  '{people} and I are going to {places} on Saturday.',
  'I bought a new {things}, it was on sale.',
  'How was your weekend?',
  'We watched {shows} last night.',
  'I started {hobbies} again after a long break.',
  'Work was busy, but {people} helped me out.',
  'The weather at {places} was lovely.',
  '{people} called me about the plans for next month.',
  'I want to try {hobbies} with {people}.',
  'My day started with {foods} and a walk to {places}.',
  'Have you ever been to {places}?',
  'I feel {feelings} when I think about it.',
  'That sounds wonderful!',
  'The {things} broke, so I have to repair it.',
  '{people} recommended {shows} to me.',
  'I spent the afternoon on {hobbies}.',
  'Thanks, that means a lot.',
  'I could not sleep, so I read until two.',
  '{people} is moving near {places} soon.',
  'We had {foods} at that new restaurant.',
  'I took some photos at {places}.',
  'What are you up to this weekend?',
  'I am learning more about {hobbies} from {people}.',
  'My boss praised the project, I am {feelings}.',
  'I gave my old {things} to {people}.',
  'It rained the whole time at {places}.',
  'I really enjoy {hobbies} in the morning.',
];
const fillers: Record<string, string[]> = {
  people,
  places,
  foods,
  hobbies,
  feelings,
  things,
  shows,
};

/** The same dialogues at every run. @param length utterances of each */
export function makeLongDialogues({
  visitors,
  length,
}: {
  visitors: number;
  length: number;
}): LongDialogue[] {
  return Array.from({ length: visitors }, (_, visitor) => {
    const random = seeded(visitor + 1);
    const pick = (list: string[]) => list[Math.floor(random() * list.length)]!;
    const mine = planted.filter((_each, index) => index % visitors === visitor);
    const say = () =>
      pick(talk).replace(/\{(\w+)\}/g, (_match, name: string) => pick(fillers[name]!));
    const utterances = Array.from({ length }, () => [random() < 0.6 ? `${say()} ${say()}` : say()]);
    for (const [index, { says }] of mine.entries()) {
      const place = Math.floor(((index + random()) * length) / mine.length);
      utterances[Math.min(place, length - 1)]!.push(...says);
    }
    const sessions: string[][] = [];
    for (let start = 0; start < length; start += 15) {
      sessions.push(utterances.slice(start, start + 15).flat());
    }
    const questions = mine.map(({ says, asks }) => ({ question: asks, evidence: [says.at(-1)!] }));
    return { sessions, questions };
  });
}

/** Pseudo-random numbers, 0 ≤ x < 1 (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
