/**
 * Reads Argdown text with the published @argdown/core and hands on a plain model. Runs in a worker: the parser is
 * synchronous, recursive and slow on hostile input, and the process it would block serves every table.
 */
import {
  ArgdownApplication,
  ArgdownTypes,
  DataPlugin,
  FrontMatterSettingsModes,
  IArgument,
  IEquivalenceClass,
  ModelPlugin,
  ParserPlugin,
  type IRelation,
  type RelationMember,
} from '@argdown/core'
import { BadFile, Leaving } from '@tablee/shared/file'
import { ownComment } from '@tablee/shared/formats/argdown'
import { field, spotOf } from '@tablee/shared/formats/json'

export type Member = {
  readonly as: 'statement' | 'argument'
  readonly title: string
  /** Null for a statement that the file gives no title. */
  readonly titled: boolean
  readonly text: string
  readonly data: unknown
  readonly line: number
  readonly column: number
  /** Further texts of the same title, which a node has no place for. */
  readonly otherTexts: number
}
export type MemberRef = { readonly as: 'statement' | 'argument'; readonly title: string }
export type ArgdownModel = {
  readonly members: readonly Member[]
  readonly relations: readonly { readonly type: string; readonly from: MemberRef; readonly to: MemberRef }[]
  /** Statements of each premise-conclusion structure; a conclusion ends a step. */
  readonly structures: readonly {
    readonly argument: string
    readonly statements: readonly { readonly title: string; readonly conclusion: boolean }[]
  }[]
  readonly lang: unknown
  /** Valid, but without a place on a board. */
  readonly left: Leaving
}
function application(): ArgdownApplication {
  const app = new ArgdownApplication()
  const data = new DataPlugin()
  const listeners = data.tokenListeners
  if (!listeners) throw new Error('@argdown/core reads no data')
  for (const [name, listen] of Object.entries(listeners)) {
    listeners[name] = (request, response, token, parent, index, logger) => {
      try {
        listen(request, response, token, parent, index, logger)
      } catch (cause) {
        const detail = String(cause instanceof Error ? cause.message : cause).split('\n')[0] ?? ''
        throw new BadFile(
          'argdown-data',
          { detail: detail.slice(0, 160) },
          { line: lineIn(token.startLine), column: lineIn(token.startColumn) },
        )
      }
    }
  }
  // The one wish of a file's front matter that changes its texts. No other setting of a file may steer the parser.
  const wishes = {
    name: 'FileWishes',
    tokenListeners: {
      FrontMatter: (request: { model?: { removeTagsFromText?: boolean } }, response: { frontMatter?: unknown }) => {
        request.model = {
          ...request.model,
          removeTagsFromText: field(field(response.frontMatter, 'model'), 'removeTagsFromText') === true,
        }
      },
    },
  }
  app.addPlugin(new ParserPlugin(), 'parse')
  app.addPlugin(data, 'model')
  app.addPlugin(wishes, 'model')
  app.addPlugin(new ModelPlugin(), 'model')
  return app
}

const lineIn = (line: unknown): number | null => (typeof line === 'number' && Number.isFinite(line) ? line : null)

/** Names of Object.prototype break the parser's own look-ups: as titles they are told, with their line. What is escaped is text. */
const titles = /\\.|[[<]([^\]>\n]{1,40})[\]>]/g
function refuseReserved(input: string): void {
  for (const match of input.matchAll(titles)) {
    const title = (match[1] ?? '').trim()
    if (title !== '' && title in {}) throw new BadFile('reserved-title', { title }, spotOf(input, match.index))
  }
}

/** Throws a BadFile. */
export function readArgdown(input: string, progress: (part: number) => void): ArgdownModel {
  refuseReserved(input)
  const app = application()
  try {
    const request = {
      input,
      throwExceptions: true,
      logLevel: 'error',
      data: { frontMatterSettingsMode: FrontMatterSettingsModes.IGNORE },
    }
    const parsed = app.run({ ...request, process: ['parse'] })
    progress(0.6)
    const error = parsed.parserErrors?.[0]
    if (error) {
      const detail = (error.message.split('\n')[0] ?? '').slice(0, 160)
      throw new BadFile(
        'argdown-broken',
        { detail },
        { line: lineIn(error.token.startLine), column: lineIn(error.token.startColumn) },
      )
    }
    const response = app.run({ ...request, process: ['model'] }, parsed)
    progress(0.9)
    return plainModel(response, input)
  } catch (cause) {
    if (cause instanceof BadFile) throw cause
    if (cause instanceof RangeError) throw new BadFile('too-deep')
    const detail = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : ''
    throw new BadFile('argdown-broken', { detail: detail.slice(0, 160) })
  }
}

/**
 * Comments are skipped by the lexer. They are counted where they can begin: not behind an escape, nor in an address or
 * in data. Our own exports begin with one that says what is not in the file; it is made anew with the next export.
 */
