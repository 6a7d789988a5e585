/**
 * A process that writes without pause and leaves by the real way out. The second argument breaks one of its steps:
 * `hung` never answers, `throws`, `stuck` holds the event loop. The third is the budget in ms.
 */
import { openJournal } from '@tablee/server/journal/sqlite'
import { onSignal } from '@tablee/server/ops/shutdown'
import { openDatabase } from '@tablee/server/store/database'
import { command } from '../journal/writer.ts'
import { askedLog } from '../support/slowLog.ts'
import { say } from './say.ts'

const [, , file = '', mode = 'plain', budget = '12000'] = process.argv
const database = openDatabase(file)
const journal = openJournal({ database, clock: Date.now, server: 'child', alarm: say, through: askedLog })

const broken: Record<string, () => unknown> = {
  plain: () => undefined,
  hung: () => new Promise(() => undefined),
  throws: () => {
    throw new Error('broken step')
  },
  stuck: () => {
    for (;;);
  },
}

onSignal({
  budget: Number(budget),
  told: (outcome) => say('signal' in outcome ? `signal ${outcome.signal}` : `step ${outcome.name} ${outcome.outcome}`),
  steps: [
    { name: 'first', within: 300, run: broken[mode] ?? (() => undefined) },
    { name: 'settle', within: 2_500, run: () => journal.settled() },
    {
      name: 'close',
      within: 2_500,
      run: () => {
        journal.close()
        database.close()
      },
    },
  ],
})

async function write(): Promise<never> {
  for (let n = 0; ; n += 1) {
    const appended = await journal.append(command('board:one', n))
    if (appended.ok) say(`ack ${appended.row.seq}`)
    else say(`no ${appended.problem.code}`)
    if (!appended.ok) await new Promise((resolve) => setTimeout(resolve, 10)) // the caller's retry
  }
}
void write()
