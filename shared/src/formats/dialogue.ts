/**
 * `tablee-dialogue/1`, read strictly: what it says is founded, so nothing of it is guessed, and a fault names the place and
 * the reason. The format is described in docs/dialogue-file.md.
 */
import type { Item } from '../dialogue/items.ts'
import { limits } from '../board/schema.ts'
import {
  dialogueFormat,
  longestDialogueId,
  type DialogueFile,
  type FileSession,
  type FileSite,
  type FileTable,
} from '../dialogue/file.ts'
import { stepKinds, type ProgrammeStep, type StepKind, type StepTask } from '../dialogue/programme.ts'
import type { Observation } from '../dialogue/rule.ts'
import { BadFile } from '../file.ts'
import { isLang, type DialogueId, type Lang } from '../ids.ts'
import { backIn } from './dialogue-back.ts'
import { consentIn } from './dialogue-consent.ts'
import { readItems } from './dialogue-items.ts'
import { observationIn } from './dialogue-observation.ts'
import { rotationIn } from './dialogue-rotation.ts'
import { localIn, most, noneTwice } from './dialogue-texts.ts'
import { parseJson } from './json.ts'
import { Faults, soundlyNested, Spot } from './json-spot.ts'

/** The dialogue that a file says, or whatever is wrong with it; reading stops at the first fault only where there is no JSON. */
export function lookThrough(text: string): { readonly file: DialogueFile } | { readonly faults: readonly BadFile[] } {
  const faults = new Faults()
  try {
    const file = readInto(text, faults)
    const all = faults.all()
    return file === null || all.length > 0 ? { faults: all } : { file }
  } catch (cause) {
    if (cause instanceof BadFile) return { faults: [cause] }
    throw cause
  }
}

/** Throws the first fault as `BadFile`; `lookThrough` tells them all. */
export function readDialogue(text: string): DialogueFile {
  const looked = lookThrough(text)
  if ('file' in looked) return looked.file
  throw looked.faults[0] ?? new BadFile('unknown-format')
}

/** Null, or something of which nothing is used, where there are faults. */
function readInto(text: string, faults: Faults): DialogueFile | null {
  if (text.trim() === '') throw new BadFile('empty')
  const value = parseJson(text.replace(/^\uFEFF/, ''))
  soundlyNested(text, faults)
  const whole = new Spot(value, '', dialogueFormat, faults)
  const file = whole.fields([
    'format',
    'id',
    'title',
    'languages',
    'window',
    'observation',
    'sites',
    'tables',
    'consent',
    'groundRules',
    'sessions',
    'rotation',
  ])
  // A file of somebody else's is told from one of ours by this alone: what else is in it is no mistake.
  const format = file.at('format')
  format.one([dialogueFormat])
  if (format.faulty) return null
  const id = file.at('id').id(longestDialogueId) as DialogueId
  const title = file.at('title').text(limits.title)
  const languages = languagesIn(file.at('languages'))

  const observation = observationIn(file.maybe('observation'))
  const sites = file
    .at('sites')
    .list(1, most.sites)
    .map((spot) => siteIn(spot, languages, observation))
  noneTwice(sites.map(({ site, spot }) => [site.key, spot]))
  const known = new Set(sites.some(({ spot }) => spot.faulty) ? [] : sites.map(({ site }) => site.key))
  const tables = file
    .at('tables')
    .list(1, most.tables)
    .map((spot) => tableIn(spot, languages, known))
  noneTwice(tables.map(({ table, spot }) => [String(table.number), spot]))

  const consentSpot = file.maybe('consent')
  const consent = consentSpot === null ? null : consentIn(consentSpot, languages)
  const rulesSpot = file.maybe('groundRules')
  const groundRules = rulesSpot === null ? null : localIn(rulesSpot, languages, most.consent)
  const programme: Programme = { languages, consent: consent !== null, steps: new Map(), before: new Map() }
  const listed = file.at('sessions')
  const places = { sites: sites.map(({ site }) => site), tables: tables.map(({ table }) => table) }
  // Of names that are spoilt or twice nobody can say whom a question means.
  const meant = {
    sites: sites.some(({ spot }) => spot.faulty) ? [] : places.sites,
    tables: tables.some(({ spot }) => spot.faulty) ? [] : places.tables,
  }
  const sessions = listed.list(1, most.sessions).map((spot, index) => sessionIn(spot, programme, meant, index + 1))
  const boards = sessions.length * tables.length
  if (boards > most.boards) listed.bad('too-many-boards', { n: boards, limit: most.boards }, null)

  const rotation = file.maybe('rotation')
  const moves = rotation === null ? [] : rotationIn(rotation, sessions.length, meant.tables)
  const window = windowIn(file.at('window'))
  const [first, ...others] = languages
  if (first === undefined) return null
  return {
    id,
    title,
    languages: [first, ...others],
    window,
    ...places,
    consent,
    groundRules,
    sessions,
    rotation: moves,
  }
}

