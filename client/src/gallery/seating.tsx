/** A citizen's phone, state by state: the real screens on made-up answers. Nothing here sends anything. */
import { languageOf } from '@tablee/shared/i18n/language'
import { pickedItem, recommendationsIn } from './result-samples.ts'
import '../seat/seat.css'
import type { Answer, Item, ItemKey } from '@tablee/shared/dialogue/items'
import type { VotedOn } from '@tablee/shared/voices/rows'
import type { LocalText } from '@tablee/shared/dialogue/programme'
import type { SiteId, BoardId, MaterialId, NodeId, SeatCode } from '@tablee/shared/ids'
import type { ConsentPage, SeatAnswer, SeatRound, SeatTask } from '@tablee/shared/wire/seat'
import { useState, type ReactNode } from 'react'
import { useLanguage } from '../i18n/index.tsx'
import { AnswerScreen } from '../seat/answer.tsx'
import { ConsentScreen } from '../seat/consent.tsx'
import { dropped, noDrafts, handedIn, marked, reopened, typed, unsentTexts, type Drafts } from '../seat/drafts.ts'
import { Languages } from '../seat/languages.tsx'
import { BackPage, ConsentPageScreen, DeclinedPage, DoorPage, LanguagePage, SeatPage } from '../seat/entrance.tsx'
import type { Course } from '@tablee/shared/dialogue/course'
import { AboveAll, HallClock, type SeatPlace } from '../seat/frame.tsx'
import { clockFor } from '../seat/hall.ts'
import { Behind, Came, Elsewhere, FilmNote } from '../seat/seated.tsx'
import type { LeftOver } from '../seat/carried.ts'
import { Words } from '../seat/film-words.tsx'
import { HomeScreen } from '../seat/home.tsx'
import { Leaflets } from '../seat/leaflets.tsx'
import { leaflet } from './materials-states.ts'
import { LanguageDialog } from '../ui/language-picker.tsx'
import { NextLine } from '../ui/next-line.tsx'
import { courseNow } from './clock-states.ts'
import { Gone } from './going-away.tsx'
import { cuesByLanguage, film } from './material-samples.ts'
import { MovedScreen } from '../seat/moved.tsx'
import { answersOf, toSend, viewOf, viewsOf } from '../seat/state.ts'
import { TableSign } from '../seat/table-sign.tsx'
import { WriteScreen } from '../seat/write.tsx'

