/**
 * `tablee-dialogue/1`, read strictly: what it says is founded, so nothing of it is guessed, and a fault names the place and
 * the reason. The format is described in docs/dialogue-file.md.
 */
import type { Item } from '../ballot/items.ts'
import { limits } from '../board/schema.ts'
import {
  dialogueFormat,
  longestDialogueId,
  type DialogueFile,
  type FileSession,
  type FileSite,
  type FileTable,
} from '../dialogue/file.ts'
import {
  stepKinds,
  type ConsentTexts,
  type ProgrammeStep,
  type StepKind,
  type StepTask,
} from '../dialogue/programme.ts'
import type { Observation } from '../dialogue/rule.ts'
import { BadFile } from '../file.ts'
import { isLang, type DialogueId, type Lang } from '../ids.ts'
import { readItems } from './dialogue-items.ts'
import { observationIn } from './dialogue-observation.ts'
import { localIn, most, noneTwice } from './dialogue-texts.ts'
import { parseJson } from './json.ts'
import { noFieldTwice, Spot } from './json-spot.ts'

/** A file of somebody else's is told from one of ours by this alone. */
export function readDialogue(text: string): DialogueFile {
  if (text.trim() === '') throw new BadFile('empty')
  const value = parseJson(text.replace(/^\uFEFF/, ''))
  noFieldTwice(text)
  const whole = new Spot(value, '', dialogueFormat)
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
    'sessions',
  ])
  file.at('format').one([dialogueFormat])
  const id = file.at('id').id(longestDialogueId) as DialogueId
  const title = file.at('title').text(limits.title)
  const languages = languagesIn(file.at('languages'))
  const [first, ...others] = languages
  if (first === undefined) throw new Error('a list of at least one is empty')

  const observation = observationIn(file.maybe('observation'))
  const sites = file
    .at('sites')
    .list(1, most.sites)
    .map((spot) => siteIn(spot, languages, observation))
  noneTwice(sites.map(({ site, spot }) => [site.key, spot]))
  const tables = file
    .at('tables')
    .list(1, most.tables)
    .map((spot) => tableIn(spot, languages, new Set(sites.map(({ site }) => site.key))))
  noneTwice(tables.map(({ table, spot }) => [String(table.number), spot]))

  const consentSpot = file.maybe('consent')
  const consent = consentSpot === null ? null : consentIn(consentSpot, languages)
  const programme: Programme = { languages, consent: consent !== null, steps: new Map(), before: new Map() }
  const listed = file.at('sessions')
  const places = { sites: sites.map(({ site }) => site), tables: tables.map(({ table }) => table) }
  const sessions = listed.list(1, most.sessions).map((spot) => sessionIn(spot, programme, places))
  const boards = sessions.length * tables.length
  if (boards > most.boards) listed.bad('too-many-boards', { n: boards, limit: most.boards })

  return {
    id,
    title,
    languages: [first, ...others],
    window: windowIn(file.at('window')),
    ...places,
    consent,
    sessions,
  }
}

function languagesIn(spot: Spot): readonly Lang[] {
  const list = spot.list(1, most.languages).map((one) => ({ lang: langIn(one), spot: one }))
  noneTwice(list.map((one) => [one.lang, one.spot]))
  return list.map(({ lang }) => lang)
}
function langIn(spot: Spot, of?: readonly Lang[]): Lang {
  const tag = of === undefined ? spot.value : spot.one(of)
  return isLang(tag) ? tag : spot.bad('unknown-value', { field: spot.name, value: String(tag).slice(0, 40) })
}

function windowIn(spot: Spot): DialogueFile['window'] {
  const window = spot.fields(['opens', 'closes', 'days'])
  const days = window.maybe('days')
  if (days !== null) {
    // Two ways to say one thing can contradict each other.
    for (const name of ['opens', 'closes'] as const) window.maybe(name)?.bad('unknown-field', { field: name })
    return { days: days.whole(1, most.days) }
  }
  const [opens, closes] = [window.at('opens').time(), window.at('closes').time()]
  return opens < closes ? { opens, closes } : window.at('closes').bad('window-order')
}

function siteIn(
  spot: Spot,
  languages: readonly Lang[],
  above: Observation,
): { readonly site: FileSite; readonly spot: Spot } {
  const site = spot.fields(['id', 'name', 'country', 'lang', 'observation'])
  const country = site.at('country')
  const code = country.text(2)
  if (!/^[A-Z]{2}$/.test(code)) country.bad('unknown-value', { field: 'country', value: code })
  return {
    site: {
      key: site.at('id').id(),
      name: site.at('name').text(limits.label),
      country: code,
      lang: langIn(site.at('lang'), languages),
      observation: observationIn(site.maybe('observation'), above),
    },
    spot: site.at('id'),
  }
}

