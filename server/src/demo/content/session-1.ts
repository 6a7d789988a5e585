/** Session 1, "My mobility today": finished boards of the morning. All sentences are ours; nobody said them. */
import type { DemoBoard } from '../types.ts'

export const boards: readonly DemoBoard[] = [
  {
    table: 1,
    session: 1,
    nodes: [
      {
        key: 'time',
        kind: 'position',
        text: 'Ce qui pèse, c’est le temps perdu, pas le prix',
        place: { as: 'answers', to: 'issue' },
        words: [
          { text: 'Une heure et quart porte à porte. Je connais tous les nids-de-poule par leur prénom.', seat: 2 },
          { text: 'Le matin je pars avant les enfants, le soir je rentre après. C’est ça, ma mobilité.', seat: 4 },
        ],
      },
      {
        key: 'read',
        kind: 'argument',
        text: 'Un trajet où l’on peut lire ou dormir n’est pas perdu',
        place: { as: 'supports', to: 'time' },
        words: [{ text: 'Dans le train, je lis. En voiture, je râle. C’est le même temps, hein.', seat: 1 }],
      },
      {
        key: 'price',
        kind: 'argument',
        text: 'Pour certains, deux tickets par jour, c’est déjà trop',
        place: { as: 'attacks', to: 'time' },
        words: [{ text: 'Moi je marche. Pas pour la santé. Pour les 2 euros 40.', seat: 6 }],
      },
      {
        key: 'bike',
        kind: 'position',
        text: 'Le vélo, si on ne devait pas y risquer sa peau',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'J’ai trois vélos et une seule vie, donc je prends le tram.', seat: 5 }],
      },
      {
        key: 'petite',
        kind: 'experience',
        text: 'Un camion lui a frôlé le coude sur la Petite Ceinture',
        place: { as: 'illustrates', to: 'bike' },
        words: [
          {
            text: 'Le rétroviseur m’a touché le coude. Juste le coude. J’ai posé le vélo contre un arbre et je suis rentrée à pied, avec les jambes comme du coton.',
            seat: 3,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'lanes',
        kind: 'condition',
        text: 'Si la piste est séparée par autre chose que de la peinture',
        place: { as: 'qualifies', to: 'bike' },
        words: [{ text: 'Paint is not a wall.', lang: 'en', seat: 2 }],
      },
      {
        key: 'car',
        kind: 'position',
        text: 'La voiture, parce qu’après 21 heures il n’y a plus rien d’autre',
        place: { as: 'answers', to: 'issue' },
        words: [
          {
            text: 'Je finis à 22 heures 30. Le dernier bus, lui, finit à 22 heures 20. On s’est ratés pendant six ans.',
            seat: 5,
          },
          { text: 'عملي ليلاً. في الليل المدينة مدينة أخرى.', lang: 'ar', seat: 4 },
        ],
      },
      {
        key: 'night',
        kind: 'question',
        text: 'Qui dessine les horaires : ceux qui travaillent le jour ?',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'C’est une vraie question, ce n’est pas méchant.', seat: 5, capture: 'from-notes' }],
      },
    ],
  },
  {
    table: 2,
    session: 1,
    nodes: [
      {
        key: 'mix',
        kind: 'position',
        text: 'Je mélange tout : trottinette, métro, pieds, et parfois le voisin',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Le lundi c’est le métro, le mardi c’est Kevin. Kevin, c’est mon voisin.', seat: 3 }],
      },
      {
        key: 'apps',
        kind: 'argument',
        text: 'Il faut cinq applications pour faire six kilomètres',
        place: { as: 'attacks', to: 'mix' },
        words: [{ text: 'Et cinq mots de passe. À mon âge. J’ai un carnet.', seat: 6 }],
      },
      {
        key: 'free',
        kind: 'argument',
        text: 'Ne dépendre d’aucun moyen, c’est la liberté',
        place: { as: 'supports', to: 'mix' },
        words: [
          {
            text: 'Une grève ? Je prends autre chose. Il pleut ? Je prends autre chose. Kevin est malade ? Je marche.',
            seat: 3,
          },
        ],
      },
      {
        key: 'depend',
        kind: 'position',
        text: 'Je dépends des autres pour chaque sortie',
        place: { as: 'answers', to: 'issue' },
        words: [
          {
            text: 'Je ne vois presque plus. Si ma fille ne vient pas, je ne sors pas. Il ne faut pas tourner autour du pot.',
            seat: 2,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'ask',
        kind: 'argument',
        text: 'Demander chaque fois, à la longue, on n’ose plus',
        place: { as: 'supports', to: 'depend' },
        words: [
          { text: 'On n’ose plus. Alors on dit qu’on n’avait pas envie.', seat: 2, capture: 'dictated' },
          { text: 'Meine Tante sagt auch immer, sie habe keine Lust. Sie hat Lust.', lang: 'de', seat: 5 },
        ],
      },
      {
        key: 'taxi',
        kind: 'experience',
        text: 'Le taxi réservé la veille n’est jamais venu',
        place: { as: 'illustrates', to: 'depend' },
        words: [
          { text: 'J’étais prête, avec mon manteau, dans l’entrée. J’ai attendu une heure en manteau.', seat: 2 },
        ],
      },
      {
        key: 'door',
        kind: 'condition',
        text: 'Si cela vient jusqu’à ma porte, et que ça attend',
        place: { as: 'qualifies', to: 'depend' },
        words: [{ text: 'Jusqu’à la porte. Pas jusqu’à l’arrêt « tout proche ».', seat: 4 }],
      },
      {
        key: 'plan',
        kind: 'source',
        text: 'Le plan de mobilité de la Région, page sur les personnes à mobilité réduite',
        place: { as: 'cites', to: 'depend' },
        words: [{ text: 'Il y a une page. Une. Je l’ai cherchée dix minutes.', seat: 1, capture: 'paper' }],
      },
    ],
  },
  {
    table: 3,
    session: 1,
    nodes: [
      {
        key: 'walk',
        kind: 'position',
        text: 'أمشي، لأن كل ما أحتاجه في الحي',
        place: { as: 'answers', to: 'issue' },
        words: [
          { text: 'الخبز والمدرسة والطبيب، عشر دقائق. لماذا السيارة؟', seat: 1 },
          { text: 'Tant que l’ascenseur marche, je marche aussi.', lang: 'fr', seat: 6 },
        ],
      },
      {
        key: 'luck',
        kind: 'argument',
        text: 'هذا حظّ من يسكن في الوسط فقط',
        place: { as: 'attacks', to: 'walk' },
        words: [{ text: 'أنا في الضاحية. أقرب خبز على بعد حافلتين، ولا أبالغ.', seat: 4 }],
      },
      {
        key: 'work',
        kind: 'position',
        text: 'السيارة عدّة شغلي وليست رفاهية',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'أنا سبّاك. ضع السلّم والأنابيب في المترو إن استطعت.', seat: 2, capture: 'dictated' }],
      },
      {
        key: 'park',
        kind: 'argument',
        text: 'نصف يومي يضيع في البحث عن موقف',
        place: { as: 'supports', to: 'work' },
        words: [{ text: 'الزبون يقول: تأخّرت. وأنا تحت بيته منذ نصف ساعة أدور وأدور.', seat: 2 }],
      },
      {
        key: 'share',
        kind: 'condition',
        text: 'أترك سيارتي إذا وجدت شاحنة صغيرة قرب بيتي متى احتجتها',
        place: { as: 'qualifies', to: 'work' },
        words: [{ text: 'لا أريد أن أملكها، أريد أن أجدها. فرق كبير.', seat: 5 }],
      },
      {
        key: 'mother',
        kind: 'experience',
        text: 'أمّ مع عربة أطفال حملها أربعة غرباء على درج المحطة',
        place: { as: 'illustrates', to: 'walk' },
        words: [
          {
            text: 'المصعد معطّل، فحملوا العربة وابني نائم فيها كالملك. شكرتهم بأربع لغات.',
            seat: 3,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'lifts',
        kind: 'question',
        text: 'لماذا تبقى المصاعد معطّلة أشهراً؟',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Three months. There’s a sign that says “soon”.', lang: 'en', seat: 5 }],
      },
    ],
  },
  {
    table: 4,
    session: 1,
    nodes: [
      {
        key: 'car',
        kind: 'position',
        text: 'Ohne Auto geht es bei uns am Rand der Städteregion nicht',
        place: { as: 'answers', to: 'issue' },
        words: [
          { text: 'Ich wohn in Simmerath. Da fährt der Bus aus Mitleid.', seat: 1 },
          { text: 'Zwei Kinder, drei Vereine, ein Cello. Sagen Sie mir, wie.', seat: 5 },
        ],
      },
      {
        key: 'rare',
        kind: 'argument',
        text: 'Einmal in der Stunde ist kein Angebot, sondern eine Verabredung',
        place: { as: 'supports', to: 'car' },
        words: [
          {
            text: 'Und wehe, der Anschluss ist weg. Dann kennst du das Wartehäuschen, von innen, mit allen Inschriften.',
            seat: 2,
          },
        ],
      },
      {
        key: 'standing',
        kind: 'argument',
        text: 'Das Auto steht 23 Stunden am Tag herum und kostet trotzdem',
        place: { as: 'attacks', to: 'car' },
        words: [{ text: 'Ich hab’s mal ausgerechnet. Danach musste ich mich setzen.', seat: 3 }],
      },
      {
        key: 'bike',
        kind: 'position',
        text: 'Mit dem Rad bin ich in der Stadt schneller als alle',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Vom Ponttor zum Bahnhof sieben Minuten. Auch bergauf. Na gut, neun.', seat: 6 }],
      },
      {
        key: 'theft',
        kind: 'argument',
        text: 'Bis das Rad wieder einmal weg ist',
        place: { as: 'attacks', to: 'bike' },
        words: [{ text: 'Drei Räder in zwei Jahren. Das vierte heißt „Leih mir“.', seat: 4 }],
      },
      {
        key: 'lock',
        kind: 'condition',
        text: 'Wenn es am Bahnhof einen Platz gibt, der abschließbar ist',
        place: { as: 'qualifies', to: 'bike' },
        words: [{ text: 'Bei den Holländern geht’s doch auch, die sind zwanzig Minuten weg.', seat: 6 }],
      },
      {
        key: 'citizens',
        kind: 'experience',
        text: 'Im Bürgerbus kennt der Fahrer die Arzttermine von allen',
        place: { as: 'illustrates', to: 'car' },
        words: [
          {
            text: 'Der fährt ehrenamtlich. Der ruft an, wenn du nicht an der Haltestelle stehst. Der ruft wirklich an.',
            seat: 1,
            capture: 'dictated',
          },
          { text: 'في قريتنا كان السائق يعرف من تأخّر ولماذا.', lang: 'ar', seat: 3 },
        ],
      },
      {
        key: 'who',
        kind: 'question',
        text: 'Wer fährt, wenn die Ehrenamtlichen zu alt werden?',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Der Jüngste bei uns ist 68. Ich frag ja nur.', seat: 2 }],
      },
    ],
  },
  {
    table: 5,
    session: 1,
    nodes: [
      {
        key: 'bus',
        kind: 'position',
        text: 'El autobús, si pasara cuando dice',
        place: { as: 'answers', to: 'issue' },
        words: [
          { text: 'El cartel pone tres minutos. Lleva poniendo tres minutos desde que llegué a Aquisgrán.', seat: 2 },
          { text: 'Yo del autobús me fío poco y del panel, nada.', seat: 6 },
        ],
      },
      {
        key: 'lane',
        kind: 'argument',
        text: 'Con carril propio sería puntual',
        place: { as: 'supports', to: 'bus' },
        words: [{ text: 'Si va en el mismo atasco que los coches, no es un autobús, es un coche grande.', seat: 4 }],
      },
      {
        key: 'shops',
        kind: 'argument',
        text: 'El carril quita la carga y descarga a las tiendas',
        place: { as: 'attacks', to: 'lane' },
        words: [{ text: 'Tengo frutería. Los melones no vienen en bici.', seat: 1 }],
      },
      {
        key: 'early',
        kind: 'argument',
        text: 'Cierto, pero a las seis de la mañana no hay autobuses que estorben',
        place: { as: 'undercuts', to: 'shops' },
        words: [{ text: 'Pues se descarga antes, como toda la vida.', seat: 4 }],
      },
      {
        key: 'foot',
        kind: 'position',
        text: 'A pie y sin prisa: es mi rato',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Media hora andando y llego al trabajo con el mal humor ya gastado.', seat: 5 }],
      },
      {
        key: 'body',
        kind: 'argument',
        text: 'Quien puede andar no debería pensar por quien no puede',
        place: { as: 'attacks', to: 'foot' },
        words: [{ text: 'A mí la rodilla me avisa del tiempo y de las cuestas. Aquí hay muchas cuestas.', seat: 3 }],
      },
      {
        key: 'bench',
        kind: 'condition',
        text: 'Andaría más con un banco cada doscientos metros',
        place: { as: 'qualifies', to: 'foot' },
        words: [{ text: 'Eine Bank. Mehr will ich gar nicht.', lang: 'de', seat: 3, capture: 'paper' }],
      },
      {
        key: 'fall',
        kind: 'experience',
        text: 'Se cayó en el hielo y tres desconocidos la acompañaron a casa',
        place: { as: 'illustrates', to: 'foot' },
        words: [
          {
            text: 'Uno me llevaba la bolsa, otro el brazo y el tercero, no sé, venía por curiosidad. Llegamos los cuatro.',
            seat: 3,
            capture: 'dictated',
          },
        ],
      },
    ],
  },
  {
    table: 6,
    session: 1,
    nodes: [
      {
        key: 'train',
        kind: 'position',
        text: 'I live by the train, so I live by its moods',
        place: { as: 'answers', to: 'issue' },
        words: [
          { text: 'I have two kinds of mornings: the 7.14 and the other kind.', seat: 1 },
          { text: 'J’ai une troisième sorte : le bus de remplacement.', lang: 'fr', seat: 6 },
        ],
      },
      {
        key: 'work',
        kind: 'argument',
        text: 'On the train I get an hour of my own',
        place: { as: 'supports', to: 'train' },
        words: [
          {
            text: 'It’s the only place where nobody needs me. I’ve written half a novel between here and Cologne.',
            seat: 3,
          },
        ],
      },
      {
        key: 'missed',
        kind: 'argument',
        text: 'One missed connection eats that hour three times over',
        place: { as: 'attacks', to: 'train' },
        words: [{ text: 'Half a novel, yes. The other half I wrote in Düren. On platform two. In January.', seat: 4 }],
      },
      {
        key: 'own',
        kind: 'position',
        text: 'My car is the one room that is only mine',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Five people in three rooms at home. In the car I can shout. Or sing. Mostly sing.', seat: 2 }],
      },
      {
        key: 'space',
        kind: 'argument',
        text: 'That room stands on everybody’s street',
        place: { as: 'attacks', to: 'own' },
        words: [
          { text: 'Ten square metres, for free, in the middle of town. I pay rent for less than that.', seat: 5 },
        ],
      },
      {
        key: 'notparking',
        kind: 'argument',
        text: 'True, but this was about why people want a car, not where it stands',
        place: { as: 'undercuts', to: 'space' },
        words: [
          {
            text: 'She’s telling us why she needs it. We can argue about the parking after.',
            seat: 1,
            capture: 'from-notes',
          },
        ],
      },
      {
        key: 'wheel',
        kind: 'experience',
        text: 'The tablet on her dashboard had to be switched off to find the road again',
        place: { as: 'illustrates', to: 'own' },
        words: [
          {
            text: 'It told me to turn left into the cathedral. I’m not religious enough for that.',
            seat: 2,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'give',
        kind: 'condition',
        text: 'I would give it up for something that is there within five minutes',
        place: { as: 'qualifies', to: 'own' },
        words: [
          { text: 'Five. Not “about five”.', seat: 2 },
          { text: 'Cinco minutos alemanes, por favor.', lang: 'es', seat: 4 },
        ],
      },
      {
        key: 'rural',
        kind: 'question',
        text: 'Does that promise end where the town ends?',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Every time I hear “five minutes” I want to ask: where?', seat: 5, capture: 'paper' }],
      },
    ],
  },
]
