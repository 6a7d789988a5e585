/**
 * Three people read what was said in Ottensen and put it where its authors did, over HTTP, at once: which keys they need, and
 * whether what is counted at the end is what its authors counted.
 */
import { addNode, addWords } from '@tablee/shared/board/edit'
import type { Lang, NodeId, WordsId } from '@tablee/shared/ids'
import type { ThemeCommand, ThemeEntry, ThemesTold } from '@tablee/shared/wire/synthesis'
import { expect, it } from 'vitest'
import { coded, countedOfOttensen, hasCoded } from '../support/codedSets.ts'
import { done, startServer } from '../support/server.ts'

/** So many are read by keys that are counted; the rest for the counts at the end. */
const keyed = 600
type Without<T> = T extends unknown ? Omit<T, 'id'> : never

it.skipIf(!hasCoded)(
  '[SYN11] [SYN13] [SYN23] three who read Ottensen: keys per entry, and frequencies as its authors have them',
  async () => {
    let skew = 0
    const server = await startServer({ clock: () => Date.now() + skew })
    try {
      const set = coded['Ottensen (de)']?.() ?? []
      const of = new Map<string, readonly string[]>()
      const boards = [1, 2, 3, 4, 5, 6].map((table) => server.board(table, 5))
      const by = { lang: 'de' as Lang, at: 1 }
      for (const [n, board] of boards.entries())
        done(
          await server.parts.live.write(board, 'reporter', (doc) => {
            const origin = { who: 'reporter', why: 'test' } as const
            addNode(doc, origin, { id: 'ottensen' as NodeId, kind: 'position', wording: `Ottensen ${n}`, ...by })
            for (const [m, one] of set.entries()) {
              if (m % boards.length !== n) continue
              const id = `o${m}` as WordsId
              of.set(`${board}/words/${id}`, one.themes)
              const node = 'ottensen' as NodeId
              addWords(doc, origin, { id, node, text: one.text, seat: null, capture: 'dictated', ...by, at: m })
            }
          }),
        )
      const at = `/api/dialogues/${server.dialogue}/themes`
      const readers = await Promise.all(
        ['ada', 'bea', 'cyd'].map(async (device) => (await server.enter('analyst', undefined, { device })).session),
      )
      const told = async (as: string): Promise<ThemesTold> =>
        (await server.api(`${at}?kind=words&session=5&lang=de`, { as })).body as ThemesTold
      let count = 0
      const say = async (as: string, command: Without<ThemeCommand>): Promise<number> => {
        skew += 400
        return (await server.api(at, { as, body: { id: `s${++count}`, ...command } })).status
      }
      const names = Object.keys(countedOfOttensen().codes)
      for (const name of names) await say(readers[0] ?? '', { kind: 'theme', name })
      const ids = new Map((await told(readers[0] ?? '')).themes.map(({ id, name }) => [name, id]))
      const goldOf = (entry: string): readonly string[] => (of.get(entry) ?? []).flatMap((name) => ids.get(name) ?? [])

      let [keys, read, offered, right, along] = [0, 0, 0, 0, 0]
      const seen = new Set<string>()
      /** As a person does it: what is suggested by Enter, more than one with the shift key first, the same again along. */
      async function reads(as: string, entry: ThemeEntry, next: string): Promise<void> {
        const gold = goldOf(entry.entry)
        const same = (entry.near ?? []).filter(
          (one) =>
            one.unread === true && goldOf(one.entry).join() === gold.join() && gold.length === 1 && of.has(one.entry),
        )
        const suggested = entry.suggested?.theme
        const last = suggested !== undefined && gold.includes(suggested) ? suggested : gold.at(-1)
        const counted = read < keyed
        if (counted) {
          keys += Math.max(1, gold.length) + Number(same.length > 0)
          offered += Number(suggested !== undefined)
          right += Number(suggested !== undefined && gold.includes(suggested))
          along += same.length
        }
        read += 1 + same.length
        for (const one of [entry, ...same]) {
          expect(seen.has(one.entry), one.entry).toBe(false)
          seen.add(one.entry)
        }
        if (last === undefined) {
          expect(await say(as, { kind: 'none', entry: entry.entry, next })).toBe(204)
          return
        }
        for (const theme of gold.filter((one) => one !== last))
          expect(await say(as, { kind: 'put', entry: entry.entry, theme })).toBe(204)
        const took = suggested === last ? ({ suggested: true } as const) : {}
        const those = same.length > 0 ? { along: same.map((one) => ({ entry: one.entry })) } : {}
        expect(await say(as, { kind: 'put', entry: entry.entry, theme: last, ...took, ...those, next })).toBe(204)
      }
      const works = async (as: string): Promise<void> => {
        for (let now = await told(as); ; now = await told(as)) {
          const entry = now.mine
          const free = now.queue.find((one) => one.by === null && one.entry !== entry?.entry && of.has(one.entry))
          if (entry !== null && of.has(entry.entry)) await reads(as, entry, (free ?? entry).entry)
          else if (free === undefined) return
          else await say(as, { kind: 'open', entry: free.entry })
        }
      }
      await Promise.all(readers.map(works))
      const { themes, coverage, suggestions } = await told(readers[0] ?? '')
      const { documents, codes } = countedOfOttensen()
      console.log(
        `Ottensen, 3 readers: ${seen.size} of ${documents} read, none twice; of the first ${keyed}: ${(keys / keyed).toFixed(2)} keys per entry (${([...of.values()].reduce((sum, one) => sum + Math.max(1, one.length), 0) / documents).toFixed(2)} themes each), ${offered} suggested, ${right} of them right, ${along} put along; ${suggestions.taken} taken in all`,
      )
      expect(seen.size).toBe(documents)
      expect(Object.fromEntries(themes.map(({ name, entries }) => [name, entries]))).toEqual(codes)
      expect(coverage.langs.find(({ lang }) => lang === 'de')?.read).toBeGreaterThanOrEqual(documents)
      // A key for each theme of an entry, and hardly one more.
      expect(keys / keyed).toBeLessThan(3.3)
    } finally {
      await server.close()
    }
  },
  120_000,
)
