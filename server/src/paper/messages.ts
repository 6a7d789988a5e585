/** What stands on a printed sheet beside people's questions, in five languages; `{x}` is filled in. */
import type { NodeKind, RelationKind } from '@tablee/shared/board/schema'
import type { PaperLang } from '@tablee/shared/wire/paper'

type Sentences = {
  readonly table: string
  readonly seat: string
  readonly session: string
  readonly page: string
  readonly consent: string
  readonly write: string
  readonly ballot: string
  readonly before: string
  readonly after: string
  readonly questionnaire: string
  readonly map: string
  readonly tear: string
  readonly rather: string
  readonly ownWords: string
  readonly agreeHint: string
  readonly agree: string
  readonly pass: string
  readonly disagree: string
  readonly chooseHint: string
  readonly chooseMost: string
  readonly choose: string
  readonly indifferent: string
  readonly reject: string
  readonly singleHint: string
  readonly rankHint: string
  readonly scaleHint: string
  readonly planeHint: string
  readonly across: string
  readonly up: string
  readonly numberHint: string
  readonly onlyIf: string
  readonly or: string
  readonly entryHint: string
  readonly entryNumber: string
  readonly statement: string
  readonly fateWriteAnonymous: string
  readonly fateWriteSeat: string
  readonly fateBallot: string
  readonly fateQuestionnaire: string
  readonly fateConsent: string
  readonly fateMap: string
  readonly yes: string
  readonly no: string
  readonly consentHint: string
  readonly noName: string
  readonly version: string
  readonly pair: string
  readonly mapHint: string
  readonly mapEmpty: string
  readonly mapMore: string
  readonly mapKind: string
  readonly mapTo: string
  readonly mapSeat: string
  readonly people: (count: number) => string
  readonly kinds: Readonly<Record<NodeKind, string>>
  readonly relations: Readonly<Record<RelationKind, string>>
  /** Thirty-two things that are easy to say and to write down. */
  readonly things: string
}

