/**
 * What happened at a cluster, as those saw it who asked it: every write, read, vote, cut and revocation with the times of its
 * beginning and its answer, and who held the hall when. And what stands in the log in the end. The log gives each write its
 * place, so whether the two fit together is looked up and never searched for: nine questions, each linear in what happened
 * (and one sorting). `faults` (verdict.ts) asks them all.
 * Times are milliseconds of this machine's monotonic clock, which is one for all its processes.
 */
/** This machine's monotonic clock, the same in every process and by no clock on a wall. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6

/** `ended` null: nobody heard an answer. */
type Asked = { readonly by: string; readonly begun: number; readonly ended: number | null }

/**
 * One edit. `hash` is of its bytes and tells it from every other. `seq`: where its answer said that it stands; null: none said
 * so. `wanted`: since when they would have written, had they been let in.
 */
export type Write = Asked & {
  readonly is: 'write'
  readonly doc: string
  readonly hash: string
  readonly seq: number | null
  readonly wanted?: number
}

/**
 * An answered look at a document: how far it went, and of its last row the hash (null: none yet). Who cannot know how far names
 * the edits that it shows (`shows`), and `placed` finds the rest.
 */
export type Read = Asked & {
  readonly is: 'read'
  readonly doc: string
  readonly seq: number
  readonly hash: string | null
  readonly shows?: readonly string[]
}
/** An observer came in (through a link, or as a session: `through`), was shown a row, was sent away. */
export type Watched =
  | { readonly is: 'came'; readonly by: string; readonly doc: string; readonly through: string; readonly at: number }
  | { readonly is: 'shown'; readonly by: string; readonly doc: string; readonly hash: string; readonly at: number }
  | { readonly is: 'left'; readonly by: string; readonly doc: string; readonly at: number }
/** A ballot of a seat on an item. `counted`: what its answer said; false: too late. */
export type Vote = Asked & {
  readonly is: 'vote'
  readonly seat: string
  readonly item: string
  readonly ballot: string
  readonly counted: boolean
}
export type Close = Asked & { readonly is: 'close'; readonly item: string }
/** What an item's result said: of each seat its ballot. */
export type Tally = {
  readonly is: 'tally'
  readonly item: string
  readonly casts: readonly (readonly [string, string])[]
}
/** A snapshot: of each document how far it holds it. */
export type Cut = Asked & { readonly is: 'cut'; readonly heads: Readonly<Record<string, number>> }
/** From its answer on nobody may be shown anything through it. */
export type Revoked = Asked & { readonly is: 'revoked'; readonly through: string }
/** A node took the hall; an owner heard that another has it. */
export type Hands =
  | { readonly is: 'took'; readonly node: string; readonly epoch: number; readonly at: number }
  | { readonly is: 'fenced'; readonly node: string; readonly epoch: number; readonly at: number }
/** As long as it lasted, and until another owner was there, nobody could be shown anything new. */
export type Trouble = { readonly is: 'trouble'; readonly what: string; readonly from: number; readonly to: number }

export type Happened = Write | Read | Watched | Vote | Close | Tally | Cut | Revoked | Hands | Trouble

/** A row of the log as it stands in the end. `lease`: under which epoch of the hall it was written; `epoch`: the document's. */
export type Row = {
  readonly seq: number
  readonly epoch: number
  readonly lease: number | null
  readonly hash: string
  readonly writers: readonly { readonly client: number; readonly from: number; readonly to: number }[]
  /** Of somebody whose history this is not: the server's own rows, and what stood there before. */
  readonly foreign?: boolean
}
/** A row of the votes' log: a ballot, or the end of an item. */
export type VoteRow =
  | { readonly is: 'ballot'; readonly seat: string; readonly item: string; readonly ballot: string }
  | { readonly is: 'close'; readonly item: string }

/** What stands in the end: each document's rows in the order in which the log gives them, and the votes'. */
export type Standing = { readonly rows: ReadonlyMap<string, readonly Row[]>; readonly votes: readonly VoteRow[] }

export type Measures = {
  /** How old what an observer sees may be, and how long after a revocation something may still arrive. The promise is 1,000. */
  readonly fresh: number
}

/** `of`: the number of the question (1 to 9), or `empty` where the history says nothing. */
export type Fault = { readonly of: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 'empty'; readonly says: string }

export type History = readonly Happened[]

/** The events of one kind, in the order in which they were told. */
export const only = <Kind extends Happened['is']>(history: History, kind: Kind): Extract<Happened, { is: Kind }>[] =>
  history.filter((one): one is Extract<Happened, { is: Kind }> => one.is === kind)

/** Grouped by what `key` makes of each, in order. */
export function by<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(key(one))
    if (group === undefined) groups.set(key(one), [one])
    else group.push(one)
  }
  return groups
}