function languagesIn(spot: Spot): readonly Lang[] {
  const list = spot.list(1, most.languages).map((one) => {
    const { value } = one
    if (isLang(value)) return { lang: value, spot: one }
    return one.bad('unknown-value', { field: one.name, value: String(value).slice(0, 40) }, null)
  })
  const known = list.filter((one) => one !== null)
  noneTwice(known.map((one) => [one.lang, one.spot]))
  // With one of them unknown, each text of the file would lack a language or have one too many.
  return spot.faulty || list.length !== known.length ? [] : known.map(({ lang }) => lang)
}
const langIn = (spot: Spot, of: readonly Lang[]): Lang => (of.length === 0 ? ('en' as Lang) : spot.one(of))

function windowIn(spot: Spot): DialogueFile['window'] {
  const window = spot.fields(['opens', 'closes', 'days'])
  const days = window.maybe('days')
  if (days !== null) {
    // Two ways to say one thing can contradict each other.
    for (const name of ['opens', 'closes'] as const) window.maybe(name)?.bad('unknown-field', { field: name }, null)
    return { days: days.whole(1, most.days) }
  }
  const [first, last] = [window.at('opens'), window.at('closes')]
  const [opens, closes] = [first.time(), last.time()]
  if (!first.faulty && opens >= closes) last.bad('window-order', {}, null)
  return { opens, closes }
}

function siteIn(
  spot: Spot,
  languages: readonly Lang[],
  above: Observation,
): { readonly site: FileSite; readonly spot: Spot } {
  const site = spot.fields(['id', 'name', 'country', 'lang', 'zone', 'observation'])
  const country = site.at('country')
  // However long it is: what it must be is said, not how long.
  const code = country.text(Infinity)
  if (!country.faulty && !/^[A-Z]{2}$/.test(code)) country.bad('bad-country', { value: code.slice(0, 80) }, null)
  return {
    site: {
      key: site.at('id').id(),
      name: site.at('name').text(limits.label),
      country: code,
      lang: langIn(site.at('lang'), languages),
      zone: zoneIn(site.maybe('zone')),
      observation: observationIn(site.maybe('observation'), above),
    },
    spot: site.at('id'),
  }
}

/** To the letter: programs read it, and a blank or an invisible character is the mistake. */
const writtenIn = ({ value }: Spot): string => JSON.stringify(value).slice(1, -1).slice(0, 40)

/** A name of the IANA's: an offset would be wrong for half the year. */
function zoneIn(spot: Spot | null): string | null {
  const name = spot?.text(limits.label) ?? null
  if (spot === null || name === null || spot.faulty) return name
  try {
    // Throws where nobody knows it.
    const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
    if (known !== '' && /^[A-Za-z]/.test(name) && name === spot.value) return name
  } catch {
    // Unknown: told below, as an offset is.
  }
  return spot.bad('no-zone', { value: writtenIn(spot) }, name)
}

function hourIn(spot: Spot | null): string | null {
  const hour = spot?.text(limits.label) ?? null
  if (spot === null || hour === null || spot.faulty) return hour
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(hour) && hour === spot.value) return hour
  return spot.bad('no-hour', { value: writtenIn(spot) }, hour)
}

