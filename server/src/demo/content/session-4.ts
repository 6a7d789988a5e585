/** Session 4, "Who decides". All sentences are ours; nobody said them. */
import type { DemoBoard } from '../types.ts'

export const boards: readonly DemoBoard[] = [
  {
    table: 1,
    session: 4,
    nodes: [
      {
        key: 'parliament',
        kind: 'position',
        text: 'Le Parlement fixe, une agence contrôle',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Celui qui écrit la règle ne peut pas aussi corriger la copie.', seat: 4 }],
      },
      {
        key: 'inspect',
        kind: 'argument',
        text: 'Comme pour les ascenseurs : un contrôle par an, affiché',
        place: { as: 'supports', to: 'parliament' },
        words: [
          {
            text: 'Dans l’ascenseur il y a une petite plaque avec la date. Je la regarde toujours.',
            seat: 2,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'makers',
        kind: 'argument',
        text: 'Les constructeurs sauront toujours mieux que les contrôleurs',
        place: { as: 'attacks', to: 'parliament' },
        words: [{ text: 'Qui va expliquer au contrôleur ? L’ingénieur qu’il contrôle.', seat: 6 }],
      },
    ],
  },
  {
    table: 2,
    session: 4,
    nodes: [
      {
        key: 'jury',
        kind: 'position',
        text: 'Des citoyens tirés au sort doivent pouvoir tout arrêter',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Pas décider de tout. Mais tirer le signal d’alarme, oui.', seat: 3 }],
      },
      {
        key: 'time',
        kind: 'argument',
        text: 'Personne n’a le temps de lire mille pages',
        place: { as: 'attacks', to: 'jury' },
        words: [{ text: 'J’ai deux enfants et un travail de nuit. Mille pages, je ris.', seat: 5 }],
      },
      {
        key: 'help',
        kind: 'condition',
        text: 'Si on leur donne du temps payé et quelqu’un pour traduire',
        place: { as: 'qualifies', to: 'jury' },
        words: [{ text: 'Comme pour un jury de cour d’assises : on est payé et on vous explique.', seat: 1 }],
      },
    ],
  },
  {
    table: 3,
    session: 4,
    nodes: [
      {
        key: 'state',
        kind: 'position',
        text: 'الدولة تضع القواعد، لا الشركات',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'الشركة تذهب غداً إلى بلد آخر، والدولة تبقى معنا.', seat: 4 }],
      },
      {
        key: 'doubt',
        kind: 'argument',
        text: 'الدولة نفسها تشتري من هذه الشركات',
        place: { as: 'attacks', to: 'state' },
        words: [{ text: 'من يشتري لا يراقب البائع جيّداً، هذه تجربتي في السوق.', seat: 2 }],
      },
      {
        key: 'judge',
        kind: 'question',
        text: 'وإلى أيّ قاضٍ أذهب إذا صدمتني؟',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'أريد باباً أطرقه، بابَ إنسان لا رقم هاتف.', seat: 6, capture: 'dictated' }],
      },
    ],
  },
  {
    table: 4,
    session: 4,
    nodes: [
      {
        key: 'tuv',
        kind: 'position',
        text: 'Eine Prüfstelle, die kein Geld von den Herstellern nimmt',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Beim Diesel haben auch alle geprüft. Und?', seat: 6 }],
      },
      {
        key: 'who',
        kind: 'argument',
        text: 'Irgendwer muss sie bezahlen, also wir',
        place: { as: 'attacks', to: 'tuv' },
        words: [{ text: 'Dann lieber aus der Steuer als aus der Portokasse vom Autobauer.', seat: 1 }],
      },
      {
        key: 'europe',
        kind: 'position',
        text: 'Regeln für ganz Europa, sonst endet die Fahrt in Vaals',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'Ich wohne hier und arbeite drüben. Soll das Auto an der Grenze aussteigen?', seat: 4 }],
      },
    ],
  },
  {
    table: 5,
    session: 4,
    nodes: [
      {
        key: 'mix',
        kind: 'position',
        text: 'Que decida la ciudad, con reglas de Europa',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'La calle es nuestra; el tornillo, que lo mire Bruselas.', seat: 2 }],
      },
      {
        key: 'small',
        kind: 'argument',
        text: 'Un pueblo pequeño no puede negociar con un gigante',
        place: { as: 'attacks', to: 'mix' },
        words: [
          {
            text: 'Nuestro alcalde es también el panadero. Buen hombre, pero no va a pelear con ellos.',
            seat: 5,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'together',
        kind: 'condition',
        text: 'Si los pueblos negocian juntos',
        place: { as: 'qualifies', to: 'mix' },
        words: [{ text: 'Juntos ya conseguimos el centro de salud.', seat: 3 }],
      },
    ],
  },
  {
    table: 6,
    session: 4,
    nodes: [
      {
        key: 'national',
        kind: 'position',
        text: 'The national government leads and answers for it',
        place: { as: 'answers', to: 'issue' },
        words: [
          { text: 'When it goes wrong I want one minister in front of a microphone, not eleven companies.', seat: 4 },
        ],
      },
      {
        key: 'data',
        kind: 'argument',
        text: 'Only whoever sees the data can check anything',
        place: { as: 'supports', to: 'national' },
        words: [{ text: 'Put a black box in it like in a plane, and let the inspectors keep the key.', seat: 2 }],
      },
      {
        key: 'local',
        kind: 'argument',
        text: 'Nobody in the capital knows our junction',
        place: { as: 'attacks', to: 'national' },
        words: [{ text: 'Come and stand at Hansemannplatz at five. Then write your rule.', seat: 6 }],
      },
    ],
  },
]