const board = 'b1' as BoardId
const place: SeatPlace = { table: 5, seat: 'T5-02', seats: 6 }
const local = (en: string, ar: string, de = en): LocalText => ({ en, de, ar })
const consent: ConsentPage = {
  version: '1',
  intro: local(
    'Today tables talk about driverless buses. What your table writes is kept and read by the people who decide.',
    'تتحدّث الطاولات اليوم عن حافلات بلا سائق. ما تكتبه طاولتكم يُحفظ ويقرؤه من يقرّرون.',
  ),
  taking: local('I take part in this dialogue.', 'أشارك في هذا الحوار.'),
  quoted: local('What I say may be quoted word for word, without my name.', 'يجوز أن يُقتبس كلامي حرفيًّا بلا اسمي.'),
  observed: local(
    'Observers may follow live what I write, without my name.',
    'يجوز لفريق المراقبة أن يتابع مباشرة ما أكتب، بلا اسمي.',
  ),
}
/** With an engine: what people are told of it. */
const withEngine: ConsentPage = {
  ...consent,
  engine: {
    name: 'apertium',
    uses: ['translate', 'transcribe'],
    text: local(
      'A program on a computer of the town makes drafts of translations and writes down what is dictated. It keeps nothing.',
      'برنامج على حاسوب المدينة يُعدّ مسوّدات الترجمة ويدوّن ما يُملى. لا يحتفظ بشيء.',
    ),
  },
}
const question = local('Who answers when a driverless bus makes a mistake?', 'من يُسأل حين تخطئ حافلة بلا سائق؟')
const common = { unit: 'people', base: 'valid' } as const
const option = (id: string, en: string, ar: string) => ({ id, text: local(en, ar) })
const options = [
  option('maker', 'The company that built the system', 'الشركة التي بنت النظام'),
  option('city', 'The city that gave the permit', 'المدينة التي منحت الترخيص'),
  option('line', 'The company that runs the line', 'الشركة التي تشغّل الخط'),
  option('rider', 'Whoever rides in it', 'من يركب فيها'),
  option('fund', 'A common insurance fund', 'صندوق تأمين مشترك'),
]
const items = {
  agree: {
    ...common,
    id: 'agree',
    type: 'agree',
    on: 'nodes',
    text: local('Do you agree with this sentence of your table?', 'هل توافقون على هذه الجملة من طاولتكم؟'),
  },
  choose: {
    ...common,
    id: 'choose',
    type: 'choose',
    options,
    text: local('If something goes wrong, who must answer first?', 'إن حدث خطأ، فمن يُسأل أولًا؟'),
    help: local('Choose or reject as many as you like.', 'اختاروا أو ارفضوا ما شئتم.'),
  },
  single: {
    ...common,
    id: 'single',
    type: 'single',
    options: options.slice(0, 4),
    text: local('And which one most of all?', 'وأيّهم قبل الجميع؟'),
  },
  ranking: {
    ...common,
    id: 'ranking',
    type: 'ranking',
    options: options.slice(0, 4),
    text: local('Who comes first, who after?', 'من يأتي أولًا ومن بعده؟'),
  },
  scale: {
    ...common,
    id: 'scale',
    type: 'scale',
    min: 0,
    max: 10,
    low: local('not at all', 'إطلاقًا'),
    high: local('completely', 'تمامًا'),
    text: local('How much do you trust such a bus today?', 'كم تثق اليوم بحافلة كهذه؟'),
  },
  placement: {
    ...common,
    id: 'placement',
    type: 'placement',
    x: { low: local('unlikely', 'مستبعد'), high: local('likely', 'مرجّح') },
    y: { low: local('I dread it', 'أخشاه'), high: local('I wish for it', 'أتمنّاه') },
    text: local(
      'Buses without drivers on every line by 2040: where do you place it?',
      'حافلات بلا سائق على كل خط بحلول 2040: أين تضعها؟',
    ),
  },
  number: {
    ...common,
    id: 'number',
    type: 'number',
    min: 0,
    max: 120,
    suffix: local('minutes', 'دقيقة'),
    text: local('How long do you travel on a usual day?', 'كم تستغرق تنقّلاتك في يوم عادي؟'),
  },
  text: {
    ...common,
    id: 'text',
    type: 'text',
    text: local('What should nobody forget?', 'ما الذي يجب ألّا ينساه أحد؟'),
  },
} as const satisfies Record<string, Item>
const nodes: readonly VotedOn[] = [
  { node: 'n1' as NodeId, lang: 'fr', wording: 'Celui qui autorise doit aussi pouvoir arrêter, à tout moment.' },
  { node: 'n2' as NodeId, lang: 'de', wording: 'Der Hersteller haftet zuerst, dann sehen wir weiter.' },
]
const ofNodes: readonly VotedOn[] = nodes.slice(0, 1)
const ofNodesTranslated: VotedOn = {
  node: 'n1' as NodeId,
  lang: 'fr',
  wording: 'Celui qui autorise doit aussi pouvoir arrêter, à tout moment.',
  translations: {
    en: { text: 'Whoever permits must be able to stop it, too, at any time.', state: 'checked' },
    ar: { text: 'من يُجيز يجب أن يستطيع الإيقاف أيضًا في أي وقت.', state: 'human' },
  },
}
const round = (step: string, task: SeatTask, change: Partial<SeatRound> = {}): SeatRound => ({
  board,
  step,
  title: local(
    task.kind === 'write' ? 'Write alone' : task.kind === 'ballot' ? 'Vote' : 'Before we talk',
    task.kind === 'write' ? 'كتابة فردية' : task.kind === 'ballot' ? 'تصويت' : 'قبل أن نتحدّث',
  ),
  minutes: 8,
  state: 'open',
  openedAt: opened,
  task,
  ...change,
})
/** 4:10 are left of eight minutes whenever the gallery is opened. */
const opened = Date.now() - (8 * 60 - 250) * 1000
const sheet = (change: Partial<Extract<SeatTask, { kind: 'write' }>['sheets'][number]> = {}) => ({
  id: 's1',
  text: 'I get in when my daughter can see where I am, and when a human answers as soon as I press. No tape.',
  lang: 'en',
  sent: true,
  takenBack: false,
  ...change,
})
const arabicSheet = {
  id: 's1',
  text: 'أركب حين ترى ابنتي أين أنا، وحين يجيبني إنسان فور أن أضغط. لا تسجيل.',
  lang: 'ar',
}
const writing = (
  sheets: Extract<SeatTask, { kind: 'write' }>['sheets'],
  signature: 'anonymous' | 'seat-code' = 'seat-code',
): SeatTask => ({
  kind: 'write',
  prompt: local('What would have to happen for you to get in without a driver?', 'ماذا ينبغي أن يحدث لتركب بلا سائق؟'),
  signature,
  sheets,
})
const ballot = (
  list: readonly Item[],
  on: readonly VotedOn[] = [],
  kind: 'ballot' | 'questionnaire' = 'ballot',
  answers: Readonly<Record<ItemKey, Answer>> = {},
): SeatTask => ({
  kind,
  items: list,
  nodes: on,
  answers: Object.fromEntries(Object.entries(answers).map(([key, answer]) => [key, { answer, sent: true }])),
})
const given: Readonly<Record<ItemKey, Answer>> = {
  choose: { type: 'choose', chosen: ['maker', 'line'], rejected: ['city', 'rider'], indifferent: ['fund'] },
  ranking: { type: 'ranking', order: ['line', 'maker'] },
  scale: { type: 'scale', value: 3 },
  single: { type: 'single', option: 'line' },
  placement: { type: 'placement', x: 70, y: 25 },
  number: { type: 'none', why: 'refused' },
  text: { type: 'text', text: 'Qu’il y ait toujours quelqu’un à qui parler.', lang: 'fr' },
}
const answerOf = (rounds: readonly SeatRound[], change: Partial<SeatAnswer> = {}): SeatAnswer => ({
  version: '1',
  seat: 'T5-02' as SeatCode,
  dialogueTitle: 'Driverless mobility',
  site: 'Brussels',
  tableNumber: 5,
  board,
  mayEdit: true,
  session: { number: 2, title: local('Trust', 'الثقة'), question },
  langs: ['en', 'fr', 'ar'],
  consent: { version: '1', quoted: true, observed: false, lang: 'en', how: 'phone' },
  consentPage: consent,
  rounds,
  ...change,
})
const nothing = () => undefined
const drafted = (text: string, lang = 'en'): Drafts =>
  typed(noDrafts, { board, step: 'w' }, { id: 's1', text, lang }, Date.now())