function tableIn(
  spot: Spot,
  languages: readonly Lang[],
  sites: ReadonlySet<string>,
): { readonly table: FileTable; readonly spot: Spot } {
  const table = spot.fields(['number', 'site', 'seats', 'lang', 'citizensEdit', 'group'])
  const site = table.at('site').id()
  if (sites.size > 0 && !sites.has(site)) table.at('site').bad('no-such-id', { id: site }, null)
  return {
    table: {
      // Seat codes are made of both: T1-01 to T999-20.
      number: table.at('number').whole(1, 999),
      site,
      seats: table.at('seats').whole(1, most.seats),
      lang: langIn(table.at('lang'), languages),
      citizensEdit: table.maybe('citizensEdit')?.flag() ?? false,
      group: table.maybe('group')?.text(limits.label) ?? null,
    },
    spot: table.at('number'),
  }
}

/** What steps have to know of those before them. */
type Programme = {
  readonly languages: readonly Lang[]
  readonly consent: boolean
  /** Ids of steps, and which of them exist. */
  readonly steps: Map<string, Spot>
  /** Items that were asked before, by questionnaire. */
  readonly before: Map<
    string,
    { readonly wave: 'before' | 'after'; readonly items: readonly Item[]; readonly sound: boolean }[]
  >
}

function sessionIn(
  spot: Spot,
  programme: Programme,
  { sites, tables }: Pick<DialogueFile, 'sites' | 'tables'>,
  number: number,
): FileSession {
  const { languages } = programme
  const session = spot.fields(['title', 'question', 'questions', 'begins', 'steps'])
  const title = localIn(session.at('title'), languages, limits.title)
  const question = localIn(session.at('question'), languages, limits.wording)
  const own = (session.maybe('questions')?.list(0, most.tables) ?? []).map((each) => {
    const one = each.fields(['site', 'table', 'question'])
    const [site, table] = [one.maybe('site'), one.maybe('table')]
    if (site === null && table === null) one.at('site')
    if (site !== null && table !== null) table.bad('unknown-field', { field: 'table' }, null)
    const key = site?.id() ?? null
    if (site !== null && sites.length > 0 && !sites.some((known) => known.key === key))
      site.bad('no-such-id', { id: key ?? '' }, null)
    const number = table?.whole(1, 999) ?? null
    if (table !== null && tables.length > 0 && !tables.some((known) => known.number === number))
      table.bad('no-such-id', { id: String(number) }, null)
    return {
      site: key,
      table: number,
      question: localIn(one.at('question'), languages, limits.wording),
      spot: site ?? table ?? each,
    }
  })
  noneTwice(own.map((one) => [String(one.site ?? one.table), one.spot]))
  return {
    title,
    question,
    questions: own.map(({ question: text, site, table }) => ({ site, table, question: text })),
    begins: hourIn(session.maybe('begins')),
    steps: session
      .at('steps')
      .list(1, most.steps)
      .map((each) => stepIn(each, programme, number)),
  }
}

/** Which step holds which task. */
const taskOf: Readonly<Partial<Record<StepKind, StepTask['kind']>>> = {
  'private-writing': 'write',
  ballot: 'ballot',
  questionnaire: 'questionnaire',
}

