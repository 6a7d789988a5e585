/**
 * `went-back`: the database was taken back to an earlier moment, by its archive. No node can know: whoever opens a dialogue next
 * begins a recovery there, as after a restore, and devices hand in what came after that moment.
 */
import postgres from 'postgres'
import { readDatabase } from '../config.ts'
import { Stop } from './ask.ts'

/** Only while no node runs: one that holds a dialogue has opened it already. Said twice it is one recovery. */
export async function wentBack(): Promise<void> {
  const database = readDatabase(process.env)
  if (database === null)
    throw new Stop(
      'DATABASE_URL is not set. A data folder is taken back by `pnpm tablee restore FILE`, which says so itself.',
    )
  const sql = postgres(database.url, { max: 1, connect_timeout: 5, onnotice: () => undefined })
  try {
    const [run] = await sql<{ nodes: number }[]>`
      SELECT count(*)::int AS nodes FROM tablee.node WHERE kind = 'hall' AND seen > now() - interval '15 seconds'`
    if ((run?.nodes ?? 0) > 0)
      throw new Stop('Nodes run on this database. Stop them all, wait for fifteen seconds, and say it again.')
    const told = await sql`
      INSERT INTO tablee.behind (dialogue, node) SELECT dialogue, 'went-back' FROM tablee.hall WHERE moved IS NULL
      ON CONFLICT (dialogue) DO NOTHING`
    console.log(
      told.count === 0
        ? 'There is no dialogue of which this was not said already.'
        : `${told.count === 1 ? 'One dialogue' : `${told.count} dialogues`} will begin in recovery. Start the nodes: devices hand in what they hold, and observers see nothing until the organiser has looked and ends it.`,
    )
  } finally {
    await sql.end({ timeout: 5 })
  }
}
