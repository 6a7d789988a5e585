/**
 * Offline days across new epochs of a board: three people write, go offline, reload, lose the server in the middle, and the
 * board begins new epochs meanwhile. Every letter group that anybody ever typed is one of a kind, and nobody takes one away: at
 * the end each stands on the board exactly once, on every page, and nothing was put aside.
 */
import { notesFragment } from '@tablee/shared/board/doc'
import { wordingOf } from '@tablee/shared/board/edit'
import type { BoardId, NodeId } from '@tablee/shared/ids'
import { memoryJournal } from '@tablee/server/journal/memory'
import { openJournal } from '@tablee/server/journal/sqlite'
import { openDatabase } from '@tablee/server/store/database'
import { describe, expect, it } from 'vitest'
import { contentKey } from '@tablee/shared/board/anew'
import { aTable, type Editor } from '../support/aTable.ts'
import { rawBlock } from '../support/rawBoard.ts'
import { seeded } from '../support/seeded.ts'
import { askedLog } from '../support/slowLog.ts'

const days = Number(process.env['EPOCH_SEEDS'] ?? process.env['FUZZ_SEEDS'] ?? 10)
const first = Number(process.env['FUZZ_FROM'] ?? 1)
const board = 'b1' as BoardId

const tally = { letters: 0, epochs: 0, reloads: 0, kills: 0, offline: 0 }

async function day(seed: number): Promise<void> {
  const random = seeded(seed)
  const database = seed % 3 === 0 ? openDatabase(':memory:') : null
  const t = aTable({
    editors: 3,
    seed,
    roles: ['reporter', 'facilitator', 'reporter'],
    disk: true,
    frame: seed % 4 === 0 ? 400 : 192 * 1024,
    journal: (clock) =>
      database
        ? openJournal({ database, clock, server: 'fuzz', through: askedLog })
        : memoryJournal({ clock, through: askedLog }),
  })
  const typed: string[] = []
  const token = (who: Editor): string => {
    const made = `<${who.name}${typed.length}>`
    typed.push(made)
    return made
  }

  function write(who: Editor): void {
    if (!who.link.me.mayEdit) return
    const nodes = [...who.board.nodes.keys()] as NodeId[]
    const node = nodes.length > 0 ? random.pick(nodes) : undefined
    const text = node === undefined ? null : wordingOf(who.doc, node)
    switch (random.below(8)) {
      case 0:
        return void who.add('position', token(who), node)
      case 1:
        return void (node !== undefined && who.say(node, token(who)))
      case 2:
        return void rawBlock(who.doc, who.id(), token(who), random.below(2) === 0 ? 'paragraph' : 'bulletList')
      case 3: {
        const block = notesFragment(who.doc).toArray()[0]
        const inner = block && 'toArray' in block ? block.toArray()[0] : undefined
        if (inner && 'insert' in inner && 'toDelta' in inner) inner.insert(0, token(who))
        return
      }
      default: {
        if (text === null || text.length > 1_200) return
        // Between two letter groups, never inside of one; a space is somebody's to take away.
        const at = random.pick([...text.toString().matchAll(/^|(?<=>)|(?<= )|$/g)].map(({ index }) => index))
        const space = text.toString().indexOf(' ')
        who.doc.transact(() => {
          text.insert(at, `${token(who)} `)
          if (space >= 0 && random.below(3) === 0)
            text.delete(space < at ? space : space + (typed.at(-1)?.length ?? 0) + 1, 1)
        })
      }
    }
  }

  try {
    for (const editor of t.editors) await editor.loaded()
    await t.quiet()
    t.ana.add('issue', token(t.ana))
    await t.quiet()
    for (let step = 0; step < 45; step += 1) {
      const who = random.pick(t.editors)
      switch (random.below(14)) {
        case 0:
          tally.offline += 1
          t.wire.goOffline(who.name)
          break
        case 1:
          t.wire.goOnline(who.name)
          break
        case 2:
          tally.reloads += 1
          await t.flow()
          await who.reload()
          break
        case 3:
        case 4:
          void t.server.live?.renew(board).then(({ kind }) => void (tally.epochs += kind === 'saved' ? 1 : 0))
          break
        case 5:
          if (random.below(3) === 0 && t.wire.server) {
            tally.kills += 1
            await t.killServer()
          } else if (!t.wire.server) t.startServer()
          break
        case 6:
          t.pass(random.pick([50, 400, 2_000, 9_000]))
          break
        case 7:
          await t.some(1 + random.below(10))
          break
        case 8:
          await t.flow()
          break
        default:
          write(who)
      }
    }
    if (!t.wire.server) t.startServer()
    for (const editor of t.editors) t.wire.goOnline(editor.name)
    await t.agrees()
    tally.letters += typed.length
    const whole = contentKey(await t.replay())
    for (const each of typed) {
      const often = whole.split(each).length - 1
      if (often !== 1) throw new Error(`${each} stands on the board ${often} times`)
    }
    for (const editor of t.editors) {
      if (contentKey(editor.doc) !== whole) throw new Error(`${editor.name} reads another board`)
      const light = editor.link.light()
      if (light.kind !== 'saved') throw new Error(`${editor.name}: ${JSON.stringify(light)}`)
    }
  } catch (cause) {
    throw new Error(`seed ${seed} (FUZZ_FROM): ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  } finally {
    await t.close()
    database?.close()
  }
}

describe('offline days across new epochs', () => {
  it(`[EPO15] in ${days} random days no letter is lost and none is there twice`, async () => {
    console.log(`offline days across new epochs: seeds ${first} to ${first + days - 1} (FUZZ_FROM, EPOCH_SEEDS)`)
    for (let seed = first; seed < first + days; seed += 1) await day(seed)
    console.log(JSON.stringify(tally))
    expect(tally.epochs).toBeGreaterThan(days / 2)
    expect(tally.letters).toBeGreaterThan(days * 5)
  })
})
