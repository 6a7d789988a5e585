/** Session 2, "Trust", at the tables in Aachen. All sentences are ours; nobody said them. */
import type { DemoBoard } from '../types.ts'

export const aachen: readonly DemoBoard[] = [
  {
    table: 4,
    session: 2,
    nodes: [
      {
        key: 'tuev',
        kind: 'position',
        text: 'Vertrauen heißt für uns: eine unabhängige Prüfstelle mit Biss',
        place: { as: 'answers', to: 'issue' },
        words: [
          { text: 'Also ich vertrau ja auch keinem Aufzug. Ich vertrau der Plakette.', seat: 1 },
          { text: 'Aber die müssen auch mal Nein sagen dürfen. Sonst ist das Deko.', seat: 4 },
        ],
      },
      {
        key: 'independent',
        kind: 'argument',
        text: 'Wer prüft, darf nicht von dem bezahlt werden, der verkauft',
        place: { as: 'supports', to: 'tuev', group: 'pruefung' },
        words: [{ text: 'Das hatten wir doch alles schon mal, beim Diesel. Da hat auch jeder geprüft.', seat: 2 }],
      },
      {
        key: 'stoppower',
        kind: 'argument',
        text: 'Und wer prüft, muss eine Linie am selben Tag stilllegen können',
        place: { as: 'supports', to: 'tuev', group: 'pruefung' },
        words: [{ text: 'Am selben Tag. Nicht nach der Sommerpause.', seat: 5 }],
      },
      {
        key: 'speed',
        kind: 'argument',
        text: 'Bis eine Behörde entscheidet, ist die Software dreimal neu',
        place: { as: 'attacks', to: 'tuev' },
        words: [{ text: 'Ich arbeite auf dem Amt. Ich sag’s mal so: Wir sind gründlich.', seat: 3 }],
      },
      {
        key: 'freeze',
        kind: 'argument',
        text: 'Stimmt, aber dann darf eben nicht jede Woche neue Software auf die Straße',
        place: { as: 'undercuts', to: 'speed' },
        words: [{ text: 'Dann sollen die sich halt nach uns richten und nicht wir uns nach denen.', seat: 1 }],
      },
      {
        key: 'feel',
        kind: 'position',
        text: 'Man muss es spüren: mitfahren, bevor man abstimmt',
        place: { as: 'answers', to: 'issue' },
        words: [
          {
            text: 'Ich bin einmal mitgefahren, in Monheim. Nach fünf Minuten hab ich aufs Handy geguckt. Das sagt doch alles, oder?',
            seat: 6,
          },
          { text: 'Après trois arrêts, j’avais oublié qu’il n’y avait personne devant.', lang: 'fr', seat: 2 },
        ],
      },
      {
        key: 'monheim',
        kind: 'experience',
        text: 'Der Bus blieb vor einer Taube stehen, und alle haben gelacht',
        place: { as: 'illustrates', to: 'feel' },
        words: [
          {
            text: 'Stand da eine Taube. Eine! Und der Bus wartet, ganz höflich. Hinter uns haben sie gehupt, im Bus haben wir uns vorgestellt, mit Namen und allem.',
            seat: 6,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'lull',
        kind: 'argument',
        text: 'Gewöhnung ist kein Vertrauen, nur weniger Aufmerksamkeit',
        place: { as: 'attacks', to: 'feel' },
        words: [{ text: 'An den Wecker gewöhnt man sich auch, und dann verschläft man.', seat: 5 }],
      },
      {
        key: 'snow',
        kind: 'condition',
        text: 'Wenn er auch bei Schneeregen am Lousberg fährt, oder ehrlich sagt, dass nicht',
        place: { as: 'qualifies', to: 'tuev' },
        words: [{ text: 'Mir ist lieber, er sagt „heute nicht“, als er tut so, als ob.', seat: 3 }],
      },
      {
        key: 'wheel',
        kind: 'question',
        text: 'Was passiert mit dem Rollstuhl, wenn keiner die Rampe ausklappt?',
        place: { as: 'answers', to: 'issue' },
        words: [
          {
            text: 'Ich fahr seit elf Jahren Rollstuhl. Heute hilft mir der Fahrer. Nicht die Technik, der Fahrer. Ich frag nur.',
            seat: 4,
          },
          { text: 'Y los que vamos con carrito de bebé, lo mismo.', lang: 'es', seat: 2 },
        ],
      },
      {
        key: 'ramp',
        kind: 'condition',
        text: 'Nur wenn die Rampe von selbst kommt und geprüft wird wie die Bremse',
        place: { as: 'qualifies', to: 'feel' },
        words: [{ text: 'Wie die Bremse. Genau so schreiben Sie das bitte auf.', seat: 4 }],
      },
      {
        key: 'stvg',
        kind: 'source',
        text: 'Straßenverkehrsgesetz, § 1d bis 1l: autonome Fahrfunktion, technische Aufsicht',
        place: { as: 'cites', to: 'stoppower' },
        words: [
          {
            text: 'Da steht was von „Technischer Aufsicht“. Das ist ein Mensch. Hab extra nachgeguckt.',
            seat: 3,
            capture: 'paper',
          },
        ],
      },
    ],
    links: [{ as: 'supports', from: 'ramp', to: 'wheel' }],
  },
  {
    table: 5,
    session: 2,
    nodes: [
      {
        key: 'neighbours',
        kind: 'position',
        text: 'Confío cuando lo usa la gente que conozco',
        place: { as: 'answers', to: 'issue' },
        words: [
          { text: 'Yo, hasta que no suba mi vecina Paca, nada. Y si Paca repite, entonces hablamos.', seat: 3 },
          { text: 'Mich überzeugt kein Prospekt. Mich überzeugt meine Nachbarin.', lang: 'de', seat: 1 },
        ],
      },
      {
        key: 'mouth',
        kind: 'argument',
        text: 'Lo que cuenta un vecino vale más que cualquier folleto',
        place: { as: 'supports', to: 'neighbours' },
        words: [{ text: 'A mí el fontanero me lo recomendó mi cuñado. Pues esto es igual, pero con ruedas.', seat: 5 }],
      },
      {
        key: 'alike',
        kind: 'argument',
        text: 'Tus vecinos se te parecen: no ves los problemas de los demás',
        place: { as: 'attacks', to: 'neighbours' },
        words: [{ text: 'Claro, si todos tenemos treinta años y buenas piernas, a todos nos va estupendo.', seat: 2 }],
      },
      {
        key: 'onlyfirst',
        kind: 'argument',
        text: 'Cierto, pero aquí hablamos solo de dar el primer paso',
        place: { as: 'undercuts', to: 'alike' },
        words: [{ text: 'Nadie dice que Paca firme la homologación, mujer.', seat: 3 }],
      },
      {
        key: 'explain',
        kind: 'position',
        text: 'Confío si la máquina me explica lo que hace',
        place: { as: 'answers', to: 'issue' },
        words: [
          {
            text: 'Si frena, que me diga por qué. «Freno porque viene un patinete». Con eso ya me quedo tranquila.',
            seat: 6,
          },
          { text: 'أريد أن تتكلم معي، لا أن تفاجئني.', lang: 'ar', seat: 4 },
        ],
      },
      {
        key: 'screen',
        kind: 'argument',
        text: 'Ver en una pantalla lo que ve el autobús quita mucho miedo',
        place: { as: 'supports', to: 'explain' },
        words: [
          { text: 'Cuando ves que él también ha visto al niño del balón, respiras.', seat: 1, capture: 'dictated' },
        ],
      },
      {
        key: 'noise',
        kind: 'argument',
        text: 'Un autobús que habla todo el rato acaba molestando',
        place: { as: 'attacks', to: 'explain' },
        words: [
          {
            text: 'Por favor, que no sea como el supermercado. «Introduzca el artículo en la zona de embolsado». Otra vez.',
            seat: 5,
          },
        ],
      },
      {
        key: 'ask',
        kind: 'condition',
        text: 'Sí, si explica solo cuando se le pregunta o cuando hace algo raro',
        place: { as: 'qualifies', to: 'explain' },
        words: [{ text: 'Como un buen camarero: está, pero no está.', seat: 2 }],
      },
      {
        key: 'grandfather',
        kind: 'experience',
        text: 'Mi abuelo dejó de conducir y se quedó sin partida de dominó',
        place: { as: 'illustrates', to: 'neighbours' },
        words: [
          {
            text: 'Entregó el carné a los 84, muy digno él. Y desde entonces no ha vuelto al bar. Si hubiera un cacharro de estos, se subía el primero.',
            seat: 4,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'data',
        kind: 'question',
        text: '¿Quién guarda dónde he ido, y durante cuánto tiempo?',
        place: { as: 'answers', to: 'issue' },
        words: [
          { text: 'Que el autobús sepa adónde voy, vale. Que lo sepa mañana mi jefe, ya no.', seat: 6 },
          { text: 'My bus driver never kept a diary about me.', lang: 'en', seat: 2 },
        ],
      },
      {
        key: 'gdpr',
        kind: 'source',
        text: 'Reglamento general de protección de datos, artículo 5: solo lo necesario',
        place: { as: 'cites', to: 'data' },
        words: [
          { text: 'Lo necesario para llevarme a casa es… la dirección de mi casa. Y ya.', seat: 1, capture: 'paper' },
        ],
      },
      {
        key: 'forget',
        kind: 'condition',
        text: 'Que se borre cada noche, y que alguien de fuera lo compruebe',
        place: { as: 'qualifies', to: 'neighbours' },
        words: [{ text: 'Cada noche, como la caja del bar.', seat: 5 }],
      },
    ],
    links: [{ as: 'qualifies', from: 'forget', to: 'explain' }],
  },
  {
    table: 6,
    session: 2,
    nodes: [
      {
        key: 'record',
        kind: 'position',
        text: 'I trust a record, not a promise',
        place: { as: 'answers', to: 'issue' },
        words: [
          {
            text: 'My dentist I trust because in twenty years she’s hurt me twice. So: how many years has it got, this thing?',
            seat: 2,
          },
          { text: 'Versprechen kann ich auch viel.', lang: 'de', seat: 4 },
        ],
      },
      {
        key: 'miles',
        kind: 'argument',
        text: 'A million quiet kilometres here say more than a billion in a desert',
        place: { as: 'supports', to: 'record', group: 'miles' },
        words: [{ text: 'Arizona hasn’t got cobbles. Arizona hasn’t got my uncle on his e-bike.', seat: 5 }],
      },
      {
        key: 'counted',
        kind: 'argument',
        text: 'Provided somebody counts the near misses as well',
        place: { as: 'supports', to: 'record', group: 'miles' },
        words: [
          { text: 'The times it almost… you know. Those. Those are the ones I want.', seat: 1, capture: 'dictated' },
        ],
      },
      {
        key: 'chicken',
        kind: 'argument',
        text: 'Nobody gets a record without being trusted first',
        place: { as: 'attacks', to: 'record' },
        words: [
          {
            text: 'It’s the job-with-experience problem, isn’t it? You can’t start, because you haven’t started.',
            seat: 3,
          },
        ],
      },
      {
        key: 'trial',
        kind: 'argument',
        text: 'Fair, but a trial with a safety driver gives a record without asking for trust',
        place: { as: 'undercuts', to: 'chicken' },
        words: [{ text: 'Learner plates! Seriously. Put learner plates on it.', seat: 6 }],
      },
      {
        key: 'say',
        kind: 'position',
        text: 'I would trust it if we had a say in where it runs',
        place: { as: 'answers', to: 'issue' },
        words: [
          {
            text: 'Not one of those evenings where they show you the finished plan and there’s orange juice.',
            seat: 4,
          },
          { text: 'Qu’on nous demande avant, pas après. C’est tout.', lang: 'fr', seat: 1 },
        ],
      },
      {
        key: 'streets',
        kind: 'argument',
        text: 'People accept what they helped to draw',
        place: { as: 'supports', to: 'say' },
        words: [
          {
            text: 'We moved the bus stop outside our school ourselves. Nobody’s ever complained about it. Not even Gerd, and Gerd complains about weather.',
            seat: 2,
          },
        ],
      },
      {
        key: 'loud',
        kind: 'argument',
        text: 'Then the loudest street decides for the quiet ones',
        place: { as: 'attacks', to: 'say' },
        words: [{ text: 'My street doesn’t go to meetings. My street works nights.', seat: 5 }],
      },
      {
        key: 'lot',
        kind: 'condition',
        text: 'Only if the people who decide are drawn by lot, as we were',
        place: { as: 'qualifies', to: 'say' },
        words: [
          {
            text: 'I got a letter and thought it was a parking fine. Best fine I ever had.',
            seat: 5,
            capture: 'paper',
          },
        ],
      },
      {
        key: 'border',
        kind: 'question',
        text: 'What happens at the Dutch border: does it stop, or does the law?',
        place: { as: 'answers', to: 'issue' },
        words: [
          { text: 'Half my street shops in Vaals. It’s four minutes. Does the bus just… end?', seat: 3 },
          { text: 'هنا ثلاث دول في نصف ساعة. أي قانون يركب معي؟', lang: 'ar', seat: 6 },
        ],
      },
      {
        key: 'fog',
        kind: 'experience',
        text: 'The night bus waited in the fog until she had found her key',
        place: { as: 'illustrates', to: 'record' },
        words: [
          {
            text: 'I was nineteen, it was foggy, I couldn’t find my key, and the driver just waited with the lights on me. Fifteen years ago. I still think of him.',
            seat: 1,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'kind',
        kind: 'argument',
        text: 'No record will ever show that kind of thing',
        place: { as: 'attacks', to: 'record' },
        words: [{ text: 'Eso no sale en ninguna estadística.', lang: 'es', seat: 4 }],
      },
    ],
    links: [
      { as: 'supports', from: 'loud', to: 'lot' },
      { as: 'illustrates', from: 'fog', to: 'kind' },
    ],
  },
]