const answered = (answers: Readonly<Record<ItemKey, Answer>>): Drafts =>
  Object.entries(answers).reduce(
    (drafts, [key, answer]) => marked(drafts, { board, step: 'v' }, key, answer, Date.now()),
    noDrafts,
  )

/** Handed in, and nobody answered yet. */
const onItsWay: Drafts = handedIn(noDrafts, {
  id: 'c1',
  kind: 'write',
  board,
  step: 'w',
  sheet: 's1',
  text: sheet().text,
  lang: 'en',
  sent: true,
})

/** One round, that can be typed into and answered as on a phone; what is sent stays here. */
function OneRound({
  of,
  drafts: first = noDrafts,
  online = true,
  at = 0,
}: {
  of: SeatRound
  drafts?: Drafts
  online?: boolean
  at?: number | 'review'
}) {
  const { language } = useLanguage()
  const [drafts, setDesk] = useState(first)
  const view = viewOf(of, drafts)
  const common = {
    view,
    place,
    lang: language,
    langs: ['en', 'fr', 'ar', 'de', 'es'],
    online,
    timed: { ...of, offset: () => 0 },
    onHome: nothing,
    onDrop: () => setDesk(dropped(drafts, of)),
  }
  const say = (sent: Parameters<typeof handedIn>[1]) => setDesk(handedIn(drafts, sent))
  if (of.task.kind === 'write')
    return (
      <WriteScreen
        {...common}
        blank={{ id: 's9', text: '', lang: language }}
        onType={(one) => setDesk(typed(drafts, of, one, Date.now()))}
        onSend={(one) =>
          say({
            id: 'c1',
            kind: 'write',
            board,
            step: of.step,
            sheet: one.id,
            text: one.text,
            lang: one.lang,
            sent: true,
          })
        }
        onTakeBack={(one) => say({ id: 'c2', kind: 'take-back', board, step: of.step, sheet: one })}
      />
    )
  return (
    <AnswerScreen
      {...common}
      at={at}
      onAnswer={(key, answer) => setDesk(marked(drafts, of, key, answer, Date.now()))}
      onSend={() => say({ id: 'c1', kind: 'answer', board, step: of.step, answers: toSend(view), sent: true })}
      onChange={() => setDesk(reopened(drafts, of, answersOf(view), Date.now()))}
    />
  )
}
/** The hall is two minutes into a film. */
function Watched({ heldAt = null }: { heldAt?: number | null }) {
  const { language } = useLanguage()
  const [is] = useState(() => ({
    site: 'lyon' as SiteId,
    id: 'p1',
    material: film.id,
    startsAt: Date.now() - 112_000,
    from: 0,
    heldAt,
    page: 1,
    endsAt: null,
  }))
  return <Words film={{ of: film, is }} captions={cuesByLanguage} now={Date.now} lang={language} langs={['en']} />
}
function Home({
  rounds,
  drafts = noDrafts,
  online = true,
  ended = false,
  at = place,
  change = {},
  over = null,
  film = null,
  toRead,
}: {
  toRead?: ReactNode
  rounds: readonly SeatRound[]
  film?: ReactNode
  over?: LeftOver | null
  drafts?: Drafts
  online?: boolean
  ended?: boolean
  at?: SeatPlace
  change?: Partial<SeatAnswer>
}) {
  const { language, choose } = useLanguage()
  const answer = answerOf(rounds, ended ? { clock: clockWith(courseNow({ ended })) } : change)
  return (
    <HomeScreen
      answer={answer}
      views={viewsOf(answer, drafts)}
      place={at}
      lang={language}
      speaks={language}
      online={online}
      waiting={drafts.outbox.length}
      unsent={unsentTexts(drafts)}
      film={film}
      onRound={nothing}
      onConsent={nothing}
      onLang={(lang) => choose(languageOf(lang))}
      over={over}
      onDrop={nothing}
      toRead={toRead}
    />
  )
}
/** Two leaflets of the hall; `known`: the server has said where they are. */
function ToRead({ known }: { known: boolean }) {
  const { language } = useLanguage()
  const other = { ...leaflet, id: 'other' as MaterialId, title: { en: 'The timetable', ar: 'جدول المواعيد' } }
  const told = { version: '1', now: 0, materials: [leaflet, other], playing: [] }
  const address = known ? () => '/icon.svg' : null
  return <Leaflets told={told} address={address} again={nothing} lang={language} dialogue="en" />
}
/** A phone whose hall has a clock; `news`: what it says above all else. */
function InHall({ course, news, children }: { course: Course; news?: ReactNode; children: ReactNode }) {
  const { language } = useLanguage()
  const [clock] = useState(() => clockFor({ ...answerOf([]), clock: clockWith(course) }, language))
  return (
    <HallClock.Provider value={clock === null ? null : { clock, offset: () => 0 }}>
      <AboveAll.Provider value={news ?? null}>{children}</AboveAll.Provider>
    </HallClock.Provider>
  )
}
const kinds = ['welcome', 'video', 'private-writing', 'map', 'ballot'] as const
const clockWith = (course: Course): NonNullable<SeatAnswer['clock']> => ({
  course,
  steps: kinds.map((kind, index) => ({
    kind,
    title: local(kind === 'map' ? 'Map' : kind, kind === 'map' ? 'خريطة' : kind),
    minutes: [5, 5, 8, 25, 7][index] ?? 5,
  })),
})
/** The hall went on while a sheet was half written. */
function Half({ state }: { state: SeatRound['state'] }) {
  const { language } = useLanguage()
  const [view] = useState(() => viewOf(round('w', writing([]), { state }), drafted('When nobody can say who')))
  return (
    <InHall course={courseNow({ session: 3 })} news={<Elsewhere view={view} lang={language} onGo={nothing} />}>
      <Home rounds={[]} />
    </InHall>
  )
}
const nextLine = (
  <NextLine
    comes={{ what: 'session', title: 'Our streets', lang: 'en' }}
    at={Date.now() + 9_000}
    now={() => Date.now()}
    look="note news"
  />
)
/** Its tables of the day: in this session another one than its code says. */
const elsewhereNow: Partial<SeatAnswer> = {
  tableNumber: 7,
  sits: [1, 2, 3].map((session) => ({ session, table: session === 2 ? 7 : 5 })),
}
const own = (lang: string) => <Languages langs={['en', 'fr']} value={lang} onLang={nothing} />
function Consent({
  first,
  problem = null,
  page = consent,
}: Partial<Pick<Parameters<typeof ConsentPageScreen>[0], 'first' | 'problem' | 'page'>>) {
  const { language } = useLanguage()
  return (
    <ConsentPageScreen
      page={page}
      lang={language}
      place={place}
      busy={problem !== null}
      problem={problem}
      {...(first === undefined ? {} : { first })}
      own={own(language)}
      onAgree={nothing}
      onThinkAgain={nothing}
      onOther={nothing}
      onDecline={nothing}
    />
  )
}
function MyConsent() {
  const { language } = useLanguage()
  return (
    <ConsentScreen
      answer={answerOf([])}
      place={place}
      lang={language}
      waiting={null}
      online
      onChange={nothing}
      onHome={nothing}
    />
  )
}
const seats = Array.from({ length: 6 }, (_, index) => ({
  seat: `T5-0${index + 1}` as SeatCode,
  taken: index === 0 || index === 3,
}))
const entering: SeatPlace = { ...place, seat: null }
const vote = (item: Item, on: readonly VotedOn[] = []) => round('v', ballot([item], on))
/** What one person is asked of what tables recommend. */
const drawn = (lang: 'en' | 'ar') => round('v', ballot(recommendationsIn(lang)))
/** What tables of Tunis recommend, with what translators made of it in English. */
function drawnTranslated(): SeatRound {
  const asked = recommendationsIn('ar')
  const texts = (item: Item | undefined): readonly string[] =>
    item?.type === 'support'
      ? [item.text, ...item.conditions.map(({ text }) => text)].flatMap((text) => Object.values(text))
      : []
  const english = recommendationsIn('en').map(texts)
  const made = asked.flatMap((item, n) =>
    texts(item).map((text, at) => [text, { en: { text: english[n]?.[at] ?? '', state: 'checked' as const } }] as const),
  )
  const reason = { 'Somebody must answer at once': { ar: { text: 'يجب أن يردّ أحد فورًا', state: 'human' as const } } }
  const task = ballot(asked)
  return round(
    'v',
    task.kind === 'write' ? task : { ...task, translations: { ...Object.fromEntries(made), ...reason } },
  )
}
const all: readonly Item[] = [
  items.choose,
  items.single,
  items.ranking,
  items.scale,
  items.placement,
  items.number,
  items.text,
]