export const paperMessages: Readonly<Record<PaperLang, Sentences>> = {
  en: {
    table: 'Table {n}',
    seat: 'Seat {seat}',
    session: 'Session {n}: {title}',
    page: 'Page {n} of {m}',
    consent: 'Taking part',
    write: 'For yourself',
    ballot: 'Your vote',
    before: 'Your answers, before the dialogue',
    after: 'Your answers, after the dialogue',
    questionnaire: 'Your answers',
    map: 'The table’s map',
    tear: 'This strip says whose sheet this is. Tear it off before you hand the sheet in.',
    rather: 'I’d rather not say',
    ownWords: 'In your own words',
    agreeHint: 'Mark one box.',
    agree: 'agree',
    pass: 'pass',
    disagree: 'disagree',
    chooseHint: 'Mark one box in each row. You may choose or reject as many as you like.',
    chooseMost: 'Mark one box in each row. You may choose up to {n}, and reject as many as you like.',
    choose: 'choose',
    indifferent: 'don’t mind',
    reject: 'reject',
    singleHint: 'Mark one box.',
    rankHint: 'Write 1 beside what comes first for you, then 2, and so on. You may leave some out.',
    scaleHint: 'Mark one box.',
    planeHint: 'Make one cross where it belongs for you.',
    across: 'across',
    up: 'up',
    numberHint: 'Write a number.',
    onlyIf: 'Only if you answered {answer} to question {n}.',
    or: 'or',
    entryHint: 'The table says the number of each entry. Write it down, then mark one box.',
    entryNumber: 'Entry no.',
    statement: 'Statement',
    fateWriteAnonymous:
      'Your table’s reporter types this sheet in after the reveal, word for word, without a name or seat. From then on it is part of what your table said.',
    fateWriteSeat:
      'Your table’s reporter types this sheet in after the reveal, word for word, with your seat and never a name. From then on it is part of what your table said.',
    fateBallot:
      'Fold this sheet and hand it in. It is counted with your table’s other votes; nobody sees a count before the vote is closed.',
    fateQuestionnaire:
      'Hand this sheet in. Your answers are counted with everybody’s; they are passed on without seat, table or name.',
    fateConsent: 'Hand this sheet in. Your answers count from then on, and you may change them at any time.',
    fateMap: 'The table’s reporter types these entries in, in your words.',
    yes: 'Yes',
    no: 'No',
    consentHint: 'Mark one box in each row. A row left empty counts as no.',
    noName: 'Please do not write a name anywhere.',
    version: 'Text {version}',
    pair: 'Your mark: {mark}. Your other sheets of this questionnaire have the same mark. So before and after can be compared without your name.',
    mapHint: 'What is on the table’s map so far. Each entry has its number; what it belongs to stands beside it.',
    mapEmpty: 'Nothing is on the map yet.',
    mapMore: 'Further entries',
    mapKind: 'Kind',
    mapTo: 'Belongs to no.',
    mapSeat: 'Said by seat',
    people: (n) => (n === 1 ? '1 person’s words' : `${n} people’s words`),
    kinds: {
      issue: 'Issue',
      position: 'Position',
      argument: 'Reason',
      condition: 'Condition',
      question: 'Question',
      experience: 'Experience',
      source: 'Source',
    },
    relations: {
      answers: 'answers',
      supports: 'reason for',
      attacks: 'reason against',
      undercuts: 'weakens this step',
      qualifies: 'yes, if',
      illustrates: 'experience',
      cites: 'source',
    },
    things:
      'apple bell boat bridge candle cloud door drum feather field fire flute garden glass hat island key lamp leaf moon mountain pencil rain river rope shell snow star stone tree window wood',
  },
  fr: {
    table: 'Table {n}',
    seat: 'Place {seat}',
    session: 'Séance {n}\u00a0: {title}',
    page: 'Page {n} sur {m}',
    consent: 'Participer',
    write: 'Pour vous',
    ballot: 'Votre vote',
    before: 'Vos réponses, avant le dialogue',
    after: 'Vos réponses, après le dialogue',
    questionnaire: 'Vos réponses',
    map: 'La carte de la table',
    tear: 'Cette bande dit à qui est la feuille. Détachez-la avant de rendre la feuille.',
    rather: 'Je préfère ne pas répondre',
    ownWords: 'Avec vos mots',
    agreeHint: 'Cochez une case.',
    agree: 'd’accord',
    pass: 'sans avis',
    disagree: 'pas d’accord',
    chooseHint: 'Cochez une case par ligne. Choisissez ou rejetez autant de réponses que vous voulez.',
    chooseMost: 'Cochez une case par ligne. Choisissez-en {n} au plus\u00a0; rejetez-en autant que vous voulez.',
    choose: 'je choisis',
    indifferent: 'égal',
    reject: 'je rejette',
    singleHint: 'Cochez une case.',
    rankHint:
      'Écrivez 1 à côté de ce qui vient d’abord pour vous, puis 2, et ainsi de suite. Vous pouvez en laisser de côté.',
    scaleHint: 'Cochez une case.',
    planeHint: 'Faites une croix là où vous le placez.',
    across: 'en largeur',
    up: 'en hauteur',
    numberHint: 'Écrivez un nombre.',
    onlyIf: 'Seulement si vous avez répondu {answer} à la question {n}.',
    or: 'ou',
    entryHint: 'La table dit le numéro de chaque entrée. Notez-le, puis cochez une case.',
    entryNumber: 'Entrée n°',
    statement: 'Énoncé',
    fateWriteAnonymous:
      'La personne qui prend note de votre table saisit cette feuille après la révélation, mot pour mot, sans nom ni place. Elle fait alors partie de ce que votre table a dit.',
    fateWriteSeat:
      'La personne qui prend note de votre table saisit cette feuille après la révélation, mot pour mot, avec votre place et jamais un nom. Elle fait alors partie de ce que votre table a dit.',
    fateBallot:
      'Pliez cette feuille et rendez-la. Elle est comptée avec les autres votes de votre table\u00a0; personne ne voit de décompte avant la fin du vote.',
    fateQuestionnaire:
      'Rendez cette feuille. Vos réponses sont comptées avec toutes les autres\u00a0; elles sont transmises sans place, ni table, ni nom.',
    fateConsent: 'Rendez cette feuille. Vos réponses comptent dès ce moment, et vous pouvez les changer à tout moment.',
    fateMap: 'La personne qui prend note de la table saisit ces entrées, avec vos mots.',
    yes: 'Oui',
    no: 'Non',
    consentHint: 'Cochez une case par ligne. Une ligne laissée vide compte comme un non.',
    noName: 'N’écrivez aucun nom, s’il vous plaît.',
    version: 'Texte {version}',
    pair: 'Votre marque\u00a0: {mark}. La même est sur vos autres feuilles de ce questionnaire, pour comparer avant et après sans votre nom.',
    mapHint:
      'Ce qui est déjà sur la carte de la table. Chaque entrée a son numéro\u00a0; à côté, ce à quoi elle se rattache.',
    mapEmpty: 'Il n’y a encore rien sur la carte.',
    mapMore: 'Autres entrées',
    mapKind: 'Genre',
    mapTo: 'Se rattache au n°',
    mapSeat: 'Dit à la place',
    people: (n) => (n <= 1 ? 'les mots d’une personne' : `les mots de ${n} personnes`),
    kinds: {
      issue: 'Enjeu',
      position: 'Position',
      argument: 'Raison',
      condition: 'Condition',
      question: 'Question',
      experience: 'Vécu',
      source: 'Source',
    },
    relations: {
      answers: 'répond',
      supports: 'raison pour',
      attacks: 'raison contre',
      undercuts: 'affaiblit ce lien',
      qualifies: 'oui, si',
      illustrates: 'vécu',
      cites: 'source',
    },
    things:
      'pomme cloche bateau pont bougie nuage porte tambour plume champ feu flûte jardin verre chapeau île clé lampe feuille lune montagne crayon pluie fleuve corde coquillage neige étoile pierre arbre fenêtre bois',
  },
  de: {
    table: 'Tisch {n}',
    seat: 'Platz {seat}',
    session: 'Runde {n}: {title}',
    page: 'Seite {n} von {m}',
    consent: 'Mitmachen',
    write: 'Für Sie allein',
    ballot: 'Ihre Stimme',
    before: 'Ihre Antworten, vor dem Dialog',
    after: 'Ihre Antworten, nach dem Dialog',
    questionnaire: 'Ihre Antworten',
    map: 'Die Karte des Tisches',
    tear: 'Dieser Streifen sagt, wem das Blatt gehört. Reißen Sie ihn ab, bevor Sie das Blatt abgeben.',
    rather: 'Das möchte ich nicht sagen',
    ownWords: 'In Ihren eigenen Worten',
    agreeHint: 'Ein Kästchen ankreuzen.',
    agree: 'stimme zu',
    pass: 'ohne Meinung',
    disagree: 'stimme nicht zu',
    chooseHint: 'In jeder Zeile ein Kästchen ankreuzen. Sie dürfen beliebig viel wählen oder ablehnen.',
    chooseMost: 'In jeder Zeile ein Kästchen ankreuzen. Höchstens {n} wählen, beliebig viel ablehnen.',
    choose: 'wähle ich',
    indifferent: 'egal',
    reject: 'lehne ich ab',
    singleHint: 'Ein Kästchen ankreuzen.',
    rankHint: 'Schreiben Sie 1 neben das, was für Sie zuerst kommt, dann 2 und so weiter. Sie dürfen etwas auslassen.',
    scaleHint: 'Ein Kästchen ankreuzen.',
    planeHint: 'Machen Sie ein Kreuz, wo es für Sie hingehört.',
    across: 'waagerecht',
    up: 'senkrecht',
    numberHint: 'Schreiben Sie eine Zahl.',
    onlyIf: 'Nur, wenn Sie bei Frage {n} {answer} geantwortet haben.',
    or: 'oder',
    entryHint:
      'Am Tisch wird die Nummer jedes Eintrags gesagt. Schreiben Sie sie auf und kreuzen Sie dann ein Kästchen an.',
    entryNumber: 'Eintrag Nr.',
    statement: 'Aussage',
    fateWriteAnonymous:
      'Das Protokoll Ihres Tisches tippt dieses Blatt nach dem Aufdecken Wort für Wort ab, ohne Namen und ohne Platz. Von da an gehört es zu dem, was Ihr Tisch gesagt hat.',
    fateWriteSeat:
      'Das Protokoll Ihres Tisches tippt dieses Blatt nach dem Aufdecken Wort für Wort ab, mit Ihrem Platz und nie mit einem Namen. Von da an gehört es zu dem, was Ihr Tisch gesagt hat.',
    fateBallot:
      'Falten Sie das Blatt und geben Sie es ab. Es wird mit den anderen Stimmen Ihres Tisches gezählt; niemand sieht eine Zahl, bevor die Abstimmung geschlossen ist.',
    fateQuestionnaire:
      'Geben Sie das Blatt ab. Ihre Antworten werden mit allen anderen gezählt; sie werden ohne Platz, Tisch und Namen weitergegeben.',
    fateConsent: 'Geben Sie das Blatt ab. Von da an gelten Ihre Antworten, und Sie können sie jederzeit ändern.',
    fateMap: 'Das Protokoll Ihres Tisches tippt diese Einträge in Ihren Worten ab.',
    yes: 'Ja',
    no: 'Nein',
    consentHint: 'In jeder Zeile ein Kästchen ankreuzen. Eine leere Zeile zählt als Nein.',
    noName: 'Bitte schreiben Sie nirgends einen Namen.',
    version: 'Text {version}',
    pair: 'Ihr Zeichen: {mark}. Dasselbe steht auf Ihren anderen Blättern dieses Fragebogens, damit vorher und nachher ohne Ihren Namen verglichen werden können.',
    mapHint:
      'Was schon auf der Karte des Tisches steht. Jeder Eintrag hat seine Nummer; daneben steht, wozu er gehört.',
    mapEmpty: 'Auf der Karte steht noch nichts.',
    mapMore: 'Weitere Einträge',
    mapKind: 'Art',
    mapTo: 'Gehört zu Nr.',
    mapSeat: 'Gesagt von Platz',
    people: (n) => (n === 1 ? 'Worte einer Person' : `Worte von ${n} Personen`),
    kinds: {
      issue: 'Streitfrage',
      position: 'Position',
      argument: 'Grund',
      condition: 'Bedingung',
      question: 'Frage',
      experience: 'Erfahrung',
      source: 'Quelle',
    },
    relations: {
      answers: 'antwortet',
      supports: 'Grund dafür',
      attacks: 'Grund dagegen',
      undercuts: 'schwächt diesen Schritt',
      qualifies: 'ja, wenn',
      illustrates: 'Erfahrung',
      cites: 'Quelle',
    },
    things:
      'Apfel Glocke Boot Brücke Kerze Wolke Tür Trommel Feder Feld Feuer Flöte Garten Glas Hut Insel Schlüssel Lampe Blatt Mond Berg Bleistift Regen Fluss Seil Muschel Schnee Stern Stein Baum Fenster Holz',
  },
  es: {
    table: 'Mesa {n}',
    seat: 'Asiento {seat}',
    session: 'Sesión {n}: {title}',
    page: 'Página {n} de {m}',
    consent: 'Participar',
    write: 'Para usted',
    ballot: 'Su voto',
    before: 'Sus respuestas, antes del diálogo',
    after: 'Sus respuestas, después del diálogo',
    questionnaire: 'Sus respuestas',
    map: 'El mapa de la mesa',
    tear: 'Esta tira dice de quién es la hoja. Arránquela antes de entregarla.',
    rather: 'Prefiero no decirlo',
    ownWords: 'Con sus propias palabras',
    agreeHint: 'Marque una casilla.',
    agree: 'de acuerdo',
    pass: 'sin opinión',
    disagree: 'en desacuerdo',
    chooseHint: 'Marque una casilla por fila. Puede elegir o rechazar tantas como quiera.',
    chooseMost: 'Marque una casilla por fila. Elija {n} como máximo; rechace tantas como quiera.',
    choose: 'elijo',
    indifferent: 'igual',
    reject: 'rechazo',
    singleHint: 'Marque una casilla.',
    rankHint: 'Escriba 1 junto a lo que para usted va primero, luego 2, y así sucesivamente. Puede omitir alguno.',
    scaleHint: 'Marque una casilla.',
    planeHint: 'Haga una cruz donde corresponda para usted.',
    across: 'a lo ancho',
    up: 'a lo alto',
    numberHint: 'Escriba un número.',
    onlyIf: 'Solo si respondió {answer} a la pregunta {n}.',
    or: 'o',
    entryHint: 'La mesa dice el número de cada entrada. Anótelo y marque una casilla.',
    entryNumber: 'Entrada n.º',
    statement: 'Afirmación',
    fateWriteAnonymous:
      'La persona que toma nota en su mesa copia esta hoja después de la revelación, palabra por palabra, sin nombre ni asiento. Desde entonces forma parte de lo que dijo su mesa.',
    fateWriteSeat:
      'La persona que toma nota en su mesa copia esta hoja después de la revelación, palabra por palabra, con su asiento y nunca con un nombre. Desde entonces forma parte de lo que dijo su mesa.',
    fateBallot:
      'Doble esta hoja y entréguela. Se cuenta con los demás votos de su mesa; nadie ve ningún recuento antes de que se cierre la votación.',
    fateQuestionnaire:
      'Entregue esta hoja. Sus respuestas se cuentan con todas las demás; se transmiten sin asiento, mesa ni nombre.',
    fateConsent: 'Entregue esta hoja. Sus respuestas valen desde ese momento y puede cambiarlas cuando quiera.',
    fateMap: 'La persona que toma nota en la mesa copia estas entradas con las palabras de ustedes.',
    yes: 'Sí',
    no: 'No',
    consentHint: 'Marque una casilla por fila. Una fila vacía cuenta como un no.',
    noName: 'Por favor, no escriba ningún nombre.',
    version: 'Texto {version}',
    pair: 'Su marca: {mark}. La misma está en sus otras hojas de este cuestionario, para comparar el antes y el después sin su nombre.',
    mapHint: 'Lo que ya está en el mapa de la mesa. Cada entrada tiene su número; al lado, a qué pertenece.',
    mapEmpty: 'Todavía no hay nada en el mapa.',
    mapMore: 'Más entradas',
    mapKind: 'Tipo',
    mapTo: 'Pertenece al n.º',
    mapSeat: 'Dicho en el asiento',
    people: (n) => (n === 1 ? 'palabras de una persona' : `palabras de ${n} personas`),
    kinds: {
      issue: 'Cuestión',
      position: 'Postura',
      argument: 'Razón',
      condition: 'Condición',
      question: 'Pregunta',
      experience: 'Vivencia',
      source: 'Fuente',
    },
    relations: {
      answers: 'responde',
      supports: 'razón a favor',
      attacks: 'razón en contra',
      undercuts: 'debilita ese vínculo',
      qualifies: 'sí, si',
      illustrates: 'vivencia',
      cites: 'fuente',
    },
    things:
      'manzana campana barco puente vela nube puerta tambor pluma campo fuego flauta jardín vaso sombrero isla llave lámpara hoja luna montaña lápiz lluvia río cuerda concha nieve estrella piedra árbol ventana madera',
  },
  ar: {
    table: 'الطاولة {n}',
    seat: 'المقعد {seat}',
    session: 'الجلسة {n}: {title}',
    page: 'صفحة {n} من {m}',
    consent: 'المشاركة',
    write: 'لكم وحدكم',
    ballot: 'صوتكم',
    before: 'إجاباتكم قبل الحوار',
    after: 'إجاباتكم بعد الحوار',
    questionnaire: 'إجاباتكم',
    map: 'خريطة الطاولة',
    tear: 'هذا الشريط يبيّن لمن هذه الورقة. انزعوه قبل تسليم الورقة.',
    rather: 'أفضّل ألّا أجيب',
    ownWords: 'بكلماتكم أنتم',
    agreeHint: 'ضعوا علامة في مربّع واحد.',
    agree: 'أوافق',
    pass: 'بلا رأي',
    disagree: 'لا أوافق',
    chooseHint: 'ضعوا علامة في مربّع واحد في كل سطر. يمكنكم اختيار ما شئتم ورفض ما شئتم.',
    chooseMost: 'ضعوا علامة في مربّع واحد في كل سطر. اختاروا {n} على الأكثر، وارفضوا ما شئتم.',
    choose: 'أختار',
    indifferent: 'سواء عندي',
    reject: 'أرفض',
    singleHint: 'ضعوا علامة في مربّع واحد.',
    rankHint: 'اكتبوا 1 بجانب ما يأتي أوّلًا عندكم، ثمّ 2، وهكذا. يمكنكم ترك بعضها.',
    scaleHint: 'ضعوا علامة في مربّع واحد.',
    planeHint: 'ارسموا علامة × واحدة حيث ترونه مناسبًا.',
    across: 'أفقيًّا',
    up: 'عموديًّا',
    numberHint: 'اكتبوا عددًا.',
    onlyIf: 'فقط إذا أجبتم بـ {answer} عن السؤال {n}.',
    or: 'أو',
    entryHint: 'تذكر الطاولة رقم كل بند. اكتبوه ثمّ ضعوا علامة في مربّع واحد.',
    entryNumber: 'رقم البند',
    statement: 'العبارة',
    fateWriteAnonymous:
      'بعد الكشف ينقل فريق التدوين هذه الورقة كلمةً كلمة، دون اسم ولا مقعد. وتصبح جزءًا ممّا قالته طاولتكم.',
    fateWriteSeat:
      'بعد الكشف ينقل فريق التدوين هذه الورقة كلمةً كلمة، مع رقم مقعدكم ودون أيّ اسم. وتصبح جزءًا ممّا قالته طاولتكم.',
    fateBallot: 'اطووا هذه الورقة وسلّموها. تُحسب مع أصوات طاولتكم. لا يرى أحد أيّ عدد قبل إغلاق التصويت.',
    fateQuestionnaire: 'سلّموا هذه الورقة. تُحسب إجاباتكم مع إجابات الجميع، وتغادر القاعة دون مقعد ولا طاولة ولا اسم.',
    fateConsent: 'سلّموا هذه الورقة. تسري إجاباتكم منذ تسليمها، ويمكنكم تغييرها في أيّ وقت.',
    fateMap: 'ينقل فريق التدوين هذه البنود بكلماتكم.',
    yes: 'نعم',
    no: 'لا',
    consentHint: 'ضعوا علامة في مربّع واحد في كل سطر. السطر الفارغ يُحسب «لا».',
    noName: 'من فضلكم لا تكتبوا أيّ اسم.',
    version: 'النصّ \u200e{version}',
    pair: 'علامتكم: {mark}. وهي نفسها على أوراقكم الأخرى من هذا الاستبيان، لنقارن ما قبل بما بعد دون اسمكم.',
    mapHint: 'ما على خريطة الطاولة حتى الآن. لكل بند رقمه، وبجانبه ما يتبعه.',
    mapEmpty: 'لا شيء على الخريطة بعد.',
    mapMore: 'بنود أخرى',
    mapKind: 'النوع',
    mapTo: 'تحت الرقم',
    mapSeat: 'قاله المقعد',
    people: (n) =>
      n === 1
        ? 'كلام شخص واحد'
        : n === 2
          ? 'كلام شخصين'
          : n % 100 >= 3 && n % 100 <= 10
            ? `كلام ${n} أشخاص`
            : n % 100 > 10
              ? `كلام ${n} شخصًا`
              : `كلام ${n} شخص`,
    kinds: {
      issue: 'قضية',
      position: 'موقف',
      argument: 'سبب',
      condition: 'شرط',
      question: 'سؤال',
      experience: 'تجربة',
      source: 'مصدر',
    },
    relations: {
      answers: 'يجيب',
      supports: 'سبب مؤيّد',
      attacks: 'سبب معارض',
      undercuts: 'يُضعف هذه الصلة',
      qualifies: 'نعم، بشرط',
      illustrates: 'تجربة',
      cites: 'مصدر',
    },
    things:
      'تفّاحة جرس قارب جسر شمعة غيمة باب طبل ريشة حقل نار ناي حديقة كأس قبّعة جزيرة مفتاح مصباح ورقة قمر جبل قلم مطر نهر حبل صدفة ثلج نجمة حجر شجرة نافذة خشب',
  },
}

/** Puts values into a sentence. */
export const filled = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
