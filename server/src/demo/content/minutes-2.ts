/** Session 2, "Trust": what the reporters of four tables wrote down. All sentences are ours; nobody said them. */
import type { DemoMinutes } from '../notes.ts'

export const minutes: readonly DemoMinutes[] = [
  {
    table: 1,
    session: 2,
    lines: [
      ['h1', 'Premier tour'],
      [
        'p',
        [
          'Tout le monde commence par les preuves : ',
          { of: 'proof' },
          '. La place 2 demande qui les publie, la place 5 qui les lit.',
        ],
      ],
      ['p', ['Puis la place 1 raconte l’ascenseur, et la table change de sujet : ', { of: 'human' }, '.']],
      ['-', 'Une voix, pas un menu'],
      ['-', 'Une langue que l’on parle dans le quartier', { beneath: 'local', seat: 3 }],
      ['-', 'Une réponse avant l’arrêt suivant'],
      ['h2', 'Ce qui reste ouvert'],
      ['1', ['La nuit. Deux personnes y reviennent : ', { of: 'night' }]],
      ['1', 'Le prix d’une personne derrière chaque bouton ; personne n’a de chiffre.'],
      ['>', 'On ne demande pas une machine parfaite. On demande quelqu’un qui décroche.'],
    ],
  },
  {
    table: 3,
    session: 2,
    lines: [
      ['h1', 'الجولة الأولى'],
      ['p', ['بدأ الحديث بالأطفال: ', { of: 'children' }, '. المقعدان 2 و5 لا يختلفان إلا على السنة الأولى.']],
      ['p', ['ثم سأل المقعد 4: لماذا المرافق إذن؟ انظر ', { of: 'point' }, '.']],
      ['-', 'فحص لا يدفع ثمنه من يبيع'],
      ['-', 'إعادة الفحص بعد كل تحديث كبير'],
      ['-', 'رقم يُكتب على الباب لمن يريد أن يشتكي', { beneath: 'law', seat: 6 }],
      ['h2', 'ما بقي مفتوحًا'],
      ['1', ['الوجه: ', { of: 'faces' }]],
      ['1', 'من يدفع أجر المرافق في السنة الأولى؟'],
    ],
  },
  {
    table: 4,
    session: 2,
    lines: [
      ['h1', 'Erste Runde'],
      [
        'p',
        [
          'Die Prüfstelle steht schnell fest: ',
          { of: 'tuev' },
          '. Gestritten wird darüber, wie schnell sie sein kann; siehe ',
          { of: 'speed' },
          '.',
        ],
      ],
      ['p', 'Platz 6 erzählt von Monheim. Es wird gelacht, danach ist der Ton ein anderer.'],
      ['-', 'Wer prüft, hat einen Schlüssel zum Abstellen'],
      ['-', 'Der Schlüssel liegt nicht beim Betreiber', { beneath: 'stoppower', seat: 5 }],
      ['-', 'Und jemand übt das einmal im Jahr'],
      ['h2', 'Was offen bleibt'],
      ['1', ['Der Rollstuhl. ', { of: 'wheel' }, ' Platz 4 und 2 wollen das zuerst gelöst haben.']],
      ['1', 'Ob Gewöhnung zählt. Platz 5 sagt nein, Platz 2 sagt: ein bisschen.'],
      ['>', 'Ich will nicht überzeugt werden. Ich will mitfahren.'],
    ],
  },
  {
    table: 6,
    session: 2,
    lines: [
      ['h1', 'First round'],
      [
        'p',
        [
          'Two camps within five minutes: those who want ',
          { of: 'record' },
          ', and those who say ',
          { of: 'say' },
          '. Seat 3 keeps pointing out that the first needs the second.',
        ],
      ],
      ['-', 'Kilometres driven here, not in a desert'],
      ['-', 'Near misses in the same table as the accidents', { beneath: 'counted', seat: 1 }],
      ['-', 'Published where a bus stop is, not where a website is'],
      [
        'p',
        ['The fog story stops the argument for a while: ', { of: 'fog' }, '. Nobody wants to answer it with a number.'],
      ],
      ['h2', 'What stays open'],
      ['1', ['The border: ', { of: 'border' }, ' Seats 3 and 6 will ask somebody who drives there every day.']],
      ['1', 'How one draws lots among people who have no time.'],
      ['>', 'Kindness is a record too. It is only kept elsewhere.'],
    ],
  },
]
