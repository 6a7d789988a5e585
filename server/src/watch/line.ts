/**
 * A node's line to whoever has a hall, over every change of hands: it follows the owner that the log names, and asks for what
 * is shown here before it believes that it is in step.
 */
import type { DialogueId, LinkId } from '@tablee/shared/ids'
import { closeCodes } from '@tablee/shared/wire/close-codes'
import { openFeed, type Feed } from './feed.ts'
import { patience, type createFreshness } from './freshness.ts'
import type { FromOwner, FromWatch, LinkTold } from './messages.ts'
import type { Owner, Signs } from './ports.ts'
import type { Rooms } from './rooms.ts'

/** How soon (ms) a line is called anew. */
const again = 150

type Options = {
  readonly dialogue: DialogueId
  readonly signs: Signs
  readonly now: () => number
  readonly fresh: ReturnType<typeof createFreshness>
  readonly rooms: () => Rooms
  /** Links that have ended; told to whoever holds something through one. */
  readonly revoked: (links: ReadonlySet<LinkId>) => void
  /** The owner was heard: whoever waits for it looks again. */
  readonly heard: () => void
  readonly warn: (detail: object, message: string) => void
}

/** Calls nobody before `owned`. */
export function createLine({ dialogue, signs, now, fresh, rooms, revoked, heard, warn }: Options) {
  let links: ReadonlyMap<string, LinkTold> | null = null
  let owner: Owner | null = null
  /** `hello` and `links`: whether it has said who it is, and which links live. */
  let line: { readonly feed: Feed; readonly began: number; hello: boolean; links: boolean } | null = null
  let tried = Number.NEGATIVE_INFINITY
  let pings = 0
  const asked = new Map<number, number>()

  function cut(): void {
    line?.feed.end()
    line = null
    asked.clear()
    rooms().lost()
  }

  function shows(channel: number, frame: Uint8Array): void {
    const room = rooms().of(channel)
    try {
      room?.shows(frame)
    } catch (cause) {
      // What cannot be applied leaves a copy that is none: who follows begins anew.
      warn({ cause: String(cause) }, 'watch: a frame could not be applied')
      if (room !== undefined) rooms().end(room, closeCodes.away, 'come again')
    }
  }

  function linksAre(told: readonly LinkTold[]): void {
    const before = [...(links?.values() ?? [])]
    links = new Map(told.map((link) => [link.hash, link]))
    // One that was issued anew has another path: what its old one opened ends.
    const gone = new Set(before.flatMap(({ hash, id }) => (links?.has(hash) === true ? [] : [id])))
    if (gone.size > 0) revoked(gone)
    if (line === null || line.links) return
    line.links = true
    rooms().refollow()
    heard()
  }

  function hello(epoch: number, began: number): void {
    // Not the one that the log names: it has not heard yet that another one took over.
    if (owner === null || line === null || epoch < owner.epoch) return cut()
    if (epoch > owner.epoch) {
      // It took the hall since it was looked up.
      if (rooms().size > 0) fresh.otherOwner(began)
      owner = { ...owner, epoch }
    }
    line.hello = true
  }

  function hears(word: FromOwner, began: number): void {
    switch (word.is) {
      case 'hello':
        return hello(word.epoch, began)
      case 'links':
        return linksAre(word.links)
      case 'following':
        return rooms().of(word.channel)?.following(word.writer)
      case 'closed':
        // It leaves, or we were too slow for it: whoever has the hall then goes on from what is here.
        if (word.code === closeCodes.restart || word.code === closeCodes.away) return cut()
        return rooms().ended(word.channel, word.code, word.reason)
      case 'pong': {
        const at = asked.get(word.n)
        asked.delete(word.n)
        if (at === undefined) return
        fresh.ownerAnswered(at, word.holds)
        fresh.inStep()
        heard()
      }
    }
  }

  function call(to: Owner): void {
    cut()
    const began = now()
    tried = began
    const feed = openFeed(dialogue, to, signs, {
      hears: (word) => line?.feed === feed && hears(word, began),
      shows: (channel, frame) => line?.feed === feed && shows(channel, frame),
      gone(notYet) {
        if (line?.feed !== feed) return
        cut()
        if (notYet) fresh.notYet(began)
      },
    })
    line = { feed, began, hello: false, links: false }
  }

  return {
    get owner() {
      return owner
    },
    /** Null before any owner was heard. */
    get links() {
      return links
    },
    say: (word: FromWatch): void => line?.feed.say(word),
    cut,
    /** Who has the hall, as the log said to a question of then. */
    owned(by: Owner, then: number): void {
      if (owner === null || by.epoch > owner.epoch || (by.epoch === owner.epoch && by.address !== owner.address)) {
        if (owner !== null && by.epoch > owner.epoch && rooms().size > 0) fresh.otherOwner(then)
        owner = by
        cut()
      }
      if (line === null && now() - tried >= again) call(owner)
    },
    /** Until everything that is shown here stands as it does there, no answer of the owner counts. */
    ping(): void {
      if (line === null || !line.hello || !line.links || rooms().behind()) return
      pings += 1
      const at = now()
      asked.set(pings, at)
      for (const [n, then] of asked) if (at - then > patience.stays) asked.delete(n)
      line.feed.say({ is: 'ping', n: pings })
    },
    /** How long it has been there (ms); null while it is not. */
    age: (): number | null => (line?.links === true ? now() - line.began : null),
  }
}