const comment = /\\.|\]\([^)\n]*\)|"(?:\\.|[^"\n])*"|<!--[\s\S]*?-->|\/\*[\s\S]*?\*\/|\/\/[^\r\n]*/g
/** Those that a reader would lose: our own head is not among them. */
export function countComments(input: string): number {
  let n = 0
  for (const [found] of input.matchAll(comment))
    if (/^(<!--|\/\*|\/\/)/.test(found) && !found.startsWith(ownComment)) n += 1
  return n
}

function plainModel(response: ReturnType<ArgdownApplication['run']>, input: string): ArgdownModel {
  const statements = Object.values(response.statements ?? {})
  const argumentsOf = Object.values(response.arguments ?? {})
  const first = (places: readonly { startLine?: number; startColumn?: number }[]) =>
    places.reduce<{ line: number; column: number }>(
      (best, one) => {
        const line = one.startLine ?? Infinity
        const column = one.startColumn ?? 0
        return line < best.line || (line === best.line && column < best.column) ? { line, column } : best
      },
      { line: Infinity, column: 0 },
    )
  const texts = (members: readonly { text?: string; isReference?: boolean }[]) =>
    new Set(members.filter((one) => one.isReference !== true && (one.text ?? '').trim() !== '').map((one) => one.text))
      .size
  const members: Member[] = [
    ...statements.map(
      (one): Member => ({
        as: 'statement',
        title: one.title ?? '',
        titled: !/^Untitled \d+$/.test(one.title ?? ''),
        text: IEquivalenceClass.getCanonicalMemberText(one) ?? '',
        data: one.data,
        otherTexts: Math.max(0, texts(one.members) - 1),
        ...first(one.members),
      }),
    ),
    ...argumentsOf.map(
      (one): Member => ({
        as: 'argument',
        title: one.title ?? '',
        titled: !/^Untitled \d+$/.test(one.title ?? ''),
        text: IArgument.getCanonicalMemberText(one) ?? '',
        data: one.data,
        otherTexts: Math.max(0, texts(one.members) - 1),
        ...first(one.members),
      }),
    ),
  ].sort((a, b) => a.line - b.line || a.column - b.column)

  const left = new Leaving()
  const countSections = (sections: readonly { children: readonly unknown[] }[]): number =>
    sections.reduce((sum, one) => sum + 1 + countSections(one.children.filter(isSection)), 0)
  left.note('headings', countSections((response.sections ?? []).filter(isSection)))
  left.note(
    'texts-under-one-title',
    members.reduce((sum, one) => sum + one.otherTexts, 0),
  )
  for (const one of [...statements, ...argumentsOf]) {
    left.note('tags', one.tags?.length ?? 0)
    for (const member of one.members) {
      for (const range of member.ranges ?? []) {
        if (range.type === 'bold' || range.type === 'italic') left.note('emphasis')
        if (range.type === 'link') left.note('link-addresses')
      }
    }
  }
  left.note('comments', countComments(input))
  const front: unknown = response.frontMatter
  if (typeof front === 'object' && front !== null)
    left.note(
      'front-matter',
      Object.keys(front).filter(
        (name) => !['lang', 'model', ...(input.includes(ownComment) ? ['title'] : [])].includes(name),
      ).length,
    )
  for (const argument of argumentsOf) {
    for (const one of argument.pcs) {
      const inference = 'inference' in one ? one.inference : undefined
      if (
        typeof inference === 'object' &&
        inference !== null &&
        'inferenceRules' in inference &&
        Array.isArray(inference.inferenceRules)
      )
        left.note('inference-rules', inference.inferenceRules.length)
    }
  }
  const relations = (response.relations ?? []).flatMap((one: IRelation) => {
    const from = refOf(one.from)
    const to = refOf(one.to)
    return from && to ? [{ type: one.relationType, from, to }] : []
  })
  // No setting of a file steers the parser, so a file that means its signs strictly is read loosely: that is told.
  if (field(field(front, 'model'), 'mode') === 'strict') {
    const between = relations.filter(({ from, to }) => from.as === 'statement' && to.as === 'statement')
    left.note('contraries', between.filter(({ type }) => type === 'attack' || type === 'contrary').length)
    left.note('entailments', between.filter(({ type }) => type === 'support' || type === 'entails').length)
  }
  return {
    members,
    relations,
    structures: argumentsOf
      .filter((one) => one.pcs.length > 0)
      .map((one) => ({
        argument: one.title ?? '',
        statements: one.pcs.map((part) => ({ title: part.title ?? '', conclusion: part.role !== 'premise' })),
      })),
    lang: field(response.frontMatter, 'lang'),
    left,
  }
}

const isSection = (value: unknown): value is { children: readonly unknown[] } => Array.isArray(field(value, 'children'))

/** An inference stands for its argument: what undercuts it undercuts that argument. */
function refOf(member: RelationMember | undefined): MemberRef | null {
  if (!member) return null
  if (member.type === ArgdownTypes.EQUIVALENCE_CLASS) return { as: 'statement', title: member.title ?? '' }
  if (member.type === ArgdownTypes.ARGUMENT) return { as: 'argument', title: member.title ?? '' }
  return { as: 'argument', title: member.argumentTitle ?? '' }
}
