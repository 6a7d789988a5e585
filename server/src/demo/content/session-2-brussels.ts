/** Session 2, "Trust", at the tables in Brussels. All sentences are ours; nobody said them. */
import type { DemoBoard } from '../types.ts'

export const brussels: readonly DemoBoard[] = [
  {
    table: 1,
    session: 2,
    nodes: [
      {
        key: 'proof',
        kind: 'position',
        text: 'La confiance vient avec des preuves publiques, pas avec une publicité',
        place: { as: 'answers', to: 'issue' },
        words: [
          {
            text: 'Moi je veux bien monter dedans, mais montrez-moi les chiffres. Pas le joli film avec la musique, hein. Les chiffres.',
            seat: 2,
          },
          {
            text: 'Quand une navette freine pour rien, qui le sait ? Personne. On devrait pouvoir le lire quelque part, tout simplement.',
            seat: 5,
          },
        ],
      },
      {
        key: 'incidents',
        kind: 'argument',
        text: 'Si chaque incident est publié, on peut juger par soi-même',
        place: { as: 'supports', to: 'proof', group: 'public' },
        words: [
          {
            text: 'À la piscine ils affichent la qualité de l’eau à l’entrée. Voilà. La même chose, mais pour la ligne 7.',
            seat: 4,
          },
        ],
      },
      {
        key: 'readable',
        kind: 'argument',
        text: 'À condition que ce soit écrit pour des gens, pas pour des ingénieurs',
        place: { as: 'supports', to: 'proof', group: 'public' },
        words: [
          {
            text: 'I’m an engineer and I don’t read those reports either. One page, big letters, done.',
            lang: 'en',
            seat: 6,
          },
        ],
      },
      {
        key: 'figures',
        kind: 'argument',
        text: 'Les chiffres ne rassurent pas quand on a peur',
        place: { as: 'attacks', to: 'proof' },
        words: [
          {
            text: 'Ma sœur a peur de l’avion. Vous pouvez lui donner toutes les statistiques du monde, elle prend le train. Avec trois valises.',
            seat: 1,
          },
        ],
      },
      {
        key: 'habit',
        kind: 'argument',
        text: 'Vrai pour la peur ; mais ici on parle de ce que la ville doit exiger',
        place: { as: 'undercuts', to: 'figures' },
        words: [
          {
            text: 'D’accord, ta sœur a peur. Mais la commune, elle, elle n’a pas le droit d’avoir peur, elle doit vérifier.',
            seat: 3,
          },
        ],
      },
      {
        key: 'human',
        kind: 'position',
        text: 'Il faut toujours quelqu’un à qui parler, tout de suite',
        place: { as: 'answers', to: 'issue' },
        words: [
          {
            text: 'S’il y a un bouton et que derrière le bouton il y a une voix, une vraie, alors oui.',
            seat: 3,
            capture: 'dictated',
          },
          { text: 'أنا لا أحتاج إلى سائق. أحتاج إلى شخص يردّ عندما أضغط على الزر.', lang: 'ar', seat: 4 },
        ],
      },
      {
        key: 'lift',
        kind: 'experience',
        text: 'Bloquée quarante minutes dans un ascenseur, c’est la voix qui l’a calmée',
        place: { as: 'illustrates', to: 'human' },
        words: [
          {
            text: 'J’étais coincée dans l’ascenseur à Schaerbeek, avec mes courses, la glace qui fondait… La dame au téléphone me parlait de son chat. Eh bien ça m’a sauvée.',
            seat: 1,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'local',
        kind: 'condition',
        text: 'Si la personne parle ma langue et connaît le quartier',
        place: { as: 'qualifies', to: 'human' },
        words: [
          { text: 'Pas un centre d’appel à l’autre bout du monde qui me demande d’épeler « Molenbeek ».', seat: 5 },
        ],
      },
      {
        key: 'cost',
        kind: 'argument',
        text: 'Une personne derrière chaque bouton, cela coûte autant qu’un chauffeur',
        place: { as: 'attacks', to: 'human' },
        words: [
          {
            text: 'Enfin, si on paye quelqu’un pour rester derrière le bouton, on aurait pu le laisser au volant, non ?',
            seat: 2,
          },
        ],
      },
      {
        key: 'ten',
        kind: 'argument',
        text: 'Une seule personne peut veiller sur dix navettes',
        place: { as: 'attacks', to: 'cost' },
        words: [
          { text: 'Dix navettes, ce n’est pas dix pannes à la même minute.', seat: 6, capture: 'paper', lang: 'fr' },
        ],
      },
      {
        key: 'rule',
        kind: 'source',
        text: 'Règlement européen 2022/1426 sur les systèmes de conduite automatisée',
        place: { as: 'cites', to: 'proof' },
        words: [
          {
            text: 'Le règlement oblige déjà à signaler les incidents, je l’ai lu hier soir. Enfin… les dix premières pages.',
            seat: 6,
          },
        ],
      },
      {
        key: 'night',
        kind: 'question',
        text: 'Et la nuit, seule avec un inconnu à bord, qui me protège ?',
        place: { as: 'answers', to: 'issue' },
        words: [
          {
            text: 'Le chauffeur, il ne conduit pas seulement. Il regarde dans le rétroviseur. Moi c’est ça qui me manquerait.',
            seat: 4,
          },
          {
            text: 'Con conductor me siento acompañada. Sin él, no sé… miraría dos veces antes de subir.',
            lang: 'es',
            seat: 2,
          },
        ],
      },
    ],
    links: [{ as: 'supports', from: 'night', to: 'human' }],
  },
  {
    table: 2,
    session: 2,
    nodes: [
      {
        key: 'slow',
        kind: 'position',
        text: 'Oui, mais lentement : d’abord une ligne, un an, puis on en reparle',
        place: { as: 'answers', to: 'issue' },
        words: [
          { text: 'On n’apprend pas à nager en se jetant dans le canal.', seat: 1 },
          { text: 'Une année complète, avec la pluie, le carnaval et les travaux. Surtout les travaux.', seat: 3 },
        ],
      },
      {
        key: 'seasons',
        kind: 'argument',
        text: 'Bruxelles en novembre n’a rien à voir avec un circuit d’essai',
        place: { as: 'supports', to: 'slow' },
        words: [
          {
            text: 'Les pavés mouillés, les feuilles, un camion de livraison en double file… qu’elle vienne rue de Flandre à huit heures du matin, la machine.',
            seat: 6,
          },
        ],
      },
      {
        key: 'stop',
        kind: 'condition',
        text: 'Si on a le droit de dire stop au bout d’un an',
        place: { as: 'qualifies', to: 'slow' },
        words: [
          { text: 'Un essai qu’on ne peut pas arrêter, ce n’est pas un essai. C’est une inauguration.', seat: 4 },
          { text: 'Ein Versuch ohne Ende ist kein Versuch.', lang: 'de', seat: 5 },
        ],
      },
      {
        key: 'wait',
        kind: 'argument',
        text: 'Chaque année d’attente, ce sont des gens qui restent chez eux',
        place: { as: 'attacks', to: 'slow' },
        words: [
          {
            text: 'Ma mère habite à Neder-Over-Heembeek, son bus passe une fois par heure. Elle a 81 ans, elle n’a pas un an à attendre, voilà.',
            seat: 2,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'bus',
        kind: 'argument',
        text: 'Vrai, mais un bus de plus réglerait cela demain matin',
        place: { as: 'undercuts', to: 'wait' },
        words: [{ text: 'Si le problème c’est le bus, alors… mettez un bus ?', seat: 3 }],
      },
      {
        key: 'who',
        kind: 'position',
        text: 'Je fais confiance à celui qui paie quand ça tourne mal',
        place: { as: 'answers', to: 'issue' },
        words: [
          { text: 'La confiance, pour moi, ça se signe. Qui répond, combien, en combien de jours.', seat: 5 },
          {
            text: 'If it scratches my car I don’t want a philosophical debate, I want a phone number.',
            lang: 'en',
            seat: 6,
          },
        ],
      },
      {
        key: 'contract',
        kind: 'argument',
        text: 'Avec un responsable désigné d’avance, la victime ne court pas après trois bureaux',
        place: { as: 'supports', to: 'who' },
        words: [
          {
            text: 'Mon beau-frère a attendu deux ans son indemnité. L’assurance disait le fabricant, le fabricant disait la mise à jour. La mise à jour ! Et elle habite où, la mise à jour ?',
            seat: 1,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'money',
        kind: 'argument',
        text: 'L’argent répare la tôle, pas la confiance',
        place: { as: 'attacks', to: 'who' },
        words: [
          { text: 'On peut payer et recommencer le lendemain. Ce que je veux, c’est que ça n’arrive plus.', seat: 4 },
        ],
      },
      {
        key: 'hack',
        kind: 'question',
        text: 'Et si quelqu’un pirate toute la flotte d’un coup ?',
        place: { as: 'answers', to: 'issue' },
        words: [
          {
            text: 'Un chauffeur distrait, c’est un accident. Un pirate, c’est cent accidents. Je dis ça, je ne dis rien.',
            seat: 2,
          },
        ],
      },
      {
        key: 'hospital',
        kind: 'experience',
        text: 'L’hôpital est resté trois jours sans ordinateurs, et tout le monde s’est remis au papier',
        place: { as: 'illustrates', to: 'hack' },
        words: [
          {
            text: 'Je suis infirmière. Trois jours au papier et au crayon. On a tenu parce que les anciennes savaient encore comment on fait.',
            seat: 5,
          },
        ],
      },
      {
        key: 'manual',
        kind: 'condition',
        text: 'À condition qu’on puisse encore tout arrêter à la main',
        place: { as: 'qualifies', to: 'who' },
        words: [{ text: 'لا بدّ من زرّ أحمر يفهمه طفل.', lang: 'ar', seat: 3 }],
      },
    ],
    links: [{ as: 'qualifies', from: 'manual', to: 'slow' }],
  },
  {
    table: 3,
    session: 2,
    nodes: [
      {
        key: 'children',
        kind: 'position',
        text: 'أثق بها يوم أترك أولادي يركبونها وحدهم',
        place: { as: 'answers', to: 'issue' },
        words: [
          { text: 'والله السؤال بسيط: هل تترك ابنك يصعد وحده؟ إذا كان الجواب لا، فلا تكلّمني عن الثقة.', seat: 2 },
          {
            text: 'Ma fille a neuf ans. Elle, elle monterait tout de suite. C’est moi qui ne dormirais pas.',
            lang: 'fr',
            seat: 5,
          },
        ],
      },
      {
        key: 'school',
        kind: 'argument',
        text: 'طريق المدرسة أقصر من أن يحتاج إلى سيارة مع كل طفل',
        place: { as: 'supports', to: 'children' },
        words: [
          {
            text: 'كل صباح نفس الزحمة أمام المدرسة، ثلاثون سيارة وثلاثون طفلاً. مركبة واحدة تكفي.',
            seat: 1,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'adult',
        kind: 'condition',
        text: 'بشرط أن يكون فيها شخص بالغ في السنة الأولى',
        place: { as: 'qualifies', to: 'children' },
        words: [{ text: 'لا يقود، لا يفعل شيئاً، يجلس فقط ويعرف أسماء الأولاد.', seat: 6 }],
      },
      {
        key: 'point',
        kind: 'argument',
        text: 'إن وضعنا فيها مرافقاً فما الفائدة من غياب السائق؟',
        place: { as: 'attacks', to: 'adult' },
        words: [{ text: 'يعني ندفع راتباً لشخص كي ينظر من النافذة؟', seat: 4 }],
      },
      {
        key: 'firstyear',
        kind: 'argument',
        text: 'صحيح، لكننا نتكلم عن سنة أولى لا عن كل السنين',
        place: { as: 'undercuts', to: 'point' },
        words: [{ text: 'حتى الدراجة نمسكها من الخلف في البداية، ثم نتركها.', seat: 2 }],
      },
      {
        key: 'law',
        kind: 'position',
        text: 'الثقة في القانون لا في الآلة',
        place: { as: 'answers', to: 'issue' },
        words: [
          { text: 'أنا لا أعرف كيف تعمل المصاعد، لكن أعرف أن أحداً يفحصها كل سنة ويوقّع باسمه.', seat: 3 },
          { text: 'Someone signs with their own name. That’s it. That’s the whole trick.', lang: 'en', seat: 6 },
        ],
      },
      {
        key: 'inspect',
        kind: 'argument',
        text: 'فحص كل سنة من جهة لا تبيع المركبات',
        place: { as: 'supports', to: 'law' },
        words: [{ text: 'من يبيع البطيخ لا يقول لك إنه غير حلو.', seat: 1 }],
      },
      {
        key: 'updates',
        kind: 'argument',
        text: 'الآلة تتغيّر كل أسبوع بتحديث جديد، والفحص مرة في السنة',
        place: { as: 'attacks', to: 'law' },
        words: [{ text: 'هاتفي بعد التحديث الأخير صار هاتفاً آخر. تخيّل السيارة.', seat: 5 }],
      },
      {
        key: 'updatecheck',
        kind: 'condition',
        text: 'إلا إذا أُعيد الفحص بعد كل تحديث كبير',
        place: { as: 'qualifies', to: 'law' },
        words: [
          {
            text: 'En Allemagne le contrôle technique, c’est tous les deux ans. Pour un logiciel, ça ne veut rien dire.',
            lang: 'fr',
            seat: 4,
          },
        ],
      },
      {
        key: 'taxi',
        kind: 'experience',
        text: 'سائق تاكسي سابق: الراكب يثق بالوجه قبل أن يثق بالسيارة',
        place: { as: 'illustrates', to: 'law' },
        words: [
          {
            text: 'سقت التاكسي ثماني عشرة سنة. الناس تنظر إلى وجهي أولاً، ثم تضع الحزام. من سيرون الآن؟',
            seat: 3,
            capture: 'dictated',
          },
        ],
      },
      {
        key: 'faces',
        kind: 'question',
        text: 'إلى أي وجه ننظر حين لا يبقى سائق؟',
        place: { as: 'answers', to: 'issue' },
        words: [{ text: 'سؤال صعب. اكتبوه هكذا ولا تجيبوا عنه اليوم.', seat: 2, capture: 'from-notes' }],
      },
    ],
    links: [{ as: 'supports', from: 'updates', to: 'updatecheck' }],
  },
]