const here = (seat: string) => ({ session: seat, seat, title: null })

export const seatingScreens: Readonly<Record<string, () => ReactNode>> = {
  'seat-language': () => <LanguagePage langs={['fr', 'nl', 'ar']} place={entering} onChoose={nothing} />,
  'seat-language-all': () => (
    <>
      <LanguagePage langs={['fr', 'nl', 'ar']} place={entering} onChoose={nothing} />
      <div className="phone">
        <LanguageDialog value={null} recent={[]} ownPhone onChange={nothing} onClose={nothing} />
      </div>
    </>
  ),
  'seat-back': () => <BackPage seats={[here('T5-02')]} busy={false} onGoOn={nothing} onElse={nothing} />,
  'seat-back-shared': () => (
    <BackPage seats={[here('T5-02'), here('T5-03')]} busy={false} onGoOn={nothing} onElse={nothing} />
  ),
  'seat-seats': () => (
    <SeatPage seats={seats} place={entering} problem={null} own={own('en')} onSeat={nothing} onAgain={nothing} />
  ),
  'seat-seats-taken': () => (
    <SeatPage
      seats={seats}
      place={entering}
      problem={{ code: 'seat-taken', seat: 'T5-04' as SeatCode }}
      onSeat={nothing}
      onAgain={nothing}
    />
  ),
  'seat-consent': () => <Consent />,
  'seat-consent-answered': () => <Consent first={{ taking: true, quoted: true, observed: false }} />,
  'seat-third': () => (
    <Consent
      first={{ taking: true, quoted: true, observed: true }}
      problem={{ code: 'seat-waits', seat: 'T5-04' as SeatCode }}
    />
  ),
  'seat-consent-no': () => <Consent first={{ taking: false, quoted: null, observed: null }} />,
  'seat-consent-engine': () => <Consent page={withEngine} first={{ taking: true, quoted: null, observed: null }} />,
  'seat-declined': () => <DeclinedPage />,
  'seat-door-offline': () => <DoorPage problem={{ code: 'offline' }} onAgain={nothing} />,
  'seat-listen': () => <Home rounds={[]} />,
  'seat-film': () => <Home rounds={[]} film={<Watched />} />,
  'seat-film-held': () => <Home rounds={[]} film={<Watched heldAt={112} />} />,
  'seat-film-elsewhere': () => (
    <InHall course={courseNow()} news={<FilmNote onFilm={nothing} />}>
      <Home rounds={[]} />
    </InHall>
  ),
  'seat-leaflets': () => <Home rounds={[]} toRead={<ToRead known />} />,
  'seat-leaflets-away': () => <Home rounds={[]} online={false} toRead={<ToRead known={false} />} />,
  'seat-list': () => (
    <Home
      rounds={[
        round('w', writing([])),
        round('v', ballot([items.choose]), { session: { number: 1, title: local('Welcome', 'ترحيب') } }),
        round('q', ballot([items.scale], [], 'questionnaire', { scale: { type: 'scale', value: 3 } }), {
          state: 'closed',
        }),
      ]}
    />
  ),
  'seat-offline': () => <OneRound of={round('w', writing([]))} online={false} drafts={onItsWay} />,
  'seat-gone': () => (
    <Gone>
      <Home rounds={[round('w', writing([]))]} online={false} drafts={onItsWay} />
    </Gone>
  ),
  'seat-gone-write': () => (
    <Gone>
      <OneRound of={round('w', writing([]))} online={false} drafts={drafted(arabicSheet.text, 'ar')} />
    </Gone>
  ),
  'seat-gone-sent': () => (
    <Gone>
      <OneRound of={round('w', writing([]))} online={false} drafts={onItsWay} />
    </Gone>
  ),
  'seat-gone-door': () => (
    <Gone>
      <DoorPage problem={{ code: 'moved', to: 'https://dialogue.example.org' }} onAgain={nothing} />
    </Gone>
  ),
  'seat-gone-nobody-says': () => (
    <Gone to={null}>
      <Home rounds={[]} online={false} />
    </Gone>
  ),
  'seat-write': () => <OneRound of={round('w', writing([]))} drafts={drafted(sheet().text)} />,
  'seat-write-empty': () => <OneRound of={round('w', writing([]))} />,
  'seat-write-anonymous': () => <OneRound of={round('w', writing([], 'anonymous'))} drafts={drafted(sheet().text)} />,
  'seat-write-rtl': () => <OneRound of={round('w', writing([]))} drafts={drafted(arabicSheet.text, 'ar')} />,
  'seat-write-away': () => <OneRound of={round('w', writing([sheet()]))} />,
  'seat-write-closed-unsent': () => (
    <OneRound of={round('w', writing([]), { state: 'closed' })} drafts={drafted(sheet().text)} />
  ),
  'seat-write-revealed': () => <OneRound of={round('w', writing([sheet()]), { state: 'revealed' })} />,
  'seat-agree': () => (
    <OneRound of={vote(items.agree, ofNodes)} drafts={answered({ 'agree.n1': { type: 'agree', value: 'agree' } })} />
  ),
  'seat-agree-translated': () => <OneRound of={vote(items.agree, [ofNodesTranslated])} />,
  'seat-choose': () => <OneRound of={vote(items.choose)} drafts={answered({ choose: given['choose'] as Answer })} />,
  'seat-picked': () => <OneRound of={vote(pickedItem())} />,
  'seat-picked-gone': () => (
    <OneRound
      of={vote(pickedItem(true))}
      drafts={answered({ q: { type: 'choose', chosen: ['o2'], rejected: ['o4'], indifferent: [] } })}
    />
  ),
  'seat-single': () => <OneRound of={vote(items.single)} drafts={answered({ single: given['single'] as Answer })} />,
  'seat-support': () => <OneRound of={drawn('en')} />,
  'seat-support-if': () => (
    <OneRound
      of={drawn('en')}
      drafts={answered({ 'r1-q': { type: 'support', value: 'yes-if', why: { option: 'e1' } } })}
    />
  ),
  'seat-support-translated': () => (
    <OneRound
      of={drawnTranslated()}
      drafts={answered({ 'r1-q': { type: 'support', value: 'yes-if', why: { option: 'e1' } } })}
    />
  ),
  'seat-support-rtl': () => (
    <OneRound
      of={drawn('ar')}
      drafts={answered({
        'r1-q': { type: 'support', value: 'no', why: { text: 'لأنّ أمّي تبقى في البيت', lang: 'ar' } },
      })}
    />
  ),
  'seat-ranking': () => (
    <OneRound of={vote(items.ranking)} drafts={answered({ ranking: given['ranking'] as Answer })} />
  ),
  'seat-scale': () => <OneRound of={vote(items.scale)} drafts={answered({ scale: given['scale'] as Answer })} />,
  'seat-placement': () => (
    <OneRound of={vote(items.placement)} drafts={answered({ placement: given['placement'] as Answer })} />
  ),
  'seat-placement-empty': () => <OneRound of={vote(items.placement)} />,
  'seat-number': () => (
    <OneRound of={vote(items.number)} drafts={answered({ number: { type: 'number', value: 35 } })} />
  ),
  'seat-text': () => <OneRound of={vote(items.text)} drafts={answered({ text: given['text'] as Answer })} />,
  'seat-several': () => (
    <OneRound
      of={round('v', ballot([items.agree, items.scale], nodes))}
      drafts={answered({ 'agree.n1': { type: 'agree', value: 'disagree' } })}
      at={1}
    />
  ),
  'seat-review': () => (
    <OneRound of={round('v', ballot(all, [], 'questionnaire'))} drafts={answered(given)} at="review" />
  ),
  'seat-sent': () => (
    <OneRound of={round('v', ballot([items.choose], [], 'ballot', { choose: given['choose'] as Answer }))} />
  ),
  'seat-vote-closed': () => (
    <OneRound
      of={round('v', ballot([items.choose], [], 'ballot', { choose: given['choose'] as Answer }), { state: 'closed' })}
    />
  ),
  'seat-my-consent': () => <MyConsent />,
  'seat-moved': () => (
    <MovedScreen left={{ why: 'moved', seat: 'T5-02', texts: [{ text: sheet().text, lang: 'en' }] }} onWipe={nothing} />
  ),
  'seat-clock': () => (
    <InHall course={courseNow()}>
      <Home rounds={[]} />
    </InHall>
  ),
  'seat-clock-held': () => (
    <InHall course={courseNow({ heldAt: Date.now() - 60_000 })}>
      <OneRound of={round('w', writing([]))} drafts={drafted(sheet().text)} />
    </InHall>
  ),
  'seat-next': () => (
    <InHall course={courseNow()} news={nextLine}>
      <OneRound of={round('w', writing([sheet()]))} />
    </InHall>
  ),
  'seat-table-next': () => (
    <InHall
      course={courseNow()}
      news={
        <>
          {nextLine}
          <TableSign table={7} seat="T5-02" when="next" />
        </>
      }
    >
      <Home rounds={[]} />
    </InHall>
  ),
  'seat-table-now': () => (
    <InHall course={courseNow()}>
      <Home rounds={[round('w', writing([]))]} at={{ ...place, table: 7 }} change={elsewhereNow} />
    </InHall>
  ),
  'seat-came': () => (
    <InHall course={courseNow()} news={<Came />}>
      <OneRound of={vote(items.single)} drafts={answered({ single: given['single'] as Answer })} />
    </InHall>
  ),
  'seat-left-over': () => (
    <Home rounds={[]} over={{ texts: [{ text: sheet().text, lang: 'en' }], marks: true, drop: (drafts) => drafts }} />
  ),
  'seat-behind': () => (
    <InHall course={courseNow({ session: 3 })} news={<Behind onAlong={nothing} />}>
      <OneRound of={round('w', writing([]))} drafts={drafted(sheet().text)} />
    </InHall>
  ),
  'seat-half': () => <Half state="open" />,
  'seat-half-closed': () => <Half state="closed" />,
  'seat-day-over': () => (
    <InHall course={courseNow({ ended: true })}>
      <Home rounds={[]} ended />
    </InHall>
  ),
  'seat-ended': () => <MovedScreen left={{ why: 'ended', seat: 'T5-02', texts: [] }} onWipe={nothing} />,
}