function tableIn(
  spot: Spot,
  languages: readonly Lang[],
  sites: ReadonlySet<string>,
): { readonly table: FileTable; readonly spot: Spot } {
  const table = spot.fields(['number', 'site', 'seats', 'lang', 'citizensEdit'])
  const site = table.at('site').id()
  if (!sites.has(site)) table.at('site').bad('no-such-id', { id: site })
  return {
    table: {
      // Seat codes are made of both: T1-01 to T999-20.
      number: table.at('number').whole(1, 999),
      site,
      seats: table.at('seats').whole(1, most.seats),
      lang: langIn(table.at('lang'), languages),
      citizensEdit: table.maybe('citizensEdit')?.flag() ?? false,
    },
    spot: table.at('number'),
  }
}

function consentIn(spot: Spot, languages: readonly Lang[]): ConsentTexts {
  const consent = spot.fields(['version', 'intro', 'taking', 'quoted', 'observed', 'refusalHides'])
  return {
    version: consent.at('version').text(40),
    intro: localIn(consent.at('intro'), languages, most.consent),
    taking: localIn(consent.at('taking'), languages, most.consent),
    quoted: localIn(consent.at('quoted'), languages, most.consent),
    observed: localIn(consent.at('observed'), languages, most.consent),
    refusalHides: consent.at('refusalHides').one(['words', 'table']),
  }
}

/** What steps have to know of those before them. */
type Programme = {
  readonly languages: readonly Lang[]
  readonly consent: boolean
  /** Ids of steps, and which of them exist. */
  readonly steps: Map<string, Spot>
  /** Items that were asked before, by questionnaire. */
  readonly before: Map<string, { readonly wave: 'before' | 'after'; readonly items: readonly Item[] }[]>
}

function sessionIn(
  spot: Spot,
  programme: Programme,
  { sites, tables }: Pick<DialogueFile, 'sites' | 'tables'>,
): FileSession {
  const { languages } = programme
  const session = spot.fields(['title', 'question', 'questions', 'steps'])
  const title = localIn(session.at('title'), languages, limits.title)
  const question = localIn(session.at('question'), languages, limits.wording)
  const own = (session.maybe('questions')?.list(0, most.tables) ?? []).map((each) => {
    const one = each.fields(['site', 'table', 'question'])
    const [site, table] = [one.maybe('site'), one.maybe('table')]
    if (site === null && table === null) one.at('site')
    if (site !== null && table !== null) table.bad('unknown-field', { field: 'table' })
    const key = site?.id() ?? null
    if (site !== null && !sites.some((known) => known.key === key)) site.bad('no-such-id', { id: key ?? '' })
    const number = table?.whole(1, 999) ?? null
    if (table !== null && !tables.some((known) => known.number === number))
      table.bad('no-such-id', { id: String(number) })
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
    steps: session
      .at('steps')
      .list(1, most.steps)
      .map((each) => stepIn(each, programme)),
  }
}

/** Which step holds which task. */
const taskOf: Readonly<Partial<Record<StepKind, StepTask['kind']>>> = {
  'private-writing': 'write',
  ballot: 'ballot',
  questionnaire: 'questionnaire',
}

function stepIn(spot: Spot, programme: Programme): ProgrammeStep {
  const step = spot.fields(['kind', 'minutes', 'title', 'id', 'task'])
  const kind = step.at('kind').one(stepKinds)
  const bare = {
    kind,
    title: localIn(step.at('title'), programme.languages, limits.title),
    minutes: step.at('minutes').whole(1, most.minutes),
  }
  const named = step.maybe('id')
  const id = named?.id() ?? null
  if (named !== null && id !== null) {
    if (programme.steps.has(id)) named.bad('id-twice', { id })
    programme.steps.set(id, named)
  }
  const given = step.maybe('task')
  if (given === null) return id === null ? bare : { ...bare, id }
  const task = taskIn(given, kind, programme)
  if (!programme.consent) given.bad('task-no-consent')
  return { ...bare, id: id ?? step.at('id').id(), task }
}

function taskIn(spot: Spot, step: StepKind, programme: Programme): StepTask {
  const { languages } = programme
  const all = spot.fields(['kind', 'prompt', 'signature', 'items', 'questionnaire', 'wave'])
  const kind = all.at('kind').one(['write', 'ballot', 'questionnaire'])
  if (taskOf[step] !== kind) all.at('kind').bad('task-kind', { kind: step, task: kind })
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
      const items = readItems(task.at('items'), languages, 'questionnaire')
      if (wave !== 'session') pairedIn(task.at('wave'), task.at('items'), programme, { questionnaire, wave, items })
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
  },
): void {
  const asked = before.get(now.questionnaire) ?? []
  if (asked.some((one) => one.wave === now.wave)) wave.bad('id-twice', { id: `${now.questionnaire} (${now.wave})` })
  before.set(now.questionnaire, [...asked, now])
  if (now.wave === 'before') return
  const first = asked.find((one) => one.wave === 'before')
  if (first === undefined) return wave.bad('wave-alone', { questionnaire: now.questionnaire })
  let shared = 0
  for (const [index, item] of now.items.entries()) {
    const same = first.items.find((one) => one.id === item.id)
    if (same === undefined) continue
    shared += 1
    if (JSON.stringify(same) !== JSON.stringify(item))
      throw new BadFile('wave-differs', { id: item.id }, { place: `${items.place}[${index}]` })
  }
  if (shared === 0) items.bad('wave-nothing')
}