function stepIn(spot: Spot, programme: Programme, session: number): ProgrammeStep {
  const step = spot.fields(['kind', 'minutes', 'title', 'id', 'task', 'opens', 'looksBack'])
  const kindSpot = step.at('kind')
  const kind = kindSpot.one(stepKinds)
  const bare = {
    kind,
    title: localIn(step.at('title'), programme.languages, limits.title),
    minutes: step.at('minutes').whole(1, most.minutes),
    ...backIn(step.maybe('looksBack'), session),
  }
  const named = step.maybe('id')
  const id = named?.id() ?? null
  if (named !== null && id !== null) {
    if (programme.steps.has(id)) named.bad('id-twice', { id }, null)
    programme.steps.set(id, named)
  }
  const given = step.maybe('task')
  const opensSpot = step.maybe('opens')
  const opens = opensSpot?.one(['tables', 'room']) ?? 'tables'
  if (given === null) {
    // Nothing is opened in a step that asks nobody anything.
    opensSpot?.bad('unknown-field', { field: 'opens' }, null)
    return id === null ? bare : { ...bare, id }
  }
  if (!programme.consent) given.bad('task-no-consent', {}, null)
  const task = taskIn(given, kindSpot.faulty ? null : kind, programme)
  if (task === null) return bare
  // What is voted on is picked at each table: no console could open it for them.
  const picked = task.kind !== 'write' && task.items.some((item) => item.type === 'agree' && item.on === 'nodes')
  if (picked && opens === 'room') opensSpot?.bad('opens-entries', {}, null)
  return { ...bare, id: id ?? step.at('id').id(), task, ...(opens === 'room' ? { opens } : {}) }
}

/** `step` null: which it is is not known, and so not which task belongs to it. */
function taskIn(spot: Spot, step: StepKind | null, programme: Programme): StepTask | null {
  const { languages } = programme
  const all = spot.fields(['kind', 'prompt', 'signature', 'items', 'questionnaire', 'wave'])
  const kindSpot = all.at('kind')
  const kind = kindSpot.one(['write', 'ballot', 'questionnaire'])
  if (step !== null && taskOf[step] !== kind) kindSpot.bad('task-kind', { kind: step, task: kind }, null)
  // Of another kind than its step: which fields belong in it nobody can say.
  if (kindSpot.faulty) return null
  switch (kind) {
    case 'write': {
      const task = spot.fields(['kind', 'prompt', 'signature'])
      return {
        kind,
        prompt: localIn(task.at('prompt'), languages, most.question),
        signature: task.at('signature').one(['anonymous', 'seat-code']),
      }
    }
    case 'ballot':
      return { kind, items: readItems(spot.fields(['kind', 'items']).at('items'), languages, 'ballot') }
    case 'questionnaire': {
      const task = spot.fields(['kind', 'questionnaire', 'wave', 'items'])
      const questionnaire = task.at('questionnaire').id()
      const wave = task.at('wave').one(['before', 'after', 'session'])
      const { size } = spot.faults
      const items = readItems(task.at('items'), languages, 'questionnaire')
      const sound = spot.faults.size === size
      if (wave !== 'session' && !task.at('wave').faulty)
        pairedIn(task.at('wave'), task.at('items'), programme, { questionnaire, wave, items, sound })
      return { kind, questionnaire, wave, items }
    }
  }
}

/** A change can only be told of one question, asked twice: before comes first, and what has one name is one question. */
function pairedIn(
  wave: Spot,
  items: Spot,
  { before }: Programme,
  now: {
    readonly questionnaire: string
    readonly wave: 'before' | 'after'
    readonly items: readonly Item[]
    readonly sound: boolean
  },
): void {
  const asked = before.get(now.questionnaire) ?? []
  if (asked.some((one) => one.wave === now.wave))
    return wave.bad('id-twice', { id: `${now.questionnaire} (${now.wave})` }, undefined)
  before.set(now.questionnaire, [...asked, now])
  if (now.wave === 'before') return
  const first = asked.find((one) => one.wave === 'before')
  if (first === undefined) return wave.bad('wave-alone', { questionnaire: now.questionnaire }, undefined)
  // Of items that are spoilt nothing follows for their pairs.
  if (!first.sound || !now.sound) return
  const listed = items.list(1, most.items)
  let shared = 0
  for (const [index, item] of now.items.entries()) {
    const same = first.items.find((one) => one.id === item.id)
    if (same === undefined) continue
    shared += 1
    if (JSON.stringify(same) !== JSON.stringify(item)) listed[index]?.bad('wave-differs', { id: item.id }, null)
  }
  if (shared === 0) items.bad('wave-nothing', {}, null)
}
